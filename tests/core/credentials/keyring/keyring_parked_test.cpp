// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/keyring/keyring_bench.h"

#include <csignal>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

ServerUrl dev() { return server("https://dev.example.com"); }

LoginId devLogin(const QByteArray& token) { return loginOf(dev(), token); }

QString devName(const QByteArray& token) { return parkedName(devLogin(token)); }

} // namespace

/// Latchkey's own items on a real keyring, beside other programs, and where the keyring fails.
class KeyringParkedTest : public QObject
{
    Q_OBJECT

    std::unique_ptr<KeyringBench> m_bench;

private Q_SLOTS:
    void init()
    {
        m_bench = std::make_unique<KeyringBench>();
        QVERIFY(m_bench->startBus());
    }

    void cleanup() { m_bench.reset(); }

    void secretToolFindsTheTokenByServiceAndName()
    {
        QVERIFY(m_bench->startDaemon());
        REQUIRE_OK(waitFor(m_bench->backend()->park(dev(), secret("tok-1"))));
        const PrivateKeyring::Attributes attributes = { { QStringLiteral("server"),
                                                            QStringLiteral("latchkey") },
            { QStringLiteral("user"), QStringLiteral("https://dev.example.com 65dcf16e") } };
        QCOMPARE(m_bench->lookup(attributes), QByteArray("tok-1"));
        QVERIFY(m_bench->items().isEmpty()); // the shared entry is another item
    }

    void whatSecretToolStoresIsAParkedToken() // K25
    {
        QVERIFY(m_bench->startDaemon());
        auto attributes = parkedAttributes(devName("tok-1"));
        attributes.remove(QStringLiteral("type"));
        QVERIFY(m_bench->store("tok-1", attributes));
        const auto backend = m_bench->backend();
        QVERIFY(waitFor(backend->parked())->contains(devLogin("tok-1")));
        QCOMPARE(text(waitFor(backend->readParked(devLogin("tok-1")))), "tok-1");
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        QCOMPARE(m_bench->items(attributes).size(), 1);
        REQUIRE_OK(waitFor(backend->removeParked(devLogin("tok-1"))));
        QVERIFY(m_bench->items(attributes).isEmpty());
    }

    void namesThatMakeNoSenseAreLeftOut() // EDGE 13
    {
        QVERIFY(m_bench->startDaemon());
        for (const char* name : { "", "note", "https://dev.example.com", "https://dev.example.com 12345678x",
                 "https://DEV.example.com 12345678", "ftp://dev.example.com 12345678" }) {
            QVERIFY(m_bench->addItem("tok-1", parkedAttributes(QString::fromLatin1(name))));
        }
        QVERIFY(m_bench->addItem("x", { { QStringLiteral("server"), QStringLiteral("latchkey") } }));
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        QCOMPARE(*waitFor(backend->parked()), QList<LoginId> { devLogin("tok-1") });
    }

    void listingReadsNoSecretAndChangesNoItem() // EDGE 13
    {
        QVERIFY(m_bench->startMock(QStringLiteral("hang-get")));
        auto attributes = parkedAttributes(devName("tok-1"));
        attributes.remove(QStringLiteral("type"));
        QVERIFY(m_bench->addItem("tok-1", attributes));
        const auto backend = m_bench->backend();
        QCOMPARE(*waitFor(backend->parked()), QList<LoginId> { devLogin("tok-1") });
        QCOMPARE(m_bench->itemAttributes(m_bench->items(attributes).first()), attributes);
        REQUIRE_ERROR(waitFor(backend->readParked(devLogin("tok-1"))), ErrorCode::TimedOut);
    }

    void anotherServiceNameHasItemsOfItsOwn() // EDGE 13
    {
        QVERIFY(m_bench->startDaemon());
        KeyringBackend::Options options = m_bench->options();
        options.serviceName = QStringLiteral("test-credentials");
        KeyringBackend other(options);
        REQUIRE_OK(waitFor(other.park(dev(), secret("tok-1"))));
        const auto backend = m_bench->backend();
        QVERIFY(waitFor(backend->parked())->isEmpty());
        REQUIRE_ERROR(waitFor(backend->readParked(devLogin("tok-1"))), ErrorCode::NotFound);
        QCOMPARE(waitFor(other.parked())->size(), 1);
        QCOMPARE(m_bench->items({ { QStringLiteral("server"), QStringLiteral("test-credentials-latchkey") } })
                     .size(),
            1);
    }

