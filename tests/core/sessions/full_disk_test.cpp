// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/session_store.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <sys/mount.h>
#include <unistd.h>

namespace latchkey::test {

using namespace sessions;

/// The database on a disk that is really full: a small tmpfs.
class FullDiskTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void cleanup();

    void aPurgeThatFindsItFullDeletesNothing();
    void validateWorksOnAFullDisk();
    void openingOnAFullDiskSaysSo();
    void aNewDatabaseNeedsRoom();

private:
    QString path() const { return m_folder->filePath(QStringLiteral("sessions.db")); }
    std::unique_ptr<SessionStore> open()
    {
        return std::make_unique<SessionStore>(SessionStore::Options { .path = path() }, m_clock, nullptr);
    }
    void fill(SessionStore& store);
    void takeAllRoom();
    void giveRoomBack() { QVERIFY(QFile::remove(m_folder->filePath(QStringLiteral("ballast")))); }

    std::unique_ptr<QTemporaryDir> m_folder;
    ManualClock m_clock { Now };
};

void FullDiskTest::initTestCase()
{
    if (geteuid() != 0) {
        QSKIP("Only root can mount a small disk.");
    }
}

void FullDiskTest::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QCOMPARE(
        mount("none", QFile::encodeName(m_folder->path()).constData(), "tmpfs", 0, "size=3m,mode=0700"), 0);
}

void FullDiskTest::cleanup()
{
    if (m_folder) {
        QCOMPARE(umount(QFile::encodeName(m_folder->path()).constData()), 0);
        m_folder.reset();
    }
}

void FullDiskTest::fill(SessionStore& store)
{
    QList<Future<Token>> added;
    for (int i = 0; i < 2000; ++i) {
        added.append(store.add(
            QStringLiteral("ann"), Secret::takeFrom(QByteArray::number(i)), QStringLiteral("agent")));
    }
    for (const auto& token : added) {
        REQUIRE_OK(waitFor(token));
    }
    REQUIRE_OK(waitFor(store.checkpoint()));
}

void FullDiskTest::takeAllRoom()
{
    QFile ballast(m_folder->filePath(QStringLiteral("ballast")));
    QVERIFY(ballast.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
    const QByteArray page(4096, 'x');
    while (ballast.write(page) == page.size()) { }
}

void FullDiskTest::aPurgeThatFindsItFullDeletesNothing() // S21, EDGE 63
{
    const auto store = open();
    fill(*store);
    takeAllRoom();
    const auto purged = waitFor(store->purge(QStringLiteral("ann"), Now));
    REQUIRE_ERROR(purged, ErrorCode::DiskFull);
    const auto counts = waitFor(store->counts({}));
    REQUIRE_OK(counts);
    QCOMPARE(counts->matched, 2000);
    giveRoomBack();
    const auto again = waitFor(store->purge(QStringLiteral("ann"), Now));
    REQUIRE_OK(again);
    QCOMPARE(*again, 2000);
}

void FullDiskTest::validateWorksOnAFullDisk() // R-TOK-2
{
    const auto store = open();
    fill(*store);
    takeAllRoom();
    m_clock.advance(60);
    const auto valid = waitFor(store->validate(QStringLiteral("ann"), secret("7")));
    REQUIRE_OK(valid);
    QVERIFY(!valid->lastUsedRecorded);
    REQUIRE_ERROR(
        waitFor(store->validate(QStringLiteral("ann"), secret("nobody's"))), ErrorCode::TokenInvalid);
    REQUIRE_ERROR(waitFor(store->add(QStringLiteral("ann"), secret("new"), QString())), ErrorCode::DiskFull);
    giveRoomBack();
    const auto noted = waitFor(store->validate(QStringLiteral("ann"), secret("7")));
    REQUIRE_OK(noted);
    QVERIFY(noted->lastUsedRecorded);
}

void FullDiskTest::openingOnAFullDiskSaysSo() // S23
{
    {
        const auto store = open();
        fill(*store);
    }
    takeAllRoom();
    const auto store = open();
    const auto page = waitFor(store->page({}, {}, 0, 10));
    if (!page) { // there is no room for the shared memory of the log
        QCOMPARE(page.error().code, ErrorCode::DiskFull);
    }
    REQUIRE_ERROR(waitFor(store->revoke(QStringLiteral("ann"), secret("7"))), ErrorCode::DiskFull);
    giveRoomBack();
    REQUIRE_OK(waitFor(store->revoke(QStringLiteral("ann"), secret("7"))));
}

void FullDiskTest::aNewDatabaseNeedsRoom()
{
    takeAllRoom();
    const auto store = open();
    REQUIRE_ERROR(waitFor(store->add(QStringLiteral("ann"), secret("ann"), QString())), ErrorCode::DiskFull);
    giveRoomBack();
    REQUIRE_OK(waitFor(store->add(QStringLiteral("ann"), secret("ann"), QString())));
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::FullDiskTest)
#include "full_disk_test.moc"
