// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/libsecret_item.h"
#include "core/credentials/keyring/protocol.h"
#include "core/credentials/keyring/worker_operations.h"
#include "core/credentials/keyring/worker_process.h"
#include "tests/core/credentials/keyring/keyring_bench.h"

#include <sys/resource.h>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

ServerUrl dev() { return server("https://dev.example.com"); }

} // namespace

/// What changes between two questions to the Secret Service, and what a computer may lack: each is told, and
/// nothing is stored in the wrong place.
class KeyringSurprisesTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<KeyringBench> m_bench;

    bool startMock(const QString& mode) { return m_bench->startBus() && m_bench->startMock(mode); }

    /// A backend whose lock folder cannot be made, since a file is in its way.
    std::unique_ptr<KeyringBackend> backendWithoutLockFolder() const
    {
        auto options = m_bench->options();
        options.lockFolder = m_bench->folder() + QStringLiteral("/file/locks");
        QFile file(m_bench->folder() + QStringLiteral("/file"));
        return file.open(QIODevice::WriteOnly) ? std::make_unique<KeyringBackend>(options) : nullptr;
    }

private Q_SLOTS:
    void init() { m_bench = std::make_unique<KeyringBench>(); }
    void cleanup() { m_bench.reset(); }

    void withoutAPlaceForTheLockNothingIsChanged()
    {
        QVERIFY(m_bench->start());
        REQUIRE_OK(waitFor(m_bench->backend()->park(dev(), secret("parked"))));
        const auto backend = backendWithoutLockFolder();
        REQUIRE_ERROR(waitFor(backend->write(dev(), secret("A"))), ErrorCode::StoreUnavailable);
        REQUIRE_ERROR(
            waitFor(backend->useParked(loginId(dev(), secret("parked")), {})), ErrorCode::StoreUnavailable);
        REQUIRE_ERROR(waitFor(backend->read(dev())), ErrorCode::NotFound);
    }

    void copiesOfTheSharedEntryAreNotSwitched() // EDGE 12
    {
        QVERIFY(m_bench->start());
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->park(dev(), secret("parked"))));
        for (const char* token : { "A", "B" }) {
            QVERIFY(m_bench->addItem('{' + entryText("dev.example.com", token) + '}'));
        }
        REQUIRE_ERROR(waitFor(backend->useParked(loginId(dev(), secret("parked")), {})), ErrorCode::Conflict);
        REQUIRE_OK(waitFor(backend->readParked(loginId(dev(), secret("parked")))));
    }

    void withoutASessionNoSecretIsAskedFor()
    {
        QVERIFY(startMock(QStringLiteral("foreign,no-session")));
        const auto backend = m_bench->backend();
        const auto desktop = server("https://d.example.com");
        REQUIRE_ERROR(waitFor(backend->list()), ErrorCode::KeyringUnavailable);
        REQUIRE_ERROR(waitFor(backend->write(dev(), secret("A"))), ErrorCode::KeyringUnavailable);
        REQUIRE_ERROR(
            waitFor(backend->coderDesktop().write(desktop, secret("A"))), ErrorCode::KeyringUnavailable);
    }

    void whatIsLockedOrCopiedMeanwhileIsTold_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<ErrorCode>("told");
        QTest::newRow("locked") << u"foreign,get-locks"_qs << ErrorCode::KeyringLocked;
        QTest::newRow("copied") << u"foreign,get-copies"_qs << ErrorCode::Conflict;
    }

    void whatIsLockedOrCopiedMeanwhileIsTold()
    {
        QFETCH(const QString, mode);
        QFETCH(const ErrorCode, told);
        QVERIFY(startMock(mode));
        REQUIRE_ERROR(waitFor(m_bench->backend()->list()), told);
    }

    void unlockingThatFailsIsToldAndTheNextOneWorks_data()
    {
        QTest::addColumn<QString>("mode");
        QTest::newRow("an error") << u"prompt-accepted,only-Unlock,fail-1"_qs;
        QTest::newRow("nonsense") << u"prompt-accepted,only-Unlock,nonsense-1"_qs;
        QTest::newRow("no prompt") << u"prompt-accepted,only-Prompt,fail-1"_qs;
    }

    void unlockingThatFailsIsToldAndTheNextOneWorks()
    {
        QFETCH(const QString, mode);
        QVERIFY(startMock(mode));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        REQUIRE_ERROR(waitFor(backend->write(dev(), secret("A"))), ErrorCode::KeyringUnavailable);
        REQUIRE_OK(waitFor(backend->write(dev(), secret("A"))));
    }

    void aPromptThatUnlocksNothingLeavesItLocked()
    {
        QVERIFY(startMock(QStringLiteral("prompt-useless")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        REQUIRE_ERROR(waitFor(backend->write(dev(), secret("A"))), ErrorCode::KeyringLocked);
    }

    void whereNothingMayBeStartedThatIsTold() // EDGE 21
    {
        QVERIFY(m_bench->startBus(QStringLiteral(
            "<deny send_interface='org.freedesktop.DBus' send_member='StartServiceByName'/>")));
        REQUIRE_ERROR(waitFor(m_bench->backend()->state()), ErrorCode::AccessDenied);
    }

    void onlyWhatIsThereIsStoredOrErased()
    {
        QVERIFY(startMock(QStringLiteral("plain")));
        const auto bus = SessionBus::connect(qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
        REQUIRE_OK(bus);
        const SecretService service(*bus);
        bool isChanging = false;
        LibsecretItem item(service, {}, {}, [&isChanging] { isChanging = true; });
        REQUIRE_ERROR(item.store(secret("A")), ErrorCode::KeyringUnavailable);
        REQUIRE_ERROR(item.erase(), ErrorCode::KeyringUnavailable);
        QVERIFY(!isChanging);
    }

    void aServiceThatIsReplacedBeforeTheFirstQuestionGetsANewWorker()
    {
        QVERIFY(startMock(QStringLiteral("plain")));
        const auto worker = *WorkerProcess::start(keyringWorkerProgram());
        // It opens its session at once; what is asked after that is answered after that.
        QTRY_VERIFY(m_bench->daemonOutput().contains("session plain"));
        m_bench->items();
        m_bench->killDaemon();
        QVERIFY(m_bench->startMock(QStringLiteral("plain")));
        KeyringRequest list;
        list.operation = KeyringOperation::List;
        list.serviceName = QStringLiteral("coder-v2-credentials");
        const auto soon = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        QVERIFY(worker->send(encode(list), soon));
        QVERIFY(worker->receive(soon, -1).ending == WorkerProcess::Ending::Gone);
        REQUIRE_OK(waitFor(m_bench->backend()->list()));
    }

    void aProgramWithoutDescriptorsLeftSaysThatTheWorkerCannotBeStarted()
    {
        rlimit before = {};
        QCOMPARE(getrlimit(RLIMIT_NOFILE, &before), 0);
        const rlimit none = { 0, before.rlim_max };
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &none), 0);
        const auto worker = WorkerProcess::start(keyringWorkerProgram());
        QCOMPARE(setrlimit(RLIMIT_NOFILE, &before), 0);
        REQUIRE_ERROR(worker, ErrorCode::KeyringUnavailable);
    }

    void aQtWithoutGLibIsTold() // K32
    {
        WorkerOperations operations(QProcessEnvironment(), [](WorkerMessage::Kind) { });
        const auto answer = operations.answer({});
        QVERIFY(answer && answer->kind == WorkerMessage::Kind::Failed);
        QVERIFY(answer->error.message.contains(QStringLiteral("GLib")));
    }
};

int main(int argc, char** argv)
{
    qputenv("QT_NO_GLIB", "1"); // for this program alone: the worker sets it aside
    const QCoreApplication application(argc, argv);
    KeyringSurprisesTest test;
    return QTest::qExec(&test, argc, argv);
}

#include "keyring_surprises_test.moc"