    void duplicatesAreAConflictAndNeverDeleted() // EDGE 12, K25
    {
        QVERIFY(m_bench->startDaemon());
        const auto attributes = parkedAttributes(devName("tok-1"));
        QVERIFY(m_bench->addItem("tok-1", attributes));
        QVERIFY(m_bench->addItem("tok-1", attributes));
        const QStringList items = m_bench->items(attributes);
        QCOMPARE(items.size(), 2);
        const auto backend = m_bench->backend();
        QCOMPARE(waitFor(backend->parked())->size(), 1);
        QCOMPARE(text(waitFor(backend->readParked(devLogin("tok-1")))), "tok-1");
        REQUIRE_ERROR(waitFor(backend->park(dev(), secret("tok-1"))), ErrorCode::Conflict);
        REQUIRE_ERROR(waitFor(backend->removeParked(devLogin("tok-1"))), ErrorCode::Conflict);
        QCOMPARE(m_bench->items(attributes), items);
    }

    void aLockedKeyringIsNeverEmpty() // EDGE 5, 8; K5
    {
        QVERIFY(m_bench->startDaemon());
        const auto backend = m_bench->backend();
        QVERIFY(m_bench->lock()); // without a single item of ours
        REQUIRE_ERROR(waitFor(backend->parked()), ErrorCode::KeyringLocked);
        QVERIFY(m_bench->unlock());
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        QVERIFY(m_bench->lock());
        REQUIRE_ERROR(waitFor(backend->parked()), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(backend->readParked(devLogin("tok-1"))), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(backend->readParked(devLogin("tok-2"))), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(backend->park(dev(), secret("tok-2"))), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(backend->removeParked(devLogin("tok-1"))), ErrorCode::KeyringLocked);
        QVERIFY(m_bench->unlock());
        QCOMPARE(*waitFor(backend->parked()), QList<LoginId> { devLogin("tok-1") });
    }

