// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// A program that switches between two logins, or one that reads the CLI's files as the CLI does:
//   login_switch_process switch FOLDER COUNT   (COUNT 0: until it is killed; prints "switching" first)
//   login_switch_process read FOLDER           (until standard input ends; prints what it saw)

#include "tests/core/credentials/switching.h"

#include <QCoreApplication>
#include <QFile>

#include <cstdio>
#include <fcntl.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace latchkey;
using namespace latchkey::test;

namespace {

class OpenFile
{
public:
    explicit OpenFile(const QByteArray& path)
        : m_path(path)
        , m_descriptor(open(path.constData(), O_RDONLY | O_CLOEXEC))
    {
    }
    ~OpenFile()
    {
        if (m_descriptor >= 0) {
            close(m_descriptor);
        }
    }
    Q_DISABLE_COPY_MOVE(OpenFile)

    QByteArray content() const
    {
        QByteArray bytes(4096, Qt::Uninitialized);
        const ssize_t count =
            m_descriptor < 0 ? 0 : read(m_descriptor, bytes.data(), std::size_t(bytes.size()));
        return bytes.first(qMax<ssize_t>(count, 0));
    }

    /// Whether the path still leads to this file. (It is open, so its number is not given to another.)
    bool isStillThere() const
    {
        struct stat opened = {};
        struct stat now = {};
        return fstat(m_descriptor, &opened) == 0 && stat(m_path.constData(), &now) == 0
            && opened.st_ino == now.st_ino;
    }

private:
    QByteArray m_path;
    int m_descriptor;
};

bool inputHasEnded()
{
    pollfd input { STDIN_FILENO, POLLIN, 0 };
    return poll(&input, 1, 0) > 0;
}

int readPairs(const QString& folder)
{
    const QByteArray url = QFile::encodeName(folder + u"/url"_qs);
    const QByteArray session = QFile::encodeName(folder + u"/session"_qs);
    qint64 whole = 0;
    qint64 signedOut = 0;
    qint64 mixed = 0; // both at one moment
    qint64 mixedForTheHasty = 0; // one after the other, whatever happened between
    while (!inputHasEnded()) {
        const OpenFile urlFile(url);
        const OpenFile sessionFile(session);
        const QByteArray token = sessionFile.content();
        if (token.isEmpty()) {
            ++signedOut;
        } else if (token == tokenOf(urlFile.content())) {
            ++whole;
        } else {
            ++mixedForTheHasty;
            mixed += urlFile.isStillThere() ? 1 : 0;
        }
    }
    std::printf(
        "whole %lld signed-out %lld mixed %lld hasty %lld\n", whole, signedOut, mixed, mixedForTheHasty);
    return 0;
}

int switchLogins(const QString& folder, int count)
{
    Switching switching(folder);
    std::puts("switching");
    std::fflush(stdout);
    for (int i = 0; count == 0 || i < count; ++i) {
        if (const auto used = switching.use(i % 2 == 0 ? FirstUrl : SecondUrl); !used) {
            std::fprintf(stderr, "%s\n", qPrintable(used.error().message));
            return 1;
        }
    }
    return 0;
}

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList words = QCoreApplication::arguments();
    return words.value(1) == u"read"_qs ? readPairs(words.value(2))
                                        : switchLogins(words.value(2), words.value(3).toInt());
}
