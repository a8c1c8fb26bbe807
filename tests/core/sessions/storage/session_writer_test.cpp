// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_writer.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"

#include <QSemaphore>

namespace latchkey::test {

using namespace sessions;
using namespace sessions::storage;

/// How changes share a transaction.
class SessionWriterTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void changesThatWaitTogetherCommitTogether();
    void changesThatComeBeforeItsTurnJoin();
    void oneThatFailsDoesNotFailItsNeighbours();
    void aGroupThatCannotCommitFailsAsAWhole();
    void aLoneCallerWaitsForNobody();
    void otherCallersComeBetweenTheBatchesOfABulkChange();
    void bulkChangesTakeTurns();
    void whereVeryManyWaitTheNextIsToldSo();

private:
    Change<QByteArray> lookingFor(const QByteArray& raw);

    DatabaseSettings settings() const
    {
        return { .path = m_fixture.path(), .waitLimit = std::chrono::milliseconds(300) };
    }

    StoreFixture m_fixture;
};

namespace {

const QString Insert = QStringLiteral("INSERT INTO user_agents (raw, browser, os, device, kind, data_version)"
                                      " VALUES (?, '', '', '', '', '')");

Change<void> inserting(const QString& raw)
{
    return { .prepare = {},
        .attempt = [raw](SqliteConnection& connection) { return connection.run(Insert, { raw }); },
        .hasMore = {},
        .withoutWriting = {} };
}

/// Keeps the writer busy until it is told to go on, so that what comes meanwhile waits together.
class Pause
{
public:
    explicit Pause(SessionWriter& writer)
        : m_done(writer.change<void>({ .prepare = [this](SqliteConnection&) -> Result<void> {
                                          m_began.release();
                                          m_goOn.acquire();
                                          return {};
                                      },
              .attempt = [](SqliteConnection&) -> Result<void> { return {}; },
              .hasMore = {},
              .withoutWriting = {} }))
    {
        m_began.acquire();
    }

    ~Pause() { end(); }
    Q_DISABLE_COPY_MOVE(Pause)

    void end()
    {
        m_goOn.release();
        std::ignore = waitFor(m_done);
    }

private:
    QSemaphore m_began;
    QSemaphore m_goOn;
    Future<void> m_done; // last: the job uses the others
};

/// Says how many attempts there were.
Change<int> countingAttempts(std::atomic<int>& attempts)
{
    return { .prepare = {},
        .attempt = [&attempts](SqliteConnection&) -> Result<int> { return ++attempts; },
        .hasMore = {},
        .withoutWriting = {} };
}

// How often the row is there for the change itself, and for everybody else.
const Result<QByteArray> InSameTransaction = QByteArray("10");
const Result<QByteArray> InLaterTransaction = QByteArray("11");

} // namespace

Change<QByteArray> SessionWriterTest::lookingFor(const QByteArray& raw)
{
    const QByteArray sql = "SELECT count(*) FROM user_agents WHERE raw = '" + raw + '\'';
    return { .prepare = {},
        .attempt = [this, sql](SqliteConnection& connection) -> Result<QByteArray> {
            const auto inside = connection.value(QString::fromLatin1(sql));
            return inside->toByteArray() + m_fixture.sqlValue(sql.constData());
        },
        .hasMore = {},
        .withoutWriting = {} };
}

void SessionWriterTest::changesThatWaitTogetherCommitTogether()
{
    SessionWriter writer(settings(), nullptr);
    Pause pause(writer);
    const auto one = writer.change<void>(inserting(QStringLiteral("one")));
    const auto two = writer.change(lookingFor("one"));
    pause.end();
    REQUIRE_OK(waitFor(one));
    QCOMPARE(waitFor(two), InSameTransaction);
    QCOMPARE(m_fixture.sqlValue("SELECT count(*) FROM user_agents WHERE raw = 'one'"), "1");
}

void SessionWriterTest::changesThatComeBeforeItsTurnJoin()
{
    SessionWriter writer({ .path = m_fixture.path() }, nullptr);
    REQUIRE_OK(waitFor(writer.change(inserting(QStringLiteral("opened")))));
    RawDatabase other(m_fixture.path());
    QVERIFY(other.run("BEGIN IMMEDIATE"));
    QSemaphore isTaken;
    auto first = inserting(QStringLiteral("in line"));
    first.prepare = [&isTaken](SqliteConnection&) -> Result<void> {
        isTaken.release();
        return {};
    };
    const auto done = writer.change(first);
    isTaken.acquire(); // by the writer, which has to wait for the other one now
    const auto joined = writer.change(lookingFor("in line"));
    auto needsTime = lookingFor("in line");
    needsTime.prepare = [](SqliteConnection&) -> Result<void> { return {}; };
    const auto later = writer.change(needsTime);
    QVERIFY(other.run("COMMIT"));
    REQUIRE_OK(waitFor(done));
    QCOMPARE(waitFor(joined), InSameTransaction);
    QCOMPARE(waitFor(later), InLaterTransaction);
}