    void anAcceptedPromptLetsTheCallGoOn() // EDGE 5
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-accepted")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        QCOMPARE(waitFor(backend->parked())->size(), 1);
        QCOMPARE(m_bench->daemonOutput().count("prompt shown"), 1);
    }

    void anUnansweredPromptIsCancelledAtOnce() // EDGE 7; K7
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-unanswered")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        const auto list = backend->parked();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->daemonOutput().contains("prompt shown"), 5000);
        backend->cancelPrompt();
        REQUIRE_ERROR(waitFor(list), ErrorCode::Cancelled);
    }

    void accountsOutliveTheKeyringsRestart() // EDGE 10, 11; K13
    {
        QVERIFY(m_bench->startDaemon());
        const auto backend = m_bench->backend();
        for (const QByteArray token : { "tok-1", "tok-2" }) {
            REQUIRE_OK(waitFor(backend->park(dev(), secret(token))));
        }
        for (int i = 0; i < 2; ++i) { // each restart voids the worker's session
            m_bench->killDaemon();
            QVERIFY(m_bench->startDaemon());
            QCOMPARE(waitFor(backend->parked())->size(), 2);
            QCOMPARE(text(waitFor(backend->readParked(devLogin("tok-1")))), "tok-1");
            m_bench->killDaemon();
            QVERIFY(m_bench->startDaemon());
            QCOMPARE(text(waitFor(backend->readParked(devLogin("tok-2")))), "tok-2");
        }
        m_bench->killDaemon();
        QVERIFY(m_bench->startDaemon());
        REQUIRE_OK(waitFor(backend->removeParked(devLogin("tok-1"))));
        QCOMPARE(*waitFor(backend->parked()), QList<LoginId> { devLogin("tok-2") });
    }

    void aKilledWorkerIsReplaced()
    {
        QVERIFY(m_bench->startDaemon());
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        const auto workers = m_bench->processes(QStringLiteral("latchkey-keyring-worker"));
        QCOMPARE(workers.size(), 1);
        ::kill(static_cast<pid_t>(workers.first()), SIGKILL);
        QCOMPARE(text(waitFor(backend->readParked(devLogin("tok-1")))), "tok-1");
    }

    void aHungServiceIsGivenUpAfterTwoSeconds() // EDGE 4, K10
    {
        QVERIFY(m_bench->startDaemon());
        m_bench->pauseDaemon();
        const auto backend = m_bench->backend();
        QElapsedTimer timer;
        timer.start();
        REQUIRE_ERROR(waitFor(backend->parked()), ErrorCode::TimedOut);
        QVERIFY2(timer.elapsed() < 3000, qPrintable(QString::number(timer.elapsed())));
        m_bench->continueDaemon();
        REQUIRE_OK(waitFor(backend->parked()));
    }

    void parkingThatHangsIsGivenUpAndSaysThatItMayHaveBeenSaved() // K10
    {
        QVERIFY(m_bench->startMock(QStringLiteral("hang-write")));
        const auto backend = m_bench->backend();
        QElapsedTimer timer;
        timer.start();
        const auto parked = waitFor(backend->park(dev(), secret("tok-1")));
        REQUIRE_ERROR(parked, ErrorCode::TimedOut);
        QVERIFY(parked.error().message.contains(QStringLiteral("may or may not")));
        QVERIFY2(timer.elapsed() < 13000, qPrintable(QString::number(timer.elapsed())));
    }

    void parkingThatWasSavedWithoutAnAnswerIsASuccess() // K10
    {
        QVERIFY(m_bench->startMock(QStringLiteral("hang-after-write")));
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        QCOMPARE(text(waitFor(backend->readParked(devLogin("tok-1")))), "tok-1");
    }

    void removingThatWasDoneWithoutAnAnswerIsASuccess() // K10
    {
        QVERIFY(m_bench->startMock(QStringLiteral("hang-after-edit")));
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-2"))));
        REQUIRE_OK(waitFor(backend->removeParked(devLogin("tok-1"))));
        QCOMPARE(*waitFor(backend->parked()), QList<LoginId> { devLogin("tok-2") });
    }

    void usingThatWasDoneWithoutAnAnswerIsASuccess_data() // K10
    {
        QTest::addColumn<QString>("mode");
        QTest::addColumn<bool>("isDone");
        QTest::newRow("done") << QStringLiteral("hang-after-edit") << true;
        QTest::newRow("not done") << QStringLiteral("hang-edit") << false;
    }

    void usingThatWasDoneWithoutAnAnswerIsASuccess()
    {
        QFETCH(QString, mode);
        QFETCH(bool, isDone);
        QVERIFY(m_bench->startMock(mode));
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-2"))));
        REQUIRE_OK(waitFor(backend->write(dev(), secret("tok-1"))));
        const auto used = waitFor(backend->useParked(devLogin("tok-2"), devLogin("tok-1")));
        if (!isDone) {
            REQUIRE_ERROR(used, ErrorCode::TimedOut);
            QVERIFY(used.error().message.contains(QStringLiteral("may or may not")));
        }
        QCOMPARE(used.has_value(), isDone);
        QCOMPARE(text(waitFor(backend->read(dev()))), isDone ? "tok-2" : "tok-1");
    }

    void usingFindsAnEntryOfAnotherProgramsForm()
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(
            m_bench->store('{' + entryText("dev.example.com", "tok-1") + '}')); // without QtKeychain's schema
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-1"))));
        REQUIRE_OK(waitFor(backend->park(dev(), secret("tok-2"))));
        QCOMPARE(text(waitFor(backend->useParked(devLogin("tok-2"), std::nullopt))), "tok-2");
        QCOMPARE(m_bench->items().size(), 1);
        QCOMPARE(m_bench->lookup(), '{' + entryText("dev.example.com", "tok-2") + '}');
    }

    void withoutAKeyringThatIsSaid() // EDGE 1, 3
    {
        const auto backend = m_bench->backend();
        REQUIRE_ERROR(waitFor(backend->parked()), ErrorCode::KeyringUnavailable);
        REQUIRE_ERROR(waitFor(backend->readParked(devLogin("tok-1"))), ErrorCode::KeyringUnavailable);
        REQUIRE_ERROR(waitFor(backend->park(dev(), secret("tok-1"))), ErrorCode::KeyringUnavailable);
        REQUIRE_ERROR(waitFor(backend->removeParked(devLogin("tok-1"))), ErrorCode::KeyringUnavailable);
    }
};

QTEST_GUILESS_MAIN(KeyringParkedTest)
#include "keyring_parked_test.moc"
