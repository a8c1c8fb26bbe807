// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Validating and adding against SQLite's C interface on a copy of the same file, with the same durability.

#include "tests/bench/bench.h"
#include "tests/bench/sqlite_file.h"

#include <QFile>

#include <sys/file.h>
#include <unistd.h>

namespace latchkey::bench {

namespace {

constexpr qsizetype GroupSize = 64;
const QString EachCommitted = QStringLiteral("SQLite's C API, one commit each");
const QString CommittedTogether = QStringLiteral("SQLite's C API, one commit per 64, same lock");

using Sessions = QList<SampleSession>;

/// What the store's writer sets, so that the peer promises the same.
constexpr char SameSettings[] = "PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA foreign_keys = "
                                "ON; PRAGMA temp_store = MEMORY; PRAGMA cache_size = -65536";

/// The peer: a program that does only this. Its statements are prepared once, and it is given the digests.
class PlainLoop
{
public:
    explicit PlainLoop(const QString& path)
        : m_file(path)
        , m_lock(
              ::open(QFile::encodeName(path + QStringLiteral(".lock")).constData(), O_RDWR | O_CREAT, 0600))
    {
        m_file.run(SameSettings);
    }
    ~PlainLoop() { ::close(m_lock); }
    Q_DISABLE_COPY_MOVE(PlainLoop)

    void validate(const SampleSession& session, qint64 now)
    {
        m_validate.bind(1, now);
        m_validate.bindBytes(2, session.digest);
        require(m_validate.run() == 1, "the peer finds its session");
    }

    void add(const SampleSession& session, const QString& agent, qint64 now)
    {
        m_file.run("BEGIN IMMEDIATE");
        m_addUser.bindText(1, session.username.toUtf8());
        m_addUser.run();
        m_findUser.bindText(1, session.username.toUtf8());
        require(m_findUser.next(), "the peer finds its user");
        m_findAgent.bindText(1, agent.toUtf8());
        require(m_findAgent.next(), "the peer finds its user agent");
        m_add.bind(1, m_findUser.number(0));
        m_add.bindBytes(2, session.digest);
        m_add.bind(3, m_findAgent.number(0));
        m_add.bind(4, now);
        m_add.bind(5, now);
        m_findAgent.finish();
        m_findUser.finish();
        require(m_add.run() == 1, "the peer adds its session");
        m_file.run("COMMIT");
    }

    void begin()
    {
        ::flock(m_lock, LOCK_EX);
        m_file.run("BEGIN IMMEDIATE");
    }

