// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/figure.h"
#include "tests/support/result_check.h"
#include "tests/support/sessions/session_rows.h"

#include <QMap>
#include <QProcess>
#include <QRandomGenerator>
#include <QSet>

namespace latchkey::test {

using namespace sessions;

/// Several programs on one database: what was acknowledged is there, and nobody is turned away.
class SessionProcessesTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void fourProcessesWorkWhileAFifthCheckpoints();
    void whatWasAcknowledgedSurvivesKill();
    void killedPurgesLeaveWholeSessionsAndSums();
    void manyValidateOneSessionAtOnce();
    void eightProcessesValidateWithoutRefusal();
    void nobodyTimesOutWhileAPurgeRuns();
};

namespace {

/// What one worker's output says of its sessions.
class Acknowledged
{
public:
    void read(const QByteArray& output)
    {
        const QByteArrayList lines = output.split('\n');
        for (const QByteArray& line : lines) {
            const QByteArrayList words = line.split(' ');
            if (words.size() == 3 && words[0] == "begin") {
                m_unsure.insert(words[2]);
            } else if (words.size() == 3 && words[0] == "done") {
                m_state[words[2]] = words[1];
                m_unsure.remove(words[2]);
            } else if (words[0] == "error:") {
                m_errors.append(line);
            }
        }
    }

    const QByteArrayList& errors() const { return m_errors; }
    qsizetype size() const { return m_state.size(); }

    /// What differs from the store's answers; a session whose last call was not answered may be in either
    /// state.
    QByteArrayList differences(SessionStore& store, const QString& user) const
    {
        QByteArrayList found;
        QMap<QByteArray, Future<Validation>> answers;
        for (auto entry = m_state.begin(); entry != m_state.end(); ++entry) {
            answers.insert(entry.key(), store.validate(user, Secret::takeFrom(QByteArray(entry.key()))));
        }
        for (auto entry = m_state.begin(); entry != m_state.end(); ++entry) {
            const auto answer = waitFor(answers[entry.key()]);
            const bool isOver = entry.value() == "revoke" || entry.value() == "remove";
            if (entry.value() == "rotate") {
                const auto rotated =
                    waitFor(store.validate(user, Secret::takeFrom(QByteArray(entry.key() + "-rotated"))));
                if (!rotated) {
                    found.append("rotate " + entry.key());
                }
                continue; // the old one is valid for a while, and then ends the session
            }
            const bool mayBeEither = m_unsure.contains(entry.key()) && !isOver;
            const bool isAnswered = answer || answer.error().code == ErrorCode::TokenInvalid;
            if (!isAnswered || (answer.has_value() == isOver && !mayBeEither)) {
                found.append(entry.value() + ' ' + entry.key());
            }
        }
        return found;
    }

private:
    QMap<QByteArray, QByteArray> m_state; ///< the last acknowledged call by identifier
    QSet<QByteArray> m_unsure;
    QByteArrayList m_errors;
};

std::unique_ptr<QProcess> start(const QStringList& arguments)
{
    auto process = std::make_unique<QProcess>();
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QStringLiteral(SESSION_PROCESS), arguments);
    return process;
}

bool isLong() { return qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS"); }

QString userOf(int worker) { return QStringLiteral("worker%1").arg(worker); }

} // namespace

