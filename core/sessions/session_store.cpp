// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/session_store.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/storage/policy_table.h"
#include "core/sessions/storage/presented_identifier.h"
#include "core/sessions/storage/session_batches.h"
#include "core/sessions/storage/session_importing.h"
#include "core/sessions/storage/session_reader.h"
#include "core/sessions/storage/session_table.h"
#include "core/sessions/storage/session_writer.h"
#include "core/sessions/storage/user_agent_table.h"
#include "core/sessions/user_agent_text.h"
#include "core/shared/then.h"

#include <QRandomGenerator>

namespace latchkey::sessions {

using namespace storage;

namespace {

constexpr qint64 SecondsPerDay = qint64(24) * 60 * 60;

Result<SessionKey> keyOf(const QString& username, const Secret& identifier)
{
    return validateUsername(username) | then([&](const QString& name) {
        return identifierDigest(name, identifier)
            | then([&](const QByteArray& digest) { return SessionKey { name, digest }; });
    });
}

/// Random, so that programs that share a database do not mistake another's change for their own.
ChangeId newChangeId() { return static_cast<ChangeId>(QRandomGenerator::system()->generate64() >> 1U) | 1; }

} // namespace

class SessionStore::Private
{
public:
    Private(const Options& options, const Clock& theClock, UserAgentParser* parser)
        : clock(theClock)
        , clockWatch(theClock)
        , writer(settingsOf(options), parser)
        , rows(settingsOf(options), QStringLiteral("session rows"))
        , sums(settingsOf(options), QStringLiteral("session sums"))
    {
    }

    /// All of them stop before any goes: what one has finished may ask another to go on.
    ~Private()
    {
        rows.stop();
        sums.stop();
        writer.stop();
    }
    Q_DISABLE_COPY_MOVE(Private)

    using Batch = std::function<Result<qint64>(SqliteConnection&, const QList<SessionId>&)>;

    /// Does `batch` with some of the matching sessions after the other, each in a transaction of its own. It
    /// returns how many sessions it changed, and `end` gets how many they were together. Which match is read
    /// beside the writer, after the calls that came before this one.
    void inBatches(const SessionFilter& filter, const BulkProgress& progress, const Batch& batch,
        const std::function<void(Result<qint64>)>& end)
    {
        const auto act = [=, this](const Result<QList<SessionId>>& ids) {
            ids ? doBatches(*ids, progress, batch, end) : end(std::unexpected(ids.error()));
        };
        const auto look = [=, this](const Result<void>& reached) {
            reached ? sums.matching(filter, act) : end(std::unexpected(reached.error()));
        };
        writer.change<void>(onlyAttempt([](SqliteConnection&) { return Result<void>(); }), look);
    }

    void doBatches(const QList<SessionId>& ids, BulkProgress progress, const Batch& batch,
        const std::function<void(Result<qint64>)>& end)
    {
        struct State
        {
            SessionBatches batches;
            qint64 done = 0;
            qint64 inBatch = 0;
        };
        const auto state = std::make_shared<State>(State { SessionBatches(ids) });
        Change<qint64> change {
            .prepare = {},
            .attempt =
                [=](SqliteConnection& connection) {
                    return batch(connection, state->batches.current()) | then([&](qint64 changed) {
                        state->inBatch = changed;
                        return state->done + changed;
                    });
                },
            .hasMore =
                [=]() mutable {
                    state->batches.finish();
                    state->done += state->inBatch;
                    progress.setDone(state->done);
                    return !state->batches.isEmpty() && !progress.isCancelled();
                },
            .withoutWriting = {},
        };
        writer.change<qint64>(std::move(change), end);
    }

    Future<BulkChange> setRevoked(const SessionFilter& filter, bool revoked, const BulkProgress& progress)
    {
        const ChangeId change = newChangeId();
        const auto [future, end] = makePending<BulkChange>();
        inBatches(
            filter, progress,
            [=, this](SqliteConnection& connection, const QList<SessionId>& ids) {
                return setSessionsRevoked(connection, ids, filter, { revoked, clock.unixSeconds(), change });
            },
            [change, end](const Result<qint64>& changed) {
                end(changed | then([&](qint64 sessions) { return BulkChange { sessions, change }; }));
            });
        return future;
    }

