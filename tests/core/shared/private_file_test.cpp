// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/private_file.h"
#include "tests/support/child_process.h"
#include "tests/support/file_check.h"
#include "tests/support/full_disk.h"
#include "tests/support/result_check.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <sys/mount.h>
#include <sys/stat.h>
#include <thread>

using namespace latchkey;
using namespace latchkey::test;

namespace {

constexpr qint64 Largest = 4096;

bool setMode(const QString& path, unsigned mode)
{
    return chmod(QFile::encodeName(path).constData(), static_cast<mode_t>(mode)) == 0;
}

} // namespace

class PrivateFileTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void replacingMakesAFileForTheOwnerAlone();
    void replacingAnOpenFileClosesItToOthers();
    void emptyFilesAreReadAsEmpty();
    void missingFilesAreNotFound();
    void filesOfTheLargestSizeAreReadAndLargerOnesRefused();
    void modesThatOthersCanUseAreRefused_data();
    void modesThatOthersCanUseAreRefused();
    void filesOfAnotherOwnerAreRefused();
    void foldersThatOthersCanWriteAreRefusedUnlessSticky();
    void whatIsNoRegularFileIsToldWithoutWaiting();
    void linksAreFollowedAndKept();
    void linksToUnsafePlacesAreRefused();
    void danglingAndCircularLinksAreCorrupt();
    void readOnlyFilesAndFoldersAreLeftAlone();
    void unpreparedSpaceKeepsTheOldContent_data();
    void unpreparedSpaceKeepsTheOldContent();
    void preparedContentIsDiscardedUnlessCommitted();
    void removingTakesTheLinkNotItsTarget();
    void onlyOurOwnLeftoversAreRemoved();
    void killedWritersNeverTearTheFile();
    void foldersAreMadeWithTheirMode();
    void whatIsInTheWayOfAFolderIsTold();