void SessionWriterTest::oneThatFailsDoesNotFailItsNeighbours()
{
    SessionWriter writer(settings(), nullptr);
    Pause pause(writer);
    const auto before = writer.change<void>(inserting(QStringLiteral("before")));
    const auto failing = writer.change<void>({ .prepare = {},
        .attempt = [](SqliteConnection& connection) -> Result<void> {
            if (auto half = connection.run(Insert, { QStringLiteral("half") }); !half) {
                return half;
            }
            return failure(ErrorCode::TokenNotFound, QStringLiteral("refused after half of its work"));
        },
        .hasMore = {},
        .withoutWriting = {} });
    const auto after = writer.change<void>(inserting(QStringLiteral("after")));
    pause.end();
    REQUIRE_OK(waitFor(before));
    REQUIRE_ERROR(waitFor(failing), ErrorCode::TokenNotFound);
    REQUIRE_OK(waitFor(after));
    QCOMPARE(m_fixture.sqlValue("SELECT group_concat(raw) FROM (SELECT raw FROM user_agents"
                                " WHERE raw IN ('before', 'half', 'after') ORDER BY id)"),
        "before,after");
}

void SessionWriterTest::aGroupThatCannotCommitFailsAsAWhole() // S22, S23
{
    SessionWriter writer(settings(), nullptr);
    Pause pause(writer);
    const auto neighbour = writer.change<void>(inserting(QStringLiteral("lost")));
    const auto breaking = writer.change<void>({ .prepare = {},
        .attempt = [](SqliteConnection& connection) -> Result<void> {
            std::ignore = connection.run(QStringLiteral("ROLLBACK")); // as SQLite does on a disk error
            return failure(ErrorCode::DiskFull, QStringLiteral("full"));
        },
        .hasMore = {},
        .withoutWriting = {} });
    pause.end();
    REQUIRE_ERROR(waitFor(neighbour), ErrorCode::DiskFull);
    REQUIRE_ERROR(waitFor(breaking), ErrorCode::DiskFull);
    QCOMPARE(m_fixture.sqlValue("SELECT count(*) FROM user_agents WHERE raw = 'lost'"), "0");
    REQUIRE_OK(waitFor(writer.change<void>(inserting(QStringLiteral("found")))));
}

void SessionWriterTest::aLoneCallerWaitsForNobody()
{
    SessionWriter writer(settings(), nullptr);
    std::atomic<int> attempts = 0;
    for (int i = 1; i <= 20; ++i) { // each ends before the next begins
        const auto done = waitFor(writer.change<int>(countingAttempts(attempts)));
        REQUIRE_OK(done);
        QCOMPARE(*done, i);
    }
}

void SessionWriterTest::otherCallersComeBetweenTheBatchesOfABulkChange() // EDGE 54
{
    SessionWriter writer(settings(), nullptr);
    std::atomic<int> batches = 0;
    std::atomic<bool> otherIsDone = false;
    const auto bulk = writer.change<int>({ .prepare = {},
        .attempt = [&](SqliteConnection&) -> Result<int> { return ++batches; },
        .hasMore = [&] { return !otherIsDone; },
        .withoutWriting = {} });
    QTRY_VERIFY(batches > 0);
    REQUIRE_OK(waitFor(writer.change<void>(inserting(QStringLiteral("between")))));
    otherIsDone = true;
    REQUIRE_OK(waitFor(bulk));
}

void SessionWriterTest::bulkChangesTakeTurns()
{
    SessionWriter writer(settings(), nullptr);
    REQUIRE_OK(waitFor(writer.change(inserting(QStringLiteral("before they take turns")))));
    QByteArray order;
    const auto threeBatches = [&order](char name) {
        return Change<void> { .prepare = {},
            .attempt =
                [&order, name](SqliteConnection&) {
                    order.append(name);
                    return Result<void>();
                },
            .hasMore = [&order, name] { return order.count(name) < 3; },
            .withoutWriting = {} };
    };
    Pause pause(writer);
    const auto a = writer.change(threeBatches('a'));
    const auto b = writer.change(threeBatches('b'));
    pause.end();
    REQUIRE_OK(waitFor(a));
    REQUIRE_OK(waitFor(b));
    QCOMPARE(order, "ababab");
}

void SessionWriterTest::whereVeryManyWaitTheNextIsToldSo()
{
    SessionWriter writer(settings(), nullptr);
    REQUIRE_OK(waitFor(writer.change(inserting(QStringLiteral("first")))));
    Pause pause(writer);
    QList<Future<void>> waiting;
    for (int i = 0; i < 10'000; ++i) {
        waiting.append(writer.change<void>({ .prepare = {},
            .attempt = [](SqliteConnection&) { return Result<void>(); },
            .hasMore = {},
            .withoutWriting = {} }));
    }
    const auto refused = writer.change(inserting(QStringLiteral("too many")));
    QVERIFY(refused.isFinished());
    REQUIRE_ERROR(resultOf(refused), ErrorCode::TimedOut);
    pause.end();
    for (const auto& future : waiting) {
        REQUIRE_OK(waitFor(future));
    }
    REQUIRE_OK(waitFor(writer.change(inserting(QStringLiteral("room again")))));
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::SessionWriterTest)
#include "session_writer_test.moc"