    static DatabaseSettings settingsOf(const Options& options)
    {
        DatabaseSettings settings;
        settings.path = options.path;
        settings.createIfMissing = options.createIfMissing;
        settings.waitLimit = options.waitLimit;
        if (options.isOnNetwork) {
            settings.isOnNetwork = options.isOnNetwork;
        }
        return settings;
    }

    static Change<void> onlyAttempt(std::function<Result<void>(SqliteConnection&)> attempt)
    {
        return { .prepare = {}, .attempt = std::move(attempt), .hasMore = {}, .withoutWriting = {} };
    }

    /// A change of one statement, which answers nothing.
    Future<void> change(std::function<Result<void>(SqliteConnection&)> attempt)
    {
        return writer.change<void>(onlyAttempt(std::move(attempt)));
    }

    /// A change whose refusal is an answer, too: what it wrote is kept.
    template <typename T> Future<T> answer(Change<Answer<T>> change)
    {
        const auto [future, end] = makePending<T>();
        writer.change<Answer<T>>(std::move(change), [end](const Result<Answer<T>>& done) {
            end(done ? *done : Answer<T>(std::unexpected(done.error())));
        });
        return future;
    }

    const Clock& clock;
    ClockWatch clockWatch;
    SessionWriter writer; // it closes last and leaves the file tidy
    SessionReader rows; ///< reads what a list shows: it waits for no counting
    SessionReader sums; ///< reads what may take long
};

SessionStore::SessionStore(const Options& options, const Clock& clock, UserAgentParser* parser)
    : m_private(std::make_unique<Private>(options, clock, parser))
{
}

SessionStore::~SessionStore() = default;

Future<Token> SessionStore::add(const QString& username, const Secret& identifier, const QString& userAgent)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Token>(std::unexpected(key.error()));
    }
    const auto agent = std::make_shared<UserAgentRecord>();
    agent->raw = storableUserAgent(userAgent);
    return m_private->writer.change<Token>({
        .prepare =
            [agent, &writer = m_private->writer](SqliteConnection& connection) {
                return isUserAgentKnown(connection, agent->raw) | then([&](bool isKnown) {
                    if (!isKnown) {
                        *agent = recognise(writer.parser(), agent->raw);
                    }
                });
            },
        .attempt =
            [key = *key, agent, &clock = m_private->clock](SqliteConnection& connection) {
                return userAgentId(connection, *agent) | then([&](qint64 agentId) {
                    return addSession(connection, key, agentId, clock.unixSeconds());
                });
            },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<Validation> SessionStore::validate(const QString& username, const Secret& identifier)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Validation>(std::unexpected(key.error()));
    }
    return m_private->answer<Validation>({
        .prepare = {},
        .attempt =
            [digest = key->digest, &clock = m_private->clock](SqliteConnection& connection) {
                return presentIdentifier(connection, digest, clock.unixSeconds())
                    | then([](const Answer<Token>& answer) -> Result<Answer<Validation>> {
                          return answer | then([](const Token& token) { return Validation { token, true }; });
                      });
            },
        .hasMore = {},
        .withoutWriting = [digest = key->digest, &clock = m_private->clock](
                              SqliteConnection& connection) -> Result<Answer<Validation>> {
            return findPresented(connection, digest, clock.unixSeconds())
                | then([](const Token& token) { return Validation { token, false }; });
        },
    });
}