private:
    QString path(const QString& name = u"file"_qs) const { return m_folder->filePath(name); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void PrivateFileTest::init() { m_folder = std::make_unique<QTemporaryDir>(); }

void PrivateFileTest::replacingMakesAFileForTheOwnerAlone() // F4
{
    const mode_t before = umask(0);
    const auto written = replacePrivateFile(path(), "one");
    umask(before);
    REQUIRE_OK(written);
    QCOMPARE(modeOf(path()), 0600U);
    QCOMPARE(readPrivateFile(path(), Largest), QByteArray("one"));
    REQUIRE_OK(replacePrivateFile(path(), "two"));
    QCOMPARE(readPrivateFile(path(), Largest), QByteArray("two"));
    QCOMPARE(namesIn(m_folder->path()), QStringList(u"file"_qs));
}

void PrivateFileTest::replacingAnOpenFileClosesItToOthers() // F4
{
    putFile(path(), "old", 0666);
    REQUIRE_OK(replacePrivateFile(path(), "new"));
    QCOMPARE(modeOf(path()), 0600U);
}

void PrivateFileTest::emptyFilesAreReadAsEmpty() // F9
{
    REQUIRE_OK(replacePrivateFile(path(), {}));
    QCOMPARE(readPrivateFile(path(), Largest), QByteArray());
}

void PrivateFileTest::missingFilesAreNotFound()
{
    REQUIRE_ERROR(readPrivateFile(path(), Largest), ErrorCode::NotFound);
    REQUIRE_ERROR(readPrivateFile(path(u"no/file"_qs), Largest), ErrorCode::NotFound);
    REQUIRE_ERROR(removePrivateFile(path()), ErrorCode::NotFound);
    REQUIRE_ERROR(replacePrivateFile(path(u"no/file"_qs), "x"), ErrorCode::NotFound);
}

void PrivateFileTest::filesOfTheLargestSizeAreReadAndLargerOnesRefused() // F9
{
    putFile(path(), QByteArray(Largest, 'x'));
    QCOMPARE(readPrivateFile(path(), Largest)->size(), Largest);
    putFile(path(), QByteArray(Largest + 1, 'x'));
    REQUIRE_ERROR(readPrivateFile(path(), Largest), ErrorCode::Corrupt);
    // The kernel says that this one is empty: it is longer by the time it is read.
    REQUIRE_ERROR(
        readPrivateFile(QStringLiteral("/proc/self/status"), 10, Readers::Anyone), ErrorCode::Corrupt);
}

void PrivateFileTest::modesThatOthersCanUseAreRefused_data() // EDGE 39, F4
{
    QTest::addColumn<unsigned>("mode");
    QTest::addColumn<bool>("isPrivate");
    QTest::addColumn<bool>("isUnchangeable");
    QTest::newRow("0600") << 0600U << true << true;
    QTest::newRow("0400") << 0400U << true << true;
    QTest::newRow("0644") << 0644U << false << true;
    QTest::newRow("0640") << 0640U << false << true;
    QTest::newRow("0601") << 0601U << false << true;
    QTest::newRow("0620") << 0620U << false << false;
    QTest::newRow("0602") << 0602U << false << false;
}

void PrivateFileTest::modesThatOthersCanUseAreRefused()
{
    QFETCH(unsigned, mode);
    QFETCH(bool, isPrivate);
    QFETCH(bool, isUnchangeable);
    putFile(path(), "x", mode);
    const auto secret = readPrivateFile(path(), Largest);
    QCOMPARE(secret.has_value(), isPrivate);
    const auto open = readPrivateFile(path(), Largest, Readers::Anyone);
    QCOMPARE(open.has_value(), isUnchangeable);
    if (!secret) {
        REQUIRE_ERROR(secret, ErrorCode::AccessDenied);
        QVERIFY(secret.error().message.contains(u"chmod 600 "_qs + path()));
    }
    QCOMPARE(modeOf(path()), mode);
}

void PrivateFileTest::filesOfAnotherOwnerAreRefused() // EDGE 39
{
    QString foreign = path();
    if (geteuid() == 0) {
        putFile(path(), "x");
        QCOMPARE(chown(QFile::encodeName(path()).constData(), 65534, static_cast<gid_t>(-1)), 0);
        REQUIRE_ERROR(replacePrivateFile(path(), "new"), ErrorCode::AccessDenied);
    } else { // an ordinary user cannot give files away
        foreign = u"/etc/passwd"_qs;
    }
    REQUIRE_ERROR(readPrivateFile(foreign, 1 << 20, Readers::Anyone), ErrorCode::AccessDenied);
}

void PrivateFileTest::foldersThatOthersCanWriteAreRefusedUnlessSticky() // EDGE 39
{
    putFile(path(), "x");
    for (const unsigned mode : { 0770U, 0707U, 0720U }) {
        QVERIFY(setMode(m_folder->path(), mode));
        const auto content = readPrivateFile(path(), Largest);
        REQUIRE_ERROR(content, ErrorCode::AccessDenied);
        QVERIFY(content.error().message.contains(u"chmod go-w "_qs + m_folder->path()));
        REQUIRE_ERROR(replacePrivateFile(path(), "y"), ErrorCode::AccessDenied);
    }
    for (const unsigned mode : { 01777U, 0755U, 0700U }) {
        QVERIFY(setMode(m_folder->path(), mode));
        QCOMPARE(readPrivateFile(path(), Largest), QByteArray("x"));
    }
}

void PrivateFileTest::whatIsNoRegularFileIsToldWithoutWaiting() // EDGE 33, F9
{
    QCOMPARE(mkfifo(QFile::encodeName(path()).constData(), 0600), 0);
    REQUIRE_ERROR(readPrivateFile(path(), Largest), ErrorCode::Corrupt);
    REQUIRE_ERROR(replacePrivateFile(path(), "x"), ErrorCode::Corrupt);
    QVERIFY(QDir(m_folder->path()).mkdir(u"folder"_qs));
    REQUIRE_ERROR(readPrivateFile(path(u"folder"_qs), Largest), ErrorCode::Corrupt);
    REQUIRE_ERROR(replacePrivateFile(path(u"folder"_qs), "x"), ErrorCode::Corrupt);
    REQUIRE_ERROR(readPrivateFile(u"/dev/zero"_qs, Largest), ErrorCode::Corrupt);
    REQUIRE_ERROR(replacePrivateFile(u"/dev/null"_qs, "x"), ErrorCode::Corrupt);
}

void PrivateFileTest::linksAreFollowedAndKept() // F6
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"managed"_qs));
    putFile(path(u"managed/real"_qs), "old");
    QVERIFY(QFile::link(path(u"managed/real"_qs), path()));
    QCOMPARE(readPrivateFile(path(), Largest), QByteArray("old"));
    REQUIRE_OK(replacePrivateFile(path(), "new"));
    QVERIFY(QFileInfo(path()).isSymLink());
    QCOMPARE(contentOf(path(u"managed/real"_qs)), "new");
    QCOMPARE(namesIn(path(u"managed"_qs)), QStringList(u"real"_qs));
}

