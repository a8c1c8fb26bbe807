// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QDir>
#include <QFile>

#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey::test {

using namespace sessions;

/// How the store comes to its file, and what it does when that goes away or is not alone.
class SessionStoreOpeningTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void withoutQtsDriverThatIsTold(); // first: a plugin stays loaded
    void aMissingDatabaseIsMadeInAPrivateFolder();
    void theFileSaysWhoseItIsAndHowNew();
    void aMissingDatabaseIsAnErrorWhereItMayNotBeMade();
    void aFolderThatCannotBeMadeIsAnError();
    void aStoreThatNobodyUsedMakesNoFile();
    void closingLeavesOneFileAndItsLock();
    void theReaderAloneMakesAndReadsTheDatabase();
    void manyStoresMayMakeTheSameFileAtOnce();
    void aLinkLeadsToTheRealFileAndItsLock();
    void aCauseThatGoesAwayIsEnough();
    void aRemovedFileIsNotMadeAnew();
    void aReplacedFileIsOpenedAnew();
    void aReplacedFileDoesNotGetTheOldLog();
    void aFileLockedByAnotherProgramEndsAsTimedOut();
    void onANetworkFileSystemThereIsARollbackJournal();
    void aJournalLeftByACrashIsUndone();
    void callsThatWaitAtTheEndAreCancelled();
};

namespace {

const QString Ann = QStringLiteral("ann");
const QString Agent = QStringLiteral("agent");

unsigned modeOf(const QString& path)
{
    struct stat status = {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_mode & 07777 : 0;
}

} // namespace

void SessionStoreOpeningTest::withoutQtsDriverThatIsTold()
{
    StoreFixture fixture;
    const QStringList paths = QCoreApplication::libraryPaths();
    QCoreApplication::setLibraryPaths({});
    const auto counts = waitFor(fixture.open()->counts({}));
    QCoreApplication::setLibraryPaths(paths);
    REQUIRE_ERROR(counts, ErrorCode::StoreUnavailable);
    QVERIFY(counts.error().message.contains(QStringLiteral("libqt6sql6-sqlite")));
    REQUIRE_OK(waitFor(fixture.open()->counts({})));
}

void SessionStoreOpeningTest::aMissingDatabaseIsMadeInAPrivateFolder() // EDGE 63, S19, S25
{
    const StoreFixture fixture;
    const ManualClock clock(Now);
    const QString folder = fixture.folder() + QStringLiteral("/data/latchkey");
    const QString path = folder + QStringLiteral("/sessions.db");
    const auto mask = umask(022);
    {
        SessionStore store({ .path = path }, clock, nullptr);
        REQUIRE_OK(waitFor(store.add(Ann, secret("ann"), Agent)));
        REQUIRE_OK(waitFor(store.page({}, {}, 0, 1)));
        QCOMPARE(modeOf(folder), 0700U);
        for (const char* suffix : { "", "-wal", "-shm", ".lock" }) {
            QCOMPARE(modeOf(path + QLatin1String(suffix)), 0600U);
        }
    }
    umask(mask);
}

void SessionStoreOpeningTest::theFileSaysWhoseItIsAndHowNew()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    QCOMPARE(fixture.sqlValue("PRAGMA application_id"), QByteArray::number(0x4C4B5259));
    QCOMPARE(fixture.sqlValue("PRAGMA user_version"), "5");
    QCOMPARE(fixture.sqlValue("PRAGMA journal_mode"), "wal");
}

void SessionStoreOpeningTest::aMissingDatabaseIsAnErrorWhereItMayNotBeMade()
{
    StoreFixture fixture;
    const auto store = fixture.open({ .path = fixture.path(), .createIfMissing = false });
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(waitFor(store->page({}, {}, 0, 1)), ErrorCode::StoreUnavailable);
    QVERIFY(fixture.fingerprints(true).isEmpty());
}

void SessionStoreOpeningTest::aFolderThatCannotBeMadeIsAnError()
{
    const StoreFixture fixture;
    const ManualClock clock(Now);
    QFile file(fixture.folder() + QStringLiteral("/file"));
    QVERIFY(file.open(QIODevice::WriteOnly));
    SessionStore store({ .path = file.fileName() + QStringLiteral("/latchkey/sessions.db") }, clock, nullptr);
    REQUIRE_ERROR(waitFor(store.add(Ann, secret("ann"), Agent)), ErrorCode::StoreUnavailable);
}

void SessionStoreOpeningTest::aStoreThatNobodyUsedMakesNoFile()
{
    StoreFixture fixture;
    fixture.open().reset();
    QVERIFY(fixture.fingerprints(true).isEmpty());
}