Future<Rotation> SessionStore::rotate(
    const QString& username, const Secret& identifier, const Secret& newIdentifier)
{
    const auto key = keyOf(username, identifier);
    const auto newKey = keyOf(username, newIdentifier);
    if (!key || !newKey) {
        return finishedFuture<Rotation>(std::unexpected(!key ? key.error() : newKey.error()));
    }
    return m_private->answer<Rotation>({
        .prepare = {},
        .attempt =
            [digest = key->digest, newDigest = newKey->digest, &clock = m_private->clock](
                SqliteConnection& connection) {
                return rotateIdentifier(connection, digest, newDigest, clock.unixSeconds());
            },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<Token> SessionStore::revoke(const QString& username, const Secret& identifier)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Token>(std::unexpected(key.error()));
    }
    return m_private->writer.change<Token>({
        .prepare = {},
        .attempt =
            [digest = key->digest, &clock = m_private->clock](SqliteConnection& connection) {
                return revokeSession(connection, digest, { true, clock.unixSeconds(), newChangeId() });
            },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<void> SessionStore::remove(const QString& username, const Secret& identifier)
{
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<void>(std::unexpected(key.error()));
    }
    return m_private->writer.change<void>({
        .prepare = {},
        .attempt = [digest = key->digest](
                       SqliteConnection& connection) { return removeSession(connection, digest); },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<qint64> SessionStore::purge(const QString& username, qint64 cutoff)
{
    const auto name = validateUsername(username);
    if (!name) {
        return finishedFuture<qint64>(std::unexpected(name.error()));
    }
    SessionFilter filter;
    filter.username = *name;
    filter.lastUsedAtOrBefore = cutoff;
    return remove(filter, {});
}

Future<QList<Session>> SessionStore::page(
    const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit)
{
    return m_private->rows.page(filter, sort, offset, limit);
}

Future<QList<SessionId>> SessionStore::ids(
    const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit)
{
    return m_private->sums.ids(filter, sort, offset, limit);
}

Future<QList<SessionGroup>> SessionStore::groups(const SessionFilter& filter, GroupBy by)
{
    return m_private->rows.groups(filter, by);
}

Future<SessionCounts> SessionStore::counts(const SessionFilter& filter)
{
    return m_private->sums.counts(filter, m_private->clock.unixSeconds() - SecondsPerDay);
}

Future<qint64> SessionStore::usersLeftWithout(const SessionFilter& filter)
{
    return m_private->sums.usersLeftWithout(filter);
}

Future<LastUsedHistogram> SessionStore::histogram(const SessionFilter& filter, const HistogramShape& shape)
{
    return m_private->sums.histogram(filter, m_private->clock.unixSeconds(), shape);
}

Future<BulkChange> SessionStore::revoke(const SessionFilter& filter, BulkProgress progress)
{
    return m_private->setRevoked(filter, true, progress);
}

Future<BulkChange> SessionStore::restore(const SessionFilter& filter, BulkProgress progress)
{
    return m_private->setRevoked(filter, false, progress);
}

Future<qint64> SessionStore::remove(const SessionFilter& filter, BulkProgress progress)
{
    const auto [future, end] = makePending<qint64>();
    m_private->inBatches(
        filter, progress,
        [filter](SqliteConnection& connection, const QList<SessionId>& ids) {
            return deleteSessions(connection, ids, filter);
        },
        end);
    return future;
}

Future<qint64> SessionStore::import(const QList<ImportedSession>& sessions)
{
    const auto userAgents = std::make_shared<QList<UserAgentRecord>>();
    return m_private->writer.change<qint64>({
        .prepare =
            [=, &writer = m_private->writer](SqliteConnection& connection) {
                return userAgentsOf(connection, writer.parser(), sessions)
                    | then([&](const QList<UserAgentRecord>& found) { *userAgents = found; });
            },
        .attempt =
            [=](SqliteConnection& connection) {
                return storage::importSessions(connection, sessions, *userAgents);
            },
        .hasMore = {},
        .withoutWriting = {},
    });
}

Future<qint64> SessionStore::countPresent(const QList<ImportedSession>& sessions)
{
    return m_private->sums.countPresent(sessions);
}

Future<StoreFacts> SessionStore::facts() { return m_private->rows.facts(); }

Future<StoredPolicy> SessionStore::policy() { return m_private->rows.policy(); }

Future<void> SessionStore::setPolicy(const Policy& policy)
{
    if (auto checked = checkPolicy(policy); !checked) {
        return finishedFuture<void>(std::move(checked));
    }
    return m_private->change(
        [policy](SqliteConnection& connection) { return writePolicy(connection, policy); });
}

Future<void> SessionStore::recordRun(const PolicyRun& run)
{
    return m_private->change([run](SqliteConnection& connection) { return writeRun(connection, run); });
}

Future<ClockHealth> SessionStore::clockHealth()
{
    return m_private->sums.clockHealth(m_private->clock.unixSeconds(), m_private->clockWatch);
}

Future<void> SessionStore::trustClock()
{
    m_private->clockWatch.trust();
    return m_private->change([now = m_private->clock.unixSeconds()](SqliteConnection& connection) {
        return writeClockTrusted(connection, now);
    });
}

Future<void> SessionStore::checkPages() { return m_private->sums.checkPages(); }

Future<void> SessionStore::checkpoint() { return m_private->rows.checkpoint(); }

} // namespace latchkey::sessions
