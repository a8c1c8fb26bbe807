// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/figure.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QRandomGenerator>
#include <QtEndian>

#include <sys/stat.h>
#include <unistd.h>

namespace latchkey::test {

using namespace sessions;

/// Files that are not, or no longer, a session database of ours: refused with a reason, and not one byte of
/// them changes.
class HostileDatabaseTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aForeignContentIsRefusedAndKept_data();
    void aForeignContentIsRefusedAndKept();
    void anotherProgramsDatabaseInUseIsRefusedAndKept();
    void aChangedSchemaIsRefusedAndKept_data();
    void aChangedSchemaIsRefusedAndKept();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
    void flippedBitsNeverCrashAndNeverInventAToken();
    void sessionsWithoutTheirUserCanBeSearched();
    void damagedPagesAreNotWrittenToByReadersEither_data();
    void damagedPagesAreNotWrittenToByReadersEither();
    void statisticsOfAnalyzeAreNoChange();
    void pagesThatAreReadOverAndOverEnd();
};

namespace {

const QString Ann = QStringLiteral("ann");
const QString Agent = QStringLiteral("agent");

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void put(const QString& path, const QByteArray& content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    QCOMPARE(file.write(content), content.size());
    file.close();
    QVERIFY(file.setPermissions(QFile::ReadOwner | QFile::WriteOwner));
}

/// Every kind of call ends as this error, and the store leaves the file as it was.
void requireRefusal(StoreFixture& fixture, ErrorCode code)
{
    const QByteArray before = contentOf(fixture.path());
    {
        const auto store = fixture.open();
        REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), code);
        REQUIRE_ERROR(waitFor(store->add(Ann, secret("new"), Agent)), code);
        REQUIRE_ERROR(waitFor(store->purge(Ann, Now)), code);
        REQUIRE_ERROR(waitFor(store->page({}, {}, 0, 10)), code);
    }
    QCOMPARE(contentOf(fixture.path()), before);
}

} // namespace

void HostileDatabaseTest::aForeignContentIsRefusedAndKept_data() // EDGE 63, S10-S13, S15, S16
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const QByteArray whole = contentOf(fixture.path());
    QByteArray newer = whole;
    newer.replace(60, 4, QByteArray("\x00\x00\x03\xe7", 4));
    QByteArray foreign = whole;
    foreign.replace(68, 4, QByteArray("\x00\x00\x00\x00", 4));
    QByteArray badPageSize = whole;
    badPageSize.replace(16, 2, QByteArray("\x03\x03", 2));
    QByteArray futureFormat = whole;
    futureFormat.replace(18, 2, QByteArray("\x03\x03", 2));
    QByteArray badBody = whole;
    badBody.replace(4096, whole.size() - 4096, QByteArray(whole.size() - 4096, '\xa5'));

    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<ErrorCode>("code");
    QTest::newRow("empty") << QByteArray() << ErrorCode::Corrupt;
    QTest::newRow("text") << QByteArray("hello, this is no database\n").repeated(50) << ErrorCode::Corrupt;
    QTest::newRow("one byte") << QByteArray("x") << ErrorCode::Corrupt;
    QTest::newRow("zeros") << QByteArray(8192, '\0') << ErrorCode::Corrupt;
    QTest::newRow("half") << whole.first(whole.size() / 2) << ErrorCode::Corrupt;
    QTest::newRow("100 bytes") << whole.first(100) << ErrorCode::Corrupt;
    QTest::newRow("50 bytes") << whole.first(50) << ErrorCode::Corrupt;
    QTest::newRow("another program's") << foreign << ErrorCode::Corrupt;
    QTest::newRow("newer") << newer << ErrorCode::StoreTooNew;
    QTest::newRow("bad page size") << badPageSize << ErrorCode::Corrupt;
    QTest::newRow("future format") << futureFormat << ErrorCode::Corrupt;
    QTest::newRow("header good, body garbage") << badBody << ErrorCode::Corrupt;
}

void HostileDatabaseTest::aForeignContentIsRefusedAndKept()
{
    QFETCH(const QByteArray, content);
    QFETCH(const ErrorCode, code);
    StoreFixture fixture;
    put(fixture.path(), content);
    requireRefusal(fixture, code);
}

void HostileDatabaseTest::anotherProgramsDatabaseInUseIsRefusedAndKept() // S16
{
    StoreFixture fixture;
    RawDatabase inUse(fixture.path());
    QVERIFY(inUse.run("PRAGMA journal_mode = WAL; CREATE TABLE notes (text)"));
    QVERIFY(QFileInfo::exists(fixture.path() + QStringLiteral("-wal")));
    QVERIFY(QFile::setPermissions(fixture.path(), QFile::ReadOwner | QFile::WriteOwner));
    requireRefusal(fixture, ErrorCode::Corrupt);
    QVERIFY(inUse.run("INSERT INTO notes VALUES ('still there')"));
}

