// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/switching.h"
#include "tests/support/figure.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <cerrno>
#include <dlfcn.h>
#include <unistd.h>

using namespace latchkey;
using namespace latchkey::test;

namespace {

std::atomic<int> done = -1; ///< -1: nothing is counted, and nothing fails
std::atomic<int> failing = 0;

/// Counts a call that changes files; true, with this errno, for the one that is to fail.
bool fails(int error)
{
    if (done < 0 || ++done != failing) {
        return false;
    }
    errno = error;
    return true;
}

template <typename Function> Function real(Function, const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

// In this program these stand before the C library's own.
extern "C" {

ssize_t write(int descriptor, const void* bytes, size_t size)
{
    static const auto next = real(&write, "write");
    return fails(ENOSPC) ? -1 : next(descriptor, bytes, size);
}

int fsync(int descriptor)
{
    static const auto next = real(&fsync, "fsync");
    return fails(EIO) ? -1 : next(descriptor);
}

int rename(const char* from, const char* to) noexcept
{
    static const auto next = real(&rename, "rename");
    return fails(EIO) ? -1 : next(from, to);
}

int unlink(const char* path) noexcept
{
    static const auto next = real(&unlink, "unlink");
    return fails(EIO) ? -1 : next(path);
}

int mkostemp(char* pattern, int flags)
{
    static const auto next = real(&mkostemp, "mkostemp");
    return fails(ENOSPC) ? -1 : next(pattern, flags);
}
}

/// Each call that changes the CLI's files fails once, in a switch of its own.
class FailingFilesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aSwitchEndsWholeWhateverFails_data() // F2, F5, F8, EDGE 38
    {
        QTest::addColumn<bool>("sameServer");
        QTest::newRow("to another server") << false;
        QTest::newRow("to another account's token") << true;
    }

    void aSwitchEndsWholeWhateverFails()
    {
        QFETCH(const bool, sameServer);
        int tried = 0;
        bool isDone = false;
        for (int call = 1; !isDone; ++call) {
            const QTemporaryDir folder;
            const QString path = folder.filePath(QStringLiteral("coderv2"));
            const credentials::ServerUrl first = server(FirstUrl.constData());
            const credentials::ServerUrl next = sameServer ? first : server(SecondUrl.constData());
            const Secret before = secret(tokenOf(FirstUrl));
            const Secret after = sameServer ? secret("another-token-of-first") : secret(tokenOf(SecondUrl));
            const credentials::CliFiles files(path);
            REQUIRE_OK(files.write(first, before));

            done = 0;
            failing = call;
            const auto written = files.write(next, after);
            const bool hasFailed = done >= call;
            done = -1;
            isDone = !hasFailed; // there are no more calls to fail
            tried += hasFailed ? 1 : 0;
            QVERIFY(written || !written.error().message.isEmpty());

            Switching later(path);
            REQUIRE_OK(waitFor(later.logins.overview())); // the next start
            const auto login = files.read();
            REQUIRE_OK(login);
            QVERIFY2(login->server && login->token, QByteArray::number(call).constData());
            const bool isAfter = *login->server == next && *login->token == after;
            QVERIFY2(isAfter || (*login->server == first && *login->token == before && !written),
                QByteArray::number(call).constData());
        }
        QVERIFY(tried > (sameServer ? 3 : 8));
        noteFigure(QStringLiteral("file system calls of a switch, each failing once: logins lost or mixed"),
            tried, 0);
    }
};

QTEST_GUILESS_MAIN(FailingFilesTest)
#include "failing_files_test.moc"
