// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QFile>

#include <sys/stat.h>

namespace latchkey::test {

using namespace sessions;

/// A store that can be read but not written: valid tokens stay valid, and nothing is half done.
class SessionStoreUnwritableTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aReadOnlyStoreAnswersAndRefusesChanges_data();
    void aReadOnlyStoreAnswersAndRefusesChanges();
    void aReadOnlyStoreThatBecomesWritableIsWritten();
    void aReadOnlyStoreSeesWhatOthersWrite();
    void aFileOthersMayReadIsRefusedWithTheMend_data();
    void aFileOthersMayReadIsRefusedWithTheMend();
    void aFileOfAnotherUserIsRefused();
    void aFileThatTheOwnerMayNotReadIsRefusedWithTheMend();
    void aFullDiskRefusesChangesAndKeepsTokensValid();
    void aFullDiskPurgesAllOrNothing();
    void aDatabaseIsNotHalfMadeOnAFullDisk();
};

namespace {

const QString Ann = QStringLiteral("ann");
const QString Agent = QStringLiteral("agent");

void setMode(const QString& path, mode_t mode)
{
    QCOMPARE(chmod(QFile::encodeName(path).constData(), mode), 0);
}

} // namespace

void SessionStoreUnwritableTest::aReadOnlyStoreAnswersAndRefusesChanges_data() // EDGE 63, S18
{
    QTest::addColumn<unsigned>("fileMode");
    QTest::addColumn<unsigned>("folderMode");
    QTest::newRow("read-only file") << 0400U << 0700U;
    QTest::newRow("read-only folder") << 0600U << 0500U;
    QTest::newRow("both") << 0400U << 0500U;
}

void SessionStoreUnwritableTest::aReadOnlyStoreAnswersAndRefusesChanges()
{
    QFETCH(const unsigned, fileMode);
    QFETCH(const unsigned, folderMode);
    StoreFixture fixture;
    fixture.fill({ Ann, QStringLiteral("bob") });
    const QByteArrayList before = fixture.fingerprints(true);
    setMode(fixture.path(), fileMode);
    setMode(fixture.folder(), folderMode);
    {
        const AsOrdinaryUser ordinary(fixture.folder());
        const auto store = fixture.open();
        fixture.clock().advance(60);
        const auto valid = waitFor(store->validate(Ann, secret("ann")));
        REQUIRE_OK(valid);
        QCOMPARE(valid->lastUsedRecorded, false);
        QCOMPARE(valid->token.lastUsed, Now);
        REQUIRE_ERROR(waitFor(store->validate(Ann, secret("other"))), ErrorCode::TokenInvalid);
        REQUIRE_ERROR(waitFor(store->add(Ann, secret("new"), Agent)), ErrorCode::StoreReadOnly);
        REQUIRE_ERROR(waitFor(store->revoke(Ann, secret("ann"))), ErrorCode::StoreReadOnly);
        REQUIRE_ERROR(waitFor(store->remove(Ann, secret("ann"))), ErrorCode::StoreReadOnly);
        REQUIRE_ERROR(waitFor(store->purge(Ann, Now)), ErrorCode::StoreReadOnly);
        REQUIRE_ERROR(waitFor(store->revoke(SessionFilter {}, {})), ErrorCode::StoreReadOnly);
        const auto page = waitFor(store->page({}, {}, 0, 10));
        REQUIRE_OK(page);
        QCOMPARE(page->size(), 2);
        const auto facts = waitFor(store->facts());
        REQUIRE_OK(facts);
        QCOMPARE(facts->readOnly, true);
        QVERIFY(!facts->note.isEmpty());
    }
    setMode(fixture.folder(), 0700);
    QCOMPARE(fixture.fingerprints(true), before);
}

void SessionStoreUnwritableTest::aReadOnlyStoreThatBecomesWritableIsWritten()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    setMode(fixture.path(), 0400);
    const AsOrdinaryUser ordinary(fixture.folder());
    const auto store = fixture.open();
    REQUIRE_ERROR(waitFor(store->revoke(Ann, secret("ann"))), ErrorCode::StoreReadOnly);
    setMode(fixture.path(), 0600);
    REQUIRE_OK(waitFor(store->revoke(Ann, secret("ann"))));
    setMode(fixture.path(), 0400);
    REQUIRE_ERROR(waitFor(store->remove(Ann, secret("ann"))), ErrorCode::StoreReadOnly);
    const auto counts = waitFor(store->counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->revoked, 1);
}

void SessionStoreUnwritableTest::aReadOnlyStoreSeesWhatOthersWrite()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    setMode(fixture.folder(), 0500);
    const AsOrdinaryUser ordinary(fixture.folder());
    const auto readOnly = fixture.open();
    REQUIRE_OK(waitFor(readOnly->validate(Ann, secret("ann"))));
    REQUIRE_OK(waitFor(readOnly->counts({})));
    setMode(fixture.folder(), 0700);
    const auto writer = fixture.open();
    REQUIRE_OK(waitFor(writer->revoke(Ann, secret("ann"))));
    setMode(fixture.folder(), 0500);
    REQUIRE_ERROR(waitFor(readOnly->validate(Ann, secret("ann"))), ErrorCode::TokenInvalid);
    const auto counts = waitFor(readOnly->counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->revoked, 1);
    setMode(fixture.folder(), 0700);
}