void HostileDatabaseTest::aChangedSchemaIsRefusedAndKept_data() // EDGE 63, S15, S17
{
    QTest::addColumn<QByteArray>("sql");
    QTest::newRow("trigger that empties the table")
        << QByteArray("CREATE TRIGGER t AFTER UPDATE ON sessions BEGIN DELETE FROM sessions; END");
    QTest::newRow("trigger of ours that does something else")
        << QByteArray("DROP TRIGGER sessions_used; CREATE TRIGGER sessions_used AFTER UPDATE ON sessions"
                      " BEGIN DELETE FROM sessions; END");
    QTest::newRow("no trigger") << QByteArray("DROP TRIGGER sessions_removed");
    QTest::newRow("view named sessions")
        << QByteArray("DROP TABLE sessions; CREATE VIEW sessions AS SELECT load_extension('x') AS id");
    QTest::newRow("one more column") << QByteArray("ALTER TABLE sessions ADD COLUMN extra TEXT");
    QTest::newRow("one column fewer") << QByteArray("ALTER TABLE user_agents DROP COLUMN data_version");
    QTest::newRow("other table") << QByteArray("CREATE TABLE other (x)");
    QTest::newRow("index on an expression") << QByteArray("CREATE INDEX i ON sessions (abs(created))");
    QTest::newRow("no index") << QByteArray("DROP INDEX sessions_by_created");
    QTest::newRow("no tables") << QByteArray("DROP TABLE sessions; DROP TABLE user_agents");
    QTest::newRow("version 0") << QByteArray("PRAGMA user_version = 0");
    QTest::newRow("negative version") << QByteArray("PRAGMA user_version = -1");
    QTest::newRow("another program's") << QByteArray("PRAGMA application_id = 1");
}

void HostileDatabaseTest::aChangedSchemaIsRefusedAndKept()
{
    QFETCH(const QByteArray, sql);
    StoreFixture fixture;
    fixture.fill({ Ann });
    QVERIFY(fixture.runSql(sql.constData()));
    requireRefusal(fixture, ErrorCode::Corrupt);
    REQUIRE_ERROR(waitFor(fixture.open()->facts()), ErrorCode::Corrupt);
}

void HostileDatabaseTest::whatIsNoFileIsRefused_data() // S19, S20
{
    QTest::addColumn<QString>("kind");
    for (const char* kind : { "folder", "FIFO", "link loop", "device" }) {
        QTest::newRow(kind) << QString::fromLatin1(kind);
    }
}

void HostileDatabaseTest::whatIsNoFileIsRefused()
{
    QFETCH(const QString, kind);
    StoreFixture fixture;
    if (kind == QStringLiteral("folder")) {
        QVERIFY(QDir().mkdir(fixture.path()));
    } else if (kind == QStringLiteral("FIFO")) {
        QCOMPARE(mkfifo(qPrintable(fixture.path()), 0600), 0);
    } else if (kind == QStringLiteral("link loop")) {
        QCOMPARE(symlink("sessions.db", qPrintable(fixture.path())), 0);
    } else {
        QCOMPARE(symlink("/dev/full", qPrintable(fixture.path())), 0);
    }
    const auto store = fixture.open();
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(waitFor(store->page({}, {}, 0, 10)), ErrorCode::StoreUnavailable);
}

void HostileDatabaseTest::flippedBitsNeverCrashAndNeverInventAToken() // S14
{
    StoreFixture fixture;
    QStringList users;
    for (int i = 0; i < 100; ++i) {
        users.append(QStringLiteral("user%1").arg(i));
    }
    fixture.fill(users);
    const QByteArray whole = contentOf(fixture.path());
    QRandomGenerator random(20261122);
    const int rounds = qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS") ? 5000 : 150;
    for (int round = 0; round < rounds; ++round) {
        QByteArray damaged = whole;
        const int flips = 1 + random.bounded(4);
        for (int flip = 0; flip < flips; ++flip) {
            const auto at = static_cast<qsizetype>(random.bounded(quint64(damaged.size())));
            damaged[at] = static_cast<char>(damaged[at] ^ (1 << random.bounded(8)));
        }
        StoreFixture copy;
        put(copy.path(), damaged);
        const auto store = copy.open();
        QVERIFY2(!waitFor(store->validate(QStringLiteral("user7"), secret("guess"))), "an invented token");
        std::ignore = waitFor(store->validate(QStringLiteral("user7"), secret("user7")));
        std::ignore = waitFor(store->add(Ann, secret("new"), Agent));
        std::ignore = waitFor(store->page({}, {}, 0, 200));
        std::ignore = waitFor(store->groups({}, GroupBy::Device));
        std::ignore = waitFor(store->purge(QStringLiteral("user8"), Now));
    }
    noteFigure(QStringLiteral("database files with flipped bits: crashes and invented tokens"), rounds, 0);
}