void PrivateFileTest::linksToUnsafePlacesAreRefused() // F6
{
    QVERIFY(QDir(m_folder->path()).mkdir(u"open"_qs));
    putFile(path(u"open/real"_qs), "theirs");
    QVERIFY(QFile::link(path(u"open/real"_qs), path()));
    QVERIFY(setMode(path(u"open"_qs), 0777));
    REQUIRE_ERROR(readPrivateFile(path(), Largest), ErrorCode::AccessDenied);
    REQUIRE_ERROR(replacePrivateFile(path(), "ours"), ErrorCode::AccessDenied);
    QCOMPARE(contentOf(path(u"open/real"_qs)), "theirs");
}

void PrivateFileTest::danglingAndCircularLinksAreCorrupt() // EDGE 33
{
    for (const QString& target : { path(u"missing"_qs), path() }) {
        QVERIFY(QFile::link(target, path()));
        REQUIRE_ERROR(readPrivateFile(path(), Largest), ErrorCode::Corrupt);
        REQUIRE_ERROR(replacePrivateFile(path(), "x"), ErrorCode::Corrupt);
        QVERIFY(QFile::remove(path()));
    }
}

void PrivateFileTest::readOnlyFilesAndFoldersAreLeftAlone() // EDGE 38, F5
{
    putFile(path(), "old", 0400);
    // Root may write anything: an ordinary user tries, with the folder as their own.
    const uid_t user = geteuid() == 0 ? 65534 : geteuid();
    for (const QString& own : { path(), m_folder->path() }) {
        QCOMPARE(chown(QFile::encodeName(own).constData(), user, static_cast<gid_t>(-1)), 0);
    }
    ChildProcess ordinaryUser([this, user](int) {
        const auto isRefused = [](const Result<void>& result) {
            return !result && result.error().code == ErrorCode::AccessDenied;
        };
        const bool changedUser = geteuid() == user || setuid(user) == 0;
        const bool fileRefused = isRefused(replacePrivateFile(path(), "new"));
        const bool folderClosed = setMode(m_folder->path(), 0500);
        const bool newRefused = isRefused(replacePrivateFile(path(u"new"_qs), "new"));
        const bool removalRefused = isRefused(removePrivateFile(path()));
        setMode(m_folder->path(), 0700);
        return changedUser && fileRefused && folderClosed && newRefused && removalRefused ? 0 : 1;
    });
    QCOMPARE(ordinaryUser.waitForExit(), 0);
    QCOMPARE(contentOf(path()), "old");
    QCOMPARE(namesIn(m_folder->path()), QStringList(u"file"_qs));
}

void PrivateFileTest::unpreparedSpaceKeepsTheOldContent_data() // EDGE 38, F2, F3, F7
{
    QTest::addColumn<bool>("onSmallDisk");
    QTest::addColumn<int>("size");
    QTest::newRow("no room, small content") << false << 50;
    QTest::newRow("room for a part, large content") << false << 60'000;
    QTest::newRow("full disk, small content") << true << 50;
    QTest::newRow("full disk, large content") << true << 60'000;
}