    void commit()
    {
        m_file.run("COMMIT");
        ::flock(m_lock, LOCK_UN);
    }

private:
    SqliteFile m_file;
    int m_lock;
    SqliteStatement m_validate { m_file,
        "UPDATE sessions SET last_used = max(last_used, ?) WHERE lookup = ? AND revoked = 0"
        " RETURNING id, (SELECT name FROM users WHERE id = user_id), revoked,"
        " (SELECT raw FROM user_agents WHERE id = user_agent_id), created, last_used, lookup" };
    SqliteStatement m_addUser { m_file, "INSERT INTO users (name) VALUES (?) ON CONFLICT DO NOTHING" };
    SqliteStatement m_findUser { m_file, "SELECT id FROM users WHERE name = ?" };
    SqliteStatement m_findAgent { m_file, "SELECT id FROM user_agents WHERE raw = ?" };
    SqliteStatement m_add { m_file,
        "INSERT INTO sessions (user_id, lookup, revoked, user_agent_id, created, last_used)"
        " VALUES (?, ?, 0, ?, ?, ?) RETURNING id" };
};

double perSecond(qsizetype calls, const std::function<void()>& act)
{
    return static_cast<double>(calls) * 1000 / milliseconds(act);
}

void requireSameRows(const QStringList& paths, const char* sql, qint64 expected)
{
    QByteArray first;
    for (const QString& path : paths) {
        const SqliteFile file(path);
        const QByteArray digest = file.digest(sql);
        first = first.isEmpty() ? digest : first;
        require(digest == first, "all files hold the same rows");
        require(
            file.number((QByteArrayLiteral("SELECT count(*) FROM (") + sql + ')').constData()) == expected,
            "as many rows as calls");
    }
}

void measureValidate(const Bench& bench, qint64 calls)
{
    const QStringList paths { bench.copy("validate-ours.db"), bench.copy("validate-each.db"),
        bench.copy("validate-64.db") };
    const Sessions sessions = activeSessions(bench.sample, calls);
    {
        OpenStore ours(paths[0]);
        PlainLoop each(paths[1]);
        PlainLoop together(paths[2]);
        validate(ours, sessions.first(1), 1); // opens the file, which looks at every page
        const auto loop = [&] {
            for (const SampleSession& session : sessions) {
                each.validate(session, ours.clock.unixSeconds());
            }
        };
        const auto groups = [&] {
            for (qsizetype i = 0; i < sessions.size(); ++i) {
                if (i % GroupSize == 0) {
                    together.begin();
                }
                together.validate(sessions[i], ours.clock.unixSeconds());
                if (i % GroupSize == GroupSize - 1 || i == sessions.size() - 1) {
                    together.commit();
                }
            }
        };
        const auto medians = inTurn(bench.rounds,
            { [&] {
                 ours.clock.advance(1); // a later use, so that every round changes every row
                 return perSecond(calls, [&] { validate(ours, sessions, InFlight); });
             },
                [&] { return perSecond(calls, loop); }, [&] { return perSecond(calls, groups); },
                [&] {
                    ours.clock.advance(1);
                    return perSecond(calls, [&] { validate(ours, sessions, 1); });
                } });
        for (PlainLoop* peer : { &each, &together }) { // theirs were a use behind
            for (const SampleSession& session : sessions) {
                peer->validate(session, ours.clock.unixSeconds());
            }
        }
        bench.report.add({ QStringLiteral("validate_64_durable"), medians[0], medians[1], EachCommitted,
            Unit::PerSecond, 12 });
        bench.report.add({ QStringLiteral("validate_64_limit"), medians[0], medians[2], CommittedTogether,
            Unit::PerSecond, 0.7 });
        bench.report.add({ QStringLiteral("validate_1_durable"), medians[3], medians[1], EachCommitted,
            Unit::PerSecond, 0.9 });
    }
    const QByteArray used = "SELECT id, user_id, lookup, last_used FROM sessions WHERE last_used > "
        + QByteArray::number(SampleNow) + " ORDER BY id";
    requireSameRows(paths, used.constData(), calls);
}

void measureAdd(const Bench& bench, qint64 calls)
{
    const QStringList paths { bench.copy("add-ours.db"), bench.copy("add-each.db") };
    const QStringList& agents = bench.sample.agents();
    {
        OpenStore ours(paths[0]);
        PlainLoop each(paths[1]);
        validate(ours, activeSessions(bench.sample, 1), 1);
        qint64 ourNext = 0;
        qint64 peerNext = 0;
        const auto medians = inTurn(bench.rounds,
            { [&] {
                 const Sessions sessions =
                     newSessions(bench.sample, std::exchange(ourNext, ourNext + calls), calls);
                 return perSecond(calls, [&] { add(ours, sessions, agents); });
             },
                [&] {
                    const Sessions sessions =
                        newSessions(bench.sample, std::exchange(peerNext, peerNext + calls), calls);
                    return perSecond(calls, [&] {
                        for (const SampleSession& session : sessions) {
                            each.add(session, agents[session.agent], ours.clock.unixSeconds());
                        }
                    });
                } });
        bench.report.add(
            { QStringLiteral("add_64_durable"), medians[0], medians[1], EachCommitted, Unit::PerSecond, 12 });
    }
    const QByteArray added = "SELECT * FROM sessions WHERE id > "
        + QByteArray::number(bench.sample.shape().count) + " ORDER BY id";
    requireSameRows(paths, added.constData(), calls * bench.rounds);
}

} // namespace

QList<SampleSession> activeSessions(const SampleSessions& sample, qint64 count)
{
    constexpr qint64 Stride = 7919; // a prime: it meets each row once
    Sessions found;
    for (qint64 i = 0; found.size() < count; ++i) {
        const auto session = sample.at(i * Stride % sample.shape().count);
        if (!session.revokedAt) {
            found.append(session);
        }
    }
    return found;
}

QList<SampleSession> newSessions(const SampleSessions& sample, qint64 first, qint64 count)
{
    Sessions made;
    for (qint64 i = 0; i < count; ++i) {
        made.append(sample.at(sample.shape().count + first + i));
    }
    return made;
}

void validate(OpenStore& ours, const Sessions& sessions, std::size_t width)
{
    inFlight(
        sessions.size(), width,
        [&](qint64 i) { return ours.store.validate(sessions[i].username, sessions[i].identifier); },
        [](const auto& result) { require(result && result->lastUsedRecorded, "a valid token is valid"); });
}

void add(OpenStore& ours, const Sessions& sessions, const QStringList& agents)
{
    inFlight(
        sessions.size(), InFlight,
        [&](qint64 i) {
            return ours.store.add(sessions[i].username, sessions[i].identifier, agents[sessions[i].agent]);
        },
        [](const auto& result) { require(result.has_value(), "a new token is added"); });
}

void measureTokens(const Bench& bench)
{
    const qint64 calls = bench.isQuick ? 256 : 3200;
    measureValidate(bench, calls);
    measureAdd(bench, calls);
}

} // namespace latchkey::bench