void SessionStoreOpeningTest::closingLeavesOneFileAndItsLock()
{
    StoreFixture fixture;
    {
        const auto store = fixture.open();
        REQUIRE_OK(waitFor(store->add(Ann, secret("ann"), Agent)));
        REQUIRE_OK(waitFor(store->counts({})));
    }
    QCOMPARE(fixture.fingerprints().size(), 1);
    QCOMPARE(fixture.fingerprints(true).size(), 2);
}

void SessionStoreOpeningTest::theReaderAloneMakesAndReadsTheDatabase()
{
    StoreFixture fixture;
    {
        const auto store = fixture.open();
        const auto page = waitFor(store->page({}, {}, 0, 10));
        REQUIRE_OK(page);
        QVERIFY(page->isEmpty());
        const auto facts = waitFor(store->facts());
        REQUIRE_OK(facts);
        QCOMPARE(facts->location, fixture.path());
        QCOMPARE(facts->journalMode, QStringLiteral("wal"));
        QCOMPARE(facts->readOnly, false);
        QCOMPARE(facts->note, QString());
    }
    QCOMPARE(fixture.fingerprints().size(), 1);
}

void SessionStoreOpeningTest::manyStoresMayMakeTheSameFileAtOnce() // S9
{
    StoreFixture fixture;
    std::vector<std::unique_ptr<SessionStore>> stores;
    QList<Future<Token>> added;
    QList<Future<SessionCounts>> counted;
    for (int i = 0; i < 8; ++i) {
        const SessionStore::Options options { .path = fixture.path() };
        stores.push_back(std::make_unique<SessionStore>(options, fixture.clock(), nullptr));
    }
    for (const auto& store : stores) {
        added.append(store->add(Ann, Secret::takeFrom(QByteArray::number(added.size())), Agent));
        counted.append(store->counts({}));
    }
    for (const auto& future : added) {
        REQUIRE_OK(waitFor(future));
    }
    for (const auto& future : counted) {
        REQUIRE_OK(waitFor(future));
    }
    const auto counts = waitFor(stores.front()->counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, 8);
}

void SessionStoreOpeningTest::aLinkLeadsToTheRealFileAndItsLock()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const QString other = fixture.folder() + QStringLiteral("/elsewhere");
    const QString link = other + QStringLiteral("/link.db");
    QVERIFY(QDir().mkdir(other));
    QVERIFY(QFile::link(fixture.path(), link));
    SessionStore store({ .path = link }, fixture.clock(), nullptr);
    REQUIRE_OK(waitFor(store.validate(Ann, secret("ann"))));
    QVERIFY(!QFile::exists(link + QStringLiteral(".lock")));

    const QString dangling = other + QStringLiteral("/dangling.db");
    QVERIFY(QFile::link(fixture.folder() + QStringLiteral("/nothing.db"), dangling));
    SessionStore lost({ .path = dangling }, fixture.clock(), nullptr);
    REQUIRE_ERROR(waitFor(lost.validate(Ann, secret("ann"))), ErrorCode::StoreUnavailable);
}

void SessionStoreOpeningTest::aCauseThatGoesAwayIsEnough()
{
    StoreFixture fixture;
    const auto store = fixture.open({ .path = fixture.path(), .createIfMissing = false });
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::StoreUnavailable);
    fixture.fill({ Ann });
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
}

void SessionStoreOpeningTest::aRemovedFileIsNotMadeAnew() // S32
{
    StoreFixture fixture;
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->add(Ann, secret("ann"), Agent)));
    REQUIRE_OK(waitFor(store->counts({})));
    QVERIFY(QFile::remove(fixture.path()));
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(waitFor(store->counts({})), ErrorCode::StoreUnavailable);
    QVERIFY(!QFile::exists(fixture.path()));
}

void SessionStoreOpeningTest::aReplacedFileIsOpenedAnew() // S32
{
    StoreFixture fixture;
    StoreFixture other;
    other.fill({ QStringLiteral("bob") });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->add(Ann, secret("ann"), Agent)));
    REQUIRE_OK(waitFor(store->counts({})));
    QVERIFY(::rename(qPrintable(other.path()), qPrintable(fixture.path())) == 0);
    REQUIRE_ERROR(waitFor(store->validate(Ann, secret("ann"))), ErrorCode::TokenInvalid);
    REQUIRE_OK(waitFor(store->validate(QStringLiteral("bob"), secret("bob"))));
    const auto counts = waitFor(store->counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, 1);
}