void PrivateFileTest::unpreparedSpaceKeepsTheOldContent()
{
    QFETCH(bool, onSmallDisk);
    QFETCH(int, size);
    putFile(path(), "old");
    // A real full disk where this user may mount one; the limit stands in for it elsewhere.
    const QByteArray mountPoint = QFile::encodeName(m_folder->path());
    const bool isMounted =
        onSmallDisk && mount("tmpfs", mountPoint.constData(), "tmpfs", 0, "size=64k,mode=0700") == 0;
    Result<void> replaced;
    if (isMounted) {
        putFile(path(), "old");
        QFile filler(path(u"filler"_qs));
        QVERIFY(filler.open(QIODevice::WriteOnly | QIODevice::Unbuffered));
        while (filler.write(QByteArray(4096, 'x')) > 0) { }
        replaced = replacePrivateFile(path(), QByteArray(size, 'n'));
    } else {
        const FullDisk disk(size > 4096 ? 45'056 : 0);
        replaced = replacePrivateFile(path(), QByteArray(size, 'n'));
    }
    const QByteArray content = contentOf(path());
    const QStringList names = namesIn(m_folder->path());
    if (isMounted) {
        QCOMPARE(umount(mountPoint.constData()), 0);
    }
    REQUIRE_ERROR(replaced, ErrorCode::DiskFull);
    QCOMPARE(content, "old");
    QCOMPARE(names, isMounted ? QStringList({ u"file"_qs, u"filler"_qs }) : QStringList(u"file"_qs));
}

void PrivateFileTest::preparedContentIsDiscardedUnlessCommitted()
{
    putFile(path(), "old");
    {
        const auto prepared = PreparedFile::prepare(path(), "new");
        REQUIRE_OK(prepared);
        QCOMPARE(prepared->target(), path());
        QCOMPARE(namesIn(m_folder->path()).size(), 2);
        QCOMPARE(contentOf(path()), "old");
    }
    QCOMPARE(namesIn(m_folder->path()), QStringList(u"file"_qs));
    auto first = PreparedFile::prepare(path(), "first");
    auto second = PreparedFile::prepare(path(), "second");
    REQUIRE_OK(first);
    REQUIRE_OK(second);
    std::swap(*first, *second);
    REQUIRE_OK(first->commit());
    QCOMPARE(contentOf(path()), "second");
    REQUIRE_OK(second->commit());
    QCOMPARE(contentOf(path()), "first");
}

void PrivateFileTest::removingTakesTheLinkNotItsTarget()
{
    putFile(path(u"real"_qs), "x");
    QVERIFY(QFile::link(path(u"real"_qs), path()));
    REQUIRE_OK(removePrivateFile(path()));
    QCOMPARE(namesIn(m_folder->path()), QStringList(u"real"_qs));
    REQUIRE_OK(removePrivateFile(path(u"real"_qs)));
    QVERIFY(namesIn(m_folder->path()).isEmpty());
}

void PrivateFileTest::onlyOurOwnLeftoversAreRemoved() // EDGE 37, F1
{
    const QStringList others { u".latchkey-file-aB3dEfG"_qs, u".latchkey-file-x"_qs,
        u".latchkey-other-aB3dEf"_qs, u"file"_qs, u"latchkey-file-aB3dEf"_qs };
    for (const QString& name : others) {
        putFile(path(name), "x");
    }
    putFile(path(u".latchkey-file-aB3dEf"_qs), "x");
    putFile(path(u".latchkey-file-xY9zzz"_qs), "x");
    removeLeftovers(path());
    QCOMPARE(namesIn(m_folder->path()), others);
}

void PrivateFileTest::killedWritersNeverTearTheFile() // EDGE 37, F1
{
    constexpr int Kills = 40;
    constexpr int Size = 20'000;
    REQUIRE_OK(replacePrivateFile(path(), QByteArray(Size, 'a')));
    QRandomGenerator random(20260105);
    char acknowledged = 'a';
    for (int i = 0; i < Kills; ++i) {
        ChildProcess writer([this, acknowledged](int reports) {
            for (char next = acknowledged;;) {
                next = next == 'z' ? 'a' : static_cast<char>(next + 1);
                if (!replacePrivateFile(path(), QByteArray(Size, next)) || write(reports, &next, 1) != 1) {
                    return 1;
                }
            }
        });
        QVERIFY(writer.waitForReport());
        std::this_thread::sleep_for(std::chrono::microseconds(random.bounded(5000)));
        writer.kill();
        char report = 0;
        acknowledged =
            acknowledged == 'z' ? 'a' : static_cast<char>(acknowledged + 1); // the report waited for
        while (read(writer.reports(), &report, 1) == 1) {
            acknowledged = report;
        }
        const QByteArray content = contentOf(path());
        const char unacknowledged = acknowledged == 'z' ? 'a' : static_cast<char>(acknowledged + 1);
        QVERIFY2(content == QByteArray(Size, acknowledged) || content == QByteArray(Size, unacknowledged),
            qPrintable(u"torn or older after kill %1"_qs.arg(i)));
        acknowledged = content.front();
    }
    removeLeftovers(path());
    QCOMPARE(namesIn(m_folder->path()), QStringList(u"file"_qs));
}

void PrivateFileTest::foldersAreMadeWithTheirMode()
{
    REQUIRE_OK(ensurePrivateFolder(path(u"a/b/c"_qs), 0750));
    QCOMPARE(modeOf(path(u"a/b/c"_qs)), 0750U);
    QCOMPARE(modeOf(path(u"a/b"_qs)), 0700U);
    QVERIFY(setMode(path(u"a"_qs), 0755));
    REQUIRE_OK(ensurePrivateFolder(path(u"a"_qs)));
    QCOMPARE(modeOf(path(u"a"_qs)), 0755U);
}

void PrivateFileTest::whatIsInTheWayOfAFolderIsTold()
{
    putFile(path(), "x");
    REQUIRE_ERROR(ensurePrivateFolder(path()), ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(ensurePrivateFolder(path(u"file/below"_qs)), ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(ensurePrivateFolder(u"/proc/latchkey"_qs), ErrorCode::StoreUnavailable);
}

QTEST_GUILESS_MAIN(PrivateFileTest)
#include "private_file_test.moc"
