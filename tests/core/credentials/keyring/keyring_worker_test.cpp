// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/protocol.h"
#include "core/credentials/keyring/worker_process.h"
#include "tests/core/credentials/keyring/keyring_bench.h"

#include <csignal>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

WorkerProcess::TimePoint soon() { return std::chrono::steady_clock::now() + std::chrono::seconds(20); }

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The worker as a process.
class KeyringWorkerTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<KeyringBench> m_bench;

    KeyringRequest request(KeyringOperation operation) const
    {
        KeyringRequest result;
        result.operation = operation;
        result.serviceName = QStringLiteral("coder-v2-credentials");
        result.lockFolder = m_bench->folder() + QStringLiteral("/run/latchkey");
        if (operation >= KeyringOperation::Read) {
            result.server = server("https://a.example.com");
        }
        return result;
    }

    static std::optional<WorkerMessage> ask(WorkerProcess& worker, const KeyringRequest& request)
    {
        if (!worker.send(encode(request), soon())) {
            return std::nullopt;
        }
        for (;;) {
            const auto received = worker.receive(soon(), -1);
            auto message = decodeMessage(received.payload);
            if (!message || message->kind == WorkerMessage::Kind::Done
                || message->kind == WorkerMessage::Kind::Failed) {
                return message;
            }
        }
    }

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<KeyringBench>();
        QVERIFY(m_bench->start());
    }

    void cleanup() { m_bench.reset(); }

    void noTokenStandsInItsCommandLineOrEnvironment()
    {
        const auto worker = *WorkerProcess::start(keyringWorkerProgram());
        auto write = request(KeyringOperation::Write);
        write.token = secret("canary-token-value");
        const auto answer = ask(*worker, write);
        QVERIFY(answer && answer->kind == WorkerMessage::Kind::Done);
        const QString process = QStringLiteral("/proc/%1/").arg(worker->pid());
        const QByteArray commandLine = contentOf(process + QStringLiteral("cmdline"));
        QVERIFY(commandLine.contains("latchkey-keyring-worker"));
        QVERIFY(!commandLine.contains("canary"));
        QVERIFY(!contentOf(process + QStringLiteral("environ")).contains("canary"));
    }

    void listingHandsOutNoSecret()
    {
        QVERIFY(m_bench->store('{' + entryText("a.example.com", "canary-token-value") + '}'));
        const auto worker = *WorkerProcess::start(keyringWorkerProgram());
        QVERIFY(worker->send(encode(request(KeyringOperation::List)), soon()));
        const auto received = worker->receive(soon(), -1);
        QVERIFY(received.ending == WorkerProcess::Ending::Frame);
        QVERIFY(decodeMessage(received.payload)->credentials.size() == 1);
        QVERIFY(!received.payload.contains("canary"));
        QVERIFY(!received.payload.contains(QByteArray("\0c\0a\0n\0a\0r\0y", 12)));
    }

    void itsMemoryIsProtected() // R-MEM-1
    {
        const auto worker = *WorkerProcess::start(keyringWorkerProgram());
        QVERIFY(ask(*worker, request(KeyringOperation::State)));
        const QString process = QStringLiteral("/proc/%1/").arg(worker->pid());
        const QByteArray limits = contentOf(process + QStringLiteral("limits"));
        QVERIFY(limits.isEmpty() || limits.simplified().contains("Max core file size 0 "));
        // A process that may not be dumped belongs to root in /proc, whoever runs it.
        QCOMPARE(QFileInfo(process + QStringLiteral("mem")).ownerId(), 0U);
    }

    void itEndsWithTheConversation()
    {
        QProcess worker;
        worker.start(keyringWorkerProgram(), QStringList());
        QVERIFY(worker.waitForStarted());
        worker.closeWriteChannel();
        QVERIFY(worker.waitForFinished(20000));
        QCOMPARE(worker.exitCode(), 0);
    }

    void itEndsAtFramesThatMakeNoSense()
    {
        for (const QByteArray& rubbish :
            { QByteArray("\xff\xff\xff\xff rubbish"), QByteArray("\0\0\0\3abc", 7) }) {
            QProcess worker;
            worker.start(keyringWorkerProgram(), QStringList());
            worker.write(rubbish);
            QVERIFY(worker.waitForFinished(20000));
            QCOMPARE(worker.readAllStandardOutput(), QByteArray());
        }
    }

    void manyRequestsAreAnsweredInOrder()
    {
        const auto worker = *WorkerProcess::start(keyringWorkerProgram());
        for (int i = 0; i < 20; ++i) {
            auto write = request(KeyringOperation::Write);
            write.token = secret("token-" + QByteArray::number(i));
            QVERIFY(ask(*worker, write)->kind == WorkerMessage::Kind::Done);
            QVERIFY(ask(*worker, request(KeyringOperation::Read))->token == write.token);
        }
    }

    void aChangeIsAnnouncedBeforeItIsMade()
    {
        const auto worker = *WorkerProcess::start(keyringWorkerProgram());
        auto write = request(KeyringOperation::Write);
        write.token = secret("A");
        QVERIFY(worker->send(encode(write), soon()));
        const auto first = decodeMessage(worker->receive(soon(), -1).payload);
        QVERIFY(first && first->kind == WorkerMessage::Kind::Changing);
    }

    void itIsKilledWithTheObject()
    {
        auto worker = *WorkerProcess::start(keyringWorkerProgram());
        const pid_t pid = worker->pid();
        worker.reset();
        QCOMPARE(::kill(pid, 0), -1);
    }

    void glibsLoopRunsEvenWhereTheEnvironmentSwitchesItOff() // K32
    {
        qputenv("QT_NO_GLIB", "1");
        const auto list = waitFor(m_bench->backend()->list());
        qunsetenv("QT_NO_GLIB");
        REQUIRE_OK(list); // the worker sets the variable aside
    }
};

QTEST_GUILESS_MAIN(KeyringWorkerTest)
#include "keyring_worker_test.moc"