void SessionStoreOpeningTest::aReplacedFileDoesNotGetTheOldLog()
{
    StoreFixture fixture;
    StoreFixture other;
    QStringList users;
    for (int i = 0; i < 50; ++i) {
        users.append(QStringLiteral("user%1").arg(i));
    }
    other.fill(users);
    {
        const auto store = fixture.open();
        REQUIRE_OK(waitFor(store->counts({})));
        REQUIRE_OK(waitFor(store->add(Ann, secret("ann"), Agent))); // now a log lies there
        QVERIFY(::rename(qPrintable(other.path()), qPrintable(fixture.path())) == 0);
        for (const QString& user : users) {
            REQUIRE_OK(waitFor(store->validate(user, Secret::takeFrom(user.toUtf8()))));
        }
    }
    QCOMPARE(fixture.sqlValue("PRAGMA integrity_check"), "ok");
    QCOMPARE(fixture.sqlValue("SELECT count(*) FROM sessions"), "50");
}

void SessionStoreOpeningTest::aFileLockedByAnotherProgramEndsAsTimedOut() // EDGE 63
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
    sqlite3* other = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(fixture.path()), &other), SQLITE_OK);
    QCOMPARE(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    const auto blocked = waitFor(store->validate(Ann, secret("ann")));
    const auto read = waitFor(store->counts({}));
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    REQUIRE_ERROR(blocked, ErrorCode::TimedOut);
    REQUIRE_OK(read); // a writer never stops readers
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
}

void SessionStoreOpeningTest::onANetworkFileSystemThereIsARollbackJournal() // EDGE 63, S29
{
    StoreFixture fixture;
    fixture.fill({ Ann }); // in WAL, as on a local disk: the mode is changed back
    {
        const auto store =
            fixture.open({ .path = fixture.path(), .isOnNetwork = [](const QString&) { return true; } });
        const auto facts = waitFor(store->facts());
        REQUIRE_OK(facts);
        QCOMPARE(facts->journalMode, QStringLiteral("persist"));
        QVERIFY(!facts->note.isEmpty());
        QCOMPARE(facts->readOnly, false);
        REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
        REQUIRE_OK(waitFor(store->add(Ann, secret("another"), Agent)));
        QVERIFY(!QFile::exists(fixture.path() + QStringLiteral("-wal")));
        QVERIFY(QFile::exists(fixture.path() + QStringLiteral("-journal")));
        QCOMPARE(modeOf(fixture.path() + QStringLiteral("-journal")), 0600U);
    }
    const auto local = fixture.open();
    REQUIRE_OK(waitFor(local->validate(Ann, secret("another"))));
    const auto facts = waitFor(local->facts());
    REQUIRE_OK(facts);
    QCOMPARE(facts->journalMode, QStringLiteral("wal"));
}

void SessionStoreOpeningTest::aJournalLeftByACrashIsUndone() // EDGE 63
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    QVERIFY(fixture.runSql("PRAGMA journal_mode = DELETE"));
    // The state a crash leaves: the journal is on disk and the file is half changed.
    sqlite3* crashing = nullptr;
    QCOMPARE(sqlite3_open(qPrintable(fixture.path()), &crashing), SQLITE_OK);
    QCOMPARE(sqlite3_exec(crashing,
                 "PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN; DELETE FROM sessions;"
                 "CREATE TABLE junk (x); INSERT INTO junk SELECT randomblob(3000) FROM "
                 "json_each('[1,2,3,4,5,6]');",
                 nullptr, nullptr, nullptr),
        SQLITE_OK);
    StoreFixture crashed;
    QVERIFY(QFile::copy(
        fixture.path() + QStringLiteral("-journal"), crashed.path() + QStringLiteral("-journal")));
    QVERIFY(QFile::copy(fixture.path(), crashed.path()));
    sqlite3_close(crashing);
    QVERIFY(QFile::setPermissions(crashed.path(), QFile::ReadOwner | QFile::WriteOwner));
    const auto store = crashed.open();
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
}

void SessionStoreOpeningTest::callsThatWaitAtTheEndAreCancelled()
{
    StoreFixture fixture;
    QList<Future<Token>> futures;
    {
        const auto store = fixture.open();
        for (int i = 0; i < 5000; ++i) {
            futures.append(store->add(Ann, Secret::takeFrom(QByteArray::number(i)), Agent));
        }
    }
    int done = 0;
    for (const auto& future : futures) {
        QVERIFY(future.isFinished());
        const auto result = resultOf(future);
        done += result ? 1 : 0;
        QVERIFY(result || result.error().code == ErrorCode::Cancelled);
    }
    const auto store = fixture.open();
    const auto counts = waitFor(store->counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, done); // what was said to be done is done, and nothing else
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::SessionStoreOpeningTest)
#include "session_store_opening_test.moc"