void SessionStoreUnwritableTest::aFileOthersMayReadIsRefusedWithTheMend_data() // S25
{
    QTest::addColumn<unsigned>("mode");
    for (const unsigned mode : { 0644U, 0640U, 0620U, 0601U, 0666U }) {
        QTest::addRow("%o", mode) << mode;
    }
}

void SessionStoreUnwritableTest::aFileOthersMayReadIsRefusedWithTheMend()
{
    QFETCH(const unsigned, mode);
    StoreFixture fixture;
    fixture.fill({ Ann });
    setMode(fixture.path(), mode);
    const auto store = fixture.open();
    const auto refused = waitFor(store->validate(Ann, secret("ann")));
    REQUIRE_ERROR(refused, ErrorCode::AccessDenied);
    QVERIFY(refused.error().message.contains(QStringLiteral("chmod 600 ") + fixture.path()));
    setMode(fixture.path(), 0600);
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
}

void SessionStoreUnwritableTest::aFileOfAnotherUserIsRefused()
{
    StoreFixture fixture;
    fixture.fill({ QStringLiteral("ann") });
    constexpr uid_t Other = 12'345;
    if (chown(QFile::encodeName(fixture.path()).constData(), Other, Other) != 0) {
        QSKIP("Only root can give a file away.");
    }
    REQUIRE_ERROR(waitFor(fixture.open()->counts({})), ErrorCode::AccessDenied);
}

void SessionStoreUnwritableTest::aFileThatTheOwnerMayNotReadIsRefusedWithTheMend()
{
    StoreFixture fixture;
    fixture.fill({ QStringLiteral("ann") });
    QVERIFY(QFile::setPermissions(fixture.path(), QFile::WriteOwner));
    const AsOrdinaryUser user(fixture.folder());
    const auto counts = waitFor(fixture.open()->counts({}));
    REQUIRE_ERROR(counts, ErrorCode::AccessDenied);
    QVERIFY(counts.error().message.contains(QStringLiteral("chmod 600")));
}

void SessionStoreUnwritableTest::aFullDiskRefusesChangesAndKeepsTokensValid() // EDGE 63, S21-S24
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->validate(Ann, secret("ann"))));
    REQUIRE_OK(waitFor(store->counts({})));
    int added = 0;
    {
        const FileSizeLimit full(64 << 10);
        Result<Token> last;
        for (int i = 0; i < 1000 && last; ++i) {
            last = waitFor(store->add(Ann, Secret::takeFrom(QByteArray::number(i)), Agent));
            added += last ? 1 : 0;
        }
        REQUIRE_ERROR(last, ErrorCode::DiskFull);
        const auto isRecorded = [&] { // as long as the little that it writes finds room
            const auto valid = waitFor(store->validate(Ann, secret("ann")));
            return valid && valid->lastUsedRecorded;
        };
        QTRY_VERIFY(!isRecorded());
        const auto valid = waitFor(store->validate(Ann, secret("ann")));
        REQUIRE_OK(valid);
        QCOMPARE(valid->lastUsedRecorded, false);
        REQUIRE_ERROR(waitFor(store->validate(Ann, secret("nobody's"))), ErrorCode::TokenInvalid);
        REQUIRE_ERROR(waitFor(store->revoke(Ann, secret("ann"))), ErrorCode::DiskFull);
        const auto counts = waitFor(store->counts({}));
        REQUIRE_OK(counts);
        QCOMPARE(counts->matched, added + 1);
    }
    const auto valid = waitFor(store->validate(Ann, secret("ann")));
    REQUIRE_OK(valid);
    QCOMPARE(valid->lastUsedRecorded, true);
    const auto counts = waitFor(store->counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, added + 1);
}

void SessionStoreUnwritableTest::aFullDiskPurgesAllOrNothing() // S21
{
    StoreFixture fixture;
    const auto store = fixture.open();
    QList<Future<Token>> added;
    for (int i = 0; i < 2000; ++i) {
        added.append(store->add(Ann, Secret::takeFrom(QByteArray::number(i)), Agent));
    }
    for (const auto& future : added) {
        REQUIRE_OK(waitFor(future));
    }
    REQUIRE_OK(waitFor(store->checkpoint()));
    {
        const FileSizeLimit full(100 << 10);
        REQUIRE_ERROR(waitFor(store->purge(Ann, Now)), ErrorCode::DiskFull);
        const auto counts = waitFor(store->counts({}));
        REQUIRE_OK(counts);
        QCOMPARE(counts->matched, 2000);
    }
    const auto purged = waitFor(store->purge(Ann, Now));
    REQUIRE_OK(purged);
    QCOMPARE(*purged, 2000);
}

void SessionStoreUnwritableTest::aDatabaseIsNotHalfMadeOnAFullDisk()
{
    StoreFixture fixture;
    const auto store = fixture.open();
    {
        const FileSizeLimit full(8 << 10);
        REQUIRE_ERROR(waitFor(store->add(Ann, secret("ann"), Agent)), ErrorCode::DiskFull);
        QVERIFY(fixture.fingerprints().isEmpty());
    }
    REQUIRE_OK(waitFor(store->add(Ann, secret("ann"), Agent)));
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::SessionStoreUnwritableTest)
#include "session_store_unwritable_test.moc"
