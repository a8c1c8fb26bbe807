// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/file_lock.h"
#include "tests/support/child_process.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"

#include <QElapsedTimer>
#include <QTemporaryDir>

#include <chrono>
#include <thread>

using namespace latchkey;
using namespace latchkey::test;
using namespace std::chrono_literals;

class FileLockTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void lockFileIsPrivate();
    void excludesASecondLockOfTheSameProcess();
    void waitsNoLongerThanItsLimit();
    void movesWithItsOwner();
    void killingTheHolderReleasesIt();
    void processesNeverHoldItTogetherAndNoneStarves();
    void pathsThatCannotBeALockFileAreTold();

private:
    QString path() const { return m_folder->filePath(u"the.lock"_qs); }

    std::unique_ptr<QTemporaryDir> m_folder;
};

void FileLockTest::init() { m_folder = std::make_unique<QTemporaryDir>(); }

void FileLockTest::lockFileIsPrivate()
{
    const mode_t before = umask(0);
    const auto lock = FileLock::acquire(path(), 0ms);
    umask(before);
    REQUIRE_OK(lock);
    QCOMPARE(modeOf(path()), 0600U);
}

void FileLockTest::excludesASecondLockOfTheSameProcess()
{
    {
        const auto first = FileLock::acquire(path(), 0ms);
        REQUIRE_OK(first);
        REQUIRE_ERROR(FileLock::acquire(path(), 0ms), ErrorCode::TimedOut);
    }
    REQUIRE_OK(FileLock::acquire(path(), 0ms));
}

void FileLockTest::waitsNoLongerThanItsLimit()
{
    const auto holder = FileLock::acquire(path(), 0ms);
    REQUIRE_OK(holder);
    QElapsedTimer timer;
    timer.start();
    REQUIRE_ERROR(FileLock::acquire(path(), 200ms), ErrorCode::TimedOut);
    QVERIFY(timer.elapsed() >= 200);
    QVERIFY2(timer.elapsed() < 10'000, qPrintable(QString::number(timer.elapsed())));
}

void FileLockTest::movesWithItsOwner()
{
    auto first = FileLock::acquire(path(), 0ms);
    REQUIRE_OK(first);
    {
        const FileLock second(std::move(*first));
        REQUIRE_ERROR(FileLock::acquire(path(), 0ms), ErrorCode::TimedOut);
    }
    auto other = FileLock::acquire(m_folder->filePath(u"other.lock"_qs), 0ms);
    REQUIRE_OK(other);
    {
        auto third = FileLock::acquire(path(), 0ms);
        REQUIRE_OK(third);
        *other = std::move(*third); // `third` lets go of what `other` held
    }
    REQUIRE_OK(FileLock::acquire(m_folder->filePath(u"other.lock"_qs), 0ms));
    REQUIRE_ERROR(FileLock::acquire(path(), 0ms), ErrorCode::TimedOut);
}

void FileLockTest::killingTheHolderReleasesIt()
{
    ChildProcess holder([this](int reports) {
        const auto lock = FileLock::acquire(path(), 0ms);
        std::ignore = write(reports, lock ? "1" : "0", 1);
        pause();
        return 0;
    });
    QVERIFY(holder.waitForReport());
    REQUIRE_ERROR(FileLock::acquire(path(), 0ms), ErrorCode::TimedOut);
    holder.kill();
    REQUIRE_OK(FileLock::acquire(path(), 0ms));
}

void FileLockTest::processesNeverHoldItTogetherAndNoneStarves() // EDGE 36, K16, K17
{
    constexpr int Processes = 4;
    constexpr int Rounds = 300;
    // In turns, not in seconds, so that a busy machine is no starvation: half of what all others do together.
    constexpr int LongestWait = (Processes - 1) * Rounds / 2;
    const QString counter = m_folder->filePath(u"counter"_qs);
    putFile(counter, "0");
    std::vector<std::unique_ptr<ChildProcess>> workers(Processes);
    for (auto& worker : workers) {
        worker = std::make_unique<ChildProcess>([this, counter](int) {
            int mine = -1;
            for (int round = 0; round < Rounds; ++round) {
                const auto lock = FileLock::acquire(path(), 60s);
                const int before = lock ? contentOf(counter).toInt() : 0;
                if (!lock || (mine >= 0 && before - mine > LongestWait)) {
                    return 1;
                }
                mine = before + 1;
                putFile(counter, QByteArray::number(mine)); // lost without a lock
            }
            return 0;
        });
    }
    for (const auto& worker : workers) {
        QCOMPARE(worker->waitForExit(), 0);
    }
    QCOMPARE(contentOf(counter), QByteArray::number(Processes * Rounds));
}

void FileLockTest::pathsThatCannotBeALockFileAreTold()
{
    REQUIRE_ERROR(
        FileLock::acquire(m_folder->filePath(u"missing/the.lock"_qs), 0ms), ErrorCode::StoreUnavailable);
    REQUIRE_ERROR(FileLock::acquire(m_folder->path(), 0ms), ErrorCode::StoreUnavailable);
    putFile(m_folder->filePath(u"elsewhere"_qs), "kept");
    QVERIFY(QFile::link(m_folder->filePath(u"elsewhere"_qs), path()));
    REQUIRE_ERROR(FileLock::acquire(path(), 0ms), ErrorCode::StoreUnavailable);
}

QTEST_GUILESS_MAIN(FileLockTest)
#include "file_lock_test.moc"