void SessionProcessesTest::fourProcessesWorkWhileAFifthCheckpoints() // S2, S3, S5, S6, S9
{
    StoreFixture fixture;
    const int milliseconds = isLong() ? 120'000 : 4'000;
    std::vector<std::unique_ptr<QProcess>> workers;
    workers.reserve(4);
    for (int i = 0; i < 4; ++i) { // the file is not there yet: they also race to make it
        workers.push_back(start({ QStringLiteral("work"), fixture.path(), userOf(i), QStringLiteral("0"),
            QString::number(milliseconds) }));
    }
    const auto checkpointer =
        start({ QStringLiteral("checkpoint"), fixture.path(), QString::number(milliseconds) });
    std::vector<Acknowledged> acknowledged(workers.size());
    for (std::size_t i = 0; i < workers.size(); ++i) {
        QVERIFY(workers[i]->waitForFinished(milliseconds + 60'000));
        QCOMPARE(workers[i]->exitCode(), 0);
        acknowledged[i].read(workers[i]->readAllStandardOutput());
        QVERIFY2(acknowledged[i].errors().isEmpty(), acknowledged[i].errors().join('\n').constData());
        QVERIFY(acknowledged[i].size() > 0);
    }
    QVERIFY(checkpointer->waitForFinished(60'000));
    QCOMPARE(checkpointer->readAllStandardOutput(), QByteArray());
    {
        const auto store = fixture.open();
        for (int i = 0; i < 4; ++i) {
            QCOMPARE(acknowledged[std::size_t(i)].differences(*store, userOf(i)), QByteArrayList());
        }
    }
    QCOMPARE(fixture.sqlValue("PRAGMA integrity_check"), "ok");
}

void SessionProcessesTest::whatWasAcknowledgedSurvivesKill() // S1, S2
{
    StoreFixture fixture;
    fixture.fill({ QStringLiteral("ann") });
    const int rounds = isLong() ? 2500 : 50;
    constexpr int Writers = 3;
    std::vector<Acknowledged> acknowledged(Writers);
    qsizetype calls = 0;
    for (int round = 0; round < rounds; ++round) {
        std::vector<std::unique_ptr<QProcess>> processes; // the last one empties the log
        for (int i = 0; i < Writers; ++i) {
            processes.push_back(start({ QStringLiteral("work"), fixture.path(), userOf(i),
                QString::number(round * 100'000), QStringLiteral("60000") }));
        }
        processes.push_back(start({ QStringLiteral("checkpoint"), fixture.path(), QStringLiteral("60000") }));
        for (int i = 0; i < Writers; ++i) {
            QVERIFY(processes[std::size_t(i)]->waitForReadyRead(10'000));
        }
        // The moment of death is what varies, so this is no wait for something.
        processes[0]->waitForFinished(QRandomGenerator::global()->bounded(1, 120));
        for (std::size_t i = 0; i < processes.size(); ++i) {
            processes[i]->kill();
            QVERIFY(processes[i]->waitForFinished(10'000));
            if (i < Writers) {
                acknowledged[i].read(processes[i]->readAllStandardOutput());
                QVERIFY2(acknowledged[i].errors().isEmpty(), acknowledged[i].errors().join('\n').constData());
            }
        }
    }
    {
        const auto store = fixture.open();
        for (int i = 0; i < Writers; ++i) {
            const Acknowledged& done = acknowledged[std::size_t(i)];
            QVERIFY(done.size() > rounds);
            QCOMPARE(done.differences(*store, userOf(i)), QByteArrayList());
            calls += done.size();
        }
    }
    QCOMPARE(fixture.sqlValue("PRAGMA integrity_check"), "ok");
    noteFigure(QStringLiteral("kills of three writers and a checkpointer: acknowledged sessions lost"),
        rounds * (Writers + 1), 0);
    noteFigure(QStringLiteral("sessions acknowledged to writers that were killed: lost"), calls, 0);
}

void SessionProcessesTest::killedPurgesLeaveWholeSessionsAndSums() // EDGE 54
{
    constexpr int Old = 10'000;
    constexpr int Recent = 100;
    const int kills = isLong() ? 1000 : 20;
    int interrupted = 0;
    for (int i = 0; i < kills; ++i) {
        StoreFixture fixture;
        fixture.fill({ QStringLiteral("ann") });
        QVERIFY(fixture.runSql(addingSessions(Old, "'ann'", "1600000000").constData()));
        QVERIFY(fixture.runSql(addingSessions(Recent, "'ann'", "1700000000").constData()));
        const auto process = start(
            { QStringLiteral("purge"), fixture.path(), QStringLiteral("ann"), QStringLiteral("1600000000") });
        const auto count = [&](const char* sql) { return fixture.sqlValue(sql).toInt(); };
        const auto hasBegun = [&] { return count("SELECT count(*) FROM sessions") <= Old + Recent; };
        QVERIFY(QTest::qWaitFor(hasBegun, 30'000));
        process->kill();
        QVERIFY(process->state() == QProcess::NotRunning || process->waitForFinished(10'000));
        interrupted += sessionRows(fixture.path()) > Recent + 1 ? 1 : 0; // it looks at the sums as well
        QCOMPARE(count("SELECT count(*) FROM sessions WHERE last_used >= 1700000000"), Recent + 1);
        QCOMPARE(fixture.sqlValue("PRAGMA integrity_check"), "ok");
        REQUIRE_OK(waitFor(fixture.open()->purge(QStringLiteral("ann"), 1'600'000'000)));
        QCOMPARE(sessionRows(fixture.path()), Recent + 1);
    }
    QVERIFY(interrupted > 0);
    noteFigure(QStringLiteral("kills during a purge: sessions lost or sums wrong"), kills, 0);
}

void SessionProcessesTest::manyValidateOneSessionAtOnce() // EDGE 55
{
    StoreFixture fixture;
    fixture.fill({ QStringLiteral("ann") });
    std::vector<std::unique_ptr<SessionStore>> stores;
    stores.reserve(4);
    QList<Future<Validation>> answers;
    for (int i = 0; i < 4; ++i) {
        stores.push_back(std::make_unique<SessionStore>(
            SessionStore::Options { .path = fixture.path() }, fixture.clock(), nullptr));
    }
    for (int i = 0; i < 100; ++i) {
        for (const auto& store : stores) {
            answers.append(store->validate(QStringLiteral("ann"), secret("ann")));
        }
    }
    for (const auto& answer : answers) {
        const auto valid = waitFor(answer);
        REQUIRE_OK(valid);
        QVERIFY(valid->lastUsedRecorded);
    }
}

void SessionProcessesTest::eightProcessesValidateWithoutRefusal() // FAULTS 4
{
    constexpr int Servers = 8;
    constexpr qint64 Longest = 1'000'000; // microseconds
    const int milliseconds = isLong() ? 300'000 : 5'000;
    StoreFixture fixture;
    QStringList users;
    for (int i = 0; i < Servers; ++i) {
        users.append(userOf(i));
    }
    fixture.fill(users);
    std::vector<std::unique_ptr<QProcess>> servers;
    for (const QString& user : std::as_const(users)) {
        servers.push_back(
            start({ QStringLiteral("validate"), fixture.path(), user, QString::number(milliseconds) }));
    }
    qint64 calls = 0;
    qint64 refused = 0;
    qint64 ninetyNinth = 0;
    qint64 slowest = 0;
    for (const auto& server : servers) {
        QVERIFY(server->waitForFinished(milliseconds + 60'000));
        const QByteArrayList words = server->readAllStandardOutput().trimmed().split(' ');
        QCOMPARE(words.size(), 4);
        calls += words[0].toLongLong();
        refused += words[1].toLongLong();
        ninetyNinth = std::max(ninetyNinth, words[2].toLongLong());
        slowest = std::max(slowest, words[3].toLongLong());
    }
    qInfo("%lld validations in %d s by %d processes, 99 of 100 within %lld us, the slowest %lld us", calls,
        milliseconds / 1000, Servers, ninetyNinth, slowest);
    QCOMPARE(refused, 0);
    noteFigure(QStringLiteral(
                   "validations by 8 processes in %1 s, 99 of 100 within %2 ms, all within %3 ms: refused")
                   .arg(milliseconds / 1000)
                   .arg((ninetyNinth + 999) / 1000)
                   .arg((slowest + 999) / 1000),
        calls, refused);
    QVERIFY2(!isLong() || slowest <= Longest, "each caller gets its turn within a second");
}

void SessionProcessesTest::nobodyTimesOutWhileAPurgeRuns() // EDGE 54
{
    StoreFixture fixture;
    const auto purging = fixture.open();
    QList<Future<Token>> added;
    for (int i = 0; i < 20'000; ++i) {
        added.append(purging->add(QStringLiteral("old"), Secret::takeFrom(QByteArray::number(i)), QString()));
        if (added.size() >= 5000) {
            REQUIRE_OK(waitFor(added.takeFirst()));
        }
    }
    for (const auto& future : added) {
        REQUIRE_OK(waitFor(future));
    }
    REQUIRE_OK(waitFor(purging->add(QStringLiteral("ann"), secret("ann"), QString())));
    const auto serving = std::make_unique<SessionStore>( // as in another process
        SessionStore::Options { .path = fixture.path() }, fixture.clock(), nullptr);
    const auto purge = purging->purge(QStringLiteral("old"), Now);
    int served = 0;
    while (!purge.isFinished() || served == 0) {
        REQUIRE_OK(waitFor(serving->validate(QStringLiteral("ann"), secret("ann"))));
        const auto old = waitFor(serving->validate(QStringLiteral("old"), secret("19999")));
        QVERIFY(old || old.error().code == ErrorCode::TokenInvalid);
        ++served;
    }
    const auto purged = waitFor(purge);
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 20'000);
    REQUIRE_ERROR(
        waitFor(serving->validate(QStringLiteral("old"), secret("19999"))), ErrorCode::TokenInvalid);
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::SessionProcessesTest)
#include "session_processes_test.moc"