void HostileDatabaseTest::sessionsWithoutTheirUserCanBeSearched() // found by fuzzing: a crash
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    REQUIRE_OK(waitFor(fixture.open()->add(QStringLiteral("bob"), secret("bob"), QStringLiteral("other"))));
    // With so many matches of a word the names of all users are looked at.
    QVERIFY(
        fixture.runSql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 6000)"
                       " INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used)"
                       " SELECT randomblob(32), 1, 1, 0, 1, 1 FROM n;"
                       "DELETE FROM users WHERE name = 'bob'")); // foreign keys do not bind others
    const auto store = fixture.open();
    SessionFilter filter;
    filter.search = Agent;
    const auto page = waitFor(store->page(filter, {}, 0, 10));
    QVERIFY(page || page.error().code == ErrorCode::Corrupt);
}

void HostileDatabaseTest::damagedPagesAreNotWrittenToByReadersEither_data() // found by fuzzing
{
    QTest::addColumn<bool>("hasLog");
    QTest::newRow("a log that a killed program left") << true;
    QTest::newRow("a journal mode that is to be changed") << false;
}

void HostileDatabaseTest::damagedPagesAreNotWrittenToByReadersEither()
{
    QFETCH(const bool, hasLog);
    StoreFixture fixture;
    fixture.fill({ Ann });
    const QString logPath = fixture.path() + QStringLiteral("-wal");
    QByteArray file;
    QByteArray log;
    {
        const auto store = fixture.open();
        REQUIRE_OK(waitFor(store->add(Ann, secret("in the log"), Agent)));
        file = contentOf(fixture.path());
        log = contentOf(logPath);
    }
    const qsizetype root =
        fixture.sqlValue("SELECT rootpage FROM sqlite_schema WHERE name = 'user_agents_by_os'").toLongLong();
    if (!hasLog) {
        file = contentOf(fixture.path());
        log.clear();
        file.replace(18, 2, QByteArray("\x01\x01", 2)); // a rollback journal, in the header
    }
    // A page that neither the log nor a list of sessions needs: its only cell lies beyond its end.
    file.replace((root - 1) * 4096 + 8, 2, QByteArray("\x7f\xff", 2));
    put(fixture.path(), file);
    if (hasLog) {
        put(logPath, log);
    }
    {
        const auto store = fixture.open();
        REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::Corrupt);
        std::ignore = waitFor(store->page({}, {}, 0, 10));
        std::ignore = waitFor(store->counts({}));
    }
    QCOMPARE(contentOf(fixture.path()), file);
    QCOMPARE(contentOf(logPath), log);
}

void HostileDatabaseTest::statisticsOfAnalyzeAreNoChange()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    QVERIFY(fixture.runSql("ANALYZE"));
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
}

/// An index of which every page but the leaves leads to one and the same page below it, six levels deep: what
/// checks the pages sees that at once, and what reads them would be at it for days.
void makeEndless(const StoreFixture& fixture)
{
    constexpr qsizetype pageSize = 4096;
    constexpr int levels = 6;
    constexpr qsizetype cellPointers = 12; // of an interior page, after its header
    const qsizetype root =
        fixture.sqlValue("SELECT rootpage FROM sqlite_schema WHERE name = 'sessions_by_last_used'")
            .toLongLong();
    QByteArray file = contentOf(fixture.path());
    const auto number = [&](qsizetype at, auto width) {
        return qFromBigEndian<decltype(width)>(file.constData() + at);
    };
    const auto lead = [&](qsizetype page, quint32 below) {
        const qsizetype start = (page - 1) * pageSize;
        QCOMPARE(file[start], '\x02'); // an interior page of an index
        for (int cell = 0; cell < number(start + 3, quint16()); ++cell) {
            const qsizetype at = start + number(start + cellPointers + 2 * cell, quint16());
            qToBigEndian(below, file.data() + at);
        }
        qToBigEndian(below, file.data() + start + 8);
    };
    const QByteArray interior = file.mid((root - 1) * pageSize, pageSize);
    const auto leaf = number((root - 1) * pageSize + 8, quint32());
    const auto first = static_cast<quint32>(file.size() / pageSize + 1);
    file += interior.repeated(levels);
    qToBigEndian(static_cast<quint32>(file.size() / pageSize), file.data() + 28);
    lead(root, first);
    for (quint32 level = 0; level < levels; ++level) {
        lead(first + level, level + 1 < levels ? first + level + 1 : leaf);
    }
    put(fixture.path(), file);
}

void HostileDatabaseTest::pagesThatAreReadOverAndOverEnd()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    QVERIFY(
        fixture.runSql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)"
                       " INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used)"
                       " SELECT randomblob(32), 1, 1, 0, 1, 1 FROM n"));
    fixture.open()->facts().waitForFinished(); // which moves the log into the file
    makeEndless(fixture);
    QElapsedTimer timer;
    timer.start();
    {
        const auto store = fixture.open();
        REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::Corrupt);
        SessionFilter filter;
        filter.lastUsedAfter = 0;
        const auto counts = waitFor(store->counts(filter));
        QVERIFY(!counts);
        QVERIFY(timer.elapsed() < 10'000);
        std::ignore = store->counts(filter); // and the store closes in the middle of it
    }
    QVERIFY2(timer.elapsed() < 20'000, qPrintable(QString::number(timer.elapsed())));
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::HostileDatabaseTest)
#include "hostile_database_test.moc"
