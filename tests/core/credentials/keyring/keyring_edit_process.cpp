// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// One of several writers of the shared entry: `keyring_edit_process NAME EDITS LOCK_FOLDER WORKER`. It edits
// servers that are its own in turn, and looks each time whether its earlier edits are still there. Prints
// "lost N worst MS", and before and after each edit "begin SERVER VALUE" and "done SERVER VALUE".

#include "core/credentials/keyring_backend.h"
#include "tests/core/credentials/sample_credentials.h"

#include <QCoreApplication>
#include <QElapsedTimer>

#include <cstdio>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

constexpr int OwnServers = 20; // eight writers' servers fit into the entry's 64 KiB

class Writer
{
public:
    Writer(KeyringBackend& backend, const QString& name)
        : m_backend(backend)
        , m_name(name)
        , m_written(OwnServers)
    {
    }

    void edit(int number)
    {
        const int own = number % OwnServers;
        check(own);
        const QByteArray value = m_name.toUtf8() + '-' + QByteArray::number(number);
        tell("begin", own, value);
        QElapsedTimer timer;
        timer.start();
        if (const auto written = waitFor(m_backend.write(serverOf(own), secret(value)))) {
            m_written[own] = value;
            tell("done", own, value);
        } else {
            tellLoss(written.error().message);
        }
        worstMs = qMax(worstMs, timer.elapsed());
    }

    void checkAll()
    {
        for (int own = 0; own < OwnServers; ++own) {
            check(own);
        }
    }

    int lost = 0;
    qint64 worstMs = 0;

private:
    ServerUrl serverOf(int own) const
    {
        return server(QStringLiteral("https://%1-%2.example.com").arg(m_name).arg(own));
    }

    void tell(const char* what, int own, const QByteArray& value) const
    {
        std::printf("%s %s %s\n", what, qPrintable(serverOf(own).origin()), value.constData());
        std::fflush(stdout);
    }

    void check(int own)
    {
        if (!m_written[own].isEmpty()) {
            const auto read = waitFor(m_backend.read(serverOf(own)));
            if (!read || *read != secret(m_written[own])) {
                tellLoss(read ? QStringLiteral("another token is there") : read.error().message);
            }
        }
    }

    void tellLoss(const QString& reason)
    {
        ++lost;
        qWarning("lost: %s", qPrintable(reason));
    }

    KeyringBackend& m_backend;
    QString m_name;
    QList<QByteArray> m_written;
};

} // namespace

int main(int argc, char** argv)
{
    const QCoreApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    KeyringBackend::Options options;
    options.serviceName = QStringLiteral("coder-v2-credentials");
    options.lockFolder = arguments.value(3);
    options.workerProgram = arguments.value(4);
    KeyringBackend backend(options);
    Writer writer(backend, arguments.value(1));
    for (int i = 0; i < arguments.value(2).toInt(); ++i) {
        writer.edit(i);
    }
    writer.checkAll();
    std::printf("lost %d worst %lld\n", writer.lost, static_cast<long long>(writer.worstMs));
    return 0;
}
