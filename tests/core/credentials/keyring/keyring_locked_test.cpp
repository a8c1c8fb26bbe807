// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/keyring/keyring_bench.h"

#include <QTimer>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

/// A locked keyring, and what asking the person for its password comes to.
class KeyringLockedTest : public QObject
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

    void aLockedKeyringIsNeverTakenForAnEmptyOne() // EDGE 5, 8; K5
    {
        QVERIFY(m_bench->startDaemon());
        const auto backend = m_bench->backend();
        for (const char* url :
            { "https://a.example.com", "https://b.example.com", "https://c.example.com" }) {
            REQUIRE_OK(waitFor(backend->write(server(url), secret(url))));
        }
        const QByteArray before = m_bench->lookup();
        QVERIFY(m_bench->lock());
        const auto state = waitFor(backend->state());
        REQUIRE_OK(state);
        QVERIFY(state->locked);
        REQUIRE_ERROR(waitFor(backend->list()), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(backend->read(server("https://a.example.com"))), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(
            waitFor(backend->write(server("https://d.example.com"), secret("D"))), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(backend->remove(server("https://a.example.com"))), ErrorCode::KeyringLocked);
        QVERIFY(m_bench->unlock());
        QCOMPARE(m_bench->lookup(), before);
        REQUIRE_OK(waitFor(backend->write(server("https://d.example.com"), secret("D"))));
        QCOMPARE(waitFor(backend->list())->size(), 4);
    }

    void aLockedKeyringIsSaidAtOnceWhenNobodyMayBeAsked() // K5
    {
        QVERIFY(m_bench->startDaemon());
        QVERIFY(m_bench->lock());
        const auto backend = m_bench->backend();
        REQUIRE_OK(waitFor(backend->state()));
        QElapsedTimer timer;
        timer.start();
        REQUIRE_ERROR(waitFor(backend->list()), ErrorCode::KeyringLocked);
        QVERIFY2(timer.elapsed() < 500, qPrintable(QString::number(timer.elapsed())));
    }

    void withoutAPrompterTheKeyringStaysLocked() // EDGE 7, K5
    {
        QVERIFY(m_bench->startDaemon());
        REQUIRE_OK(waitFor(m_bench->backend()->write(server("https://a.example.com"), secret("A"))));
        QVERIFY(m_bench->lock());
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        REQUIRE_ERROR(waitFor(backend->list()), ErrorCode::KeyringLocked);
        REQUIRE_ERROR(waitFor(backend->unlock()), ErrorCode::KeyringLocked);
        QVERIFY(m_bench->unlock());
        QCOMPARE(waitFor(backend->list())->size(), 1);
        REQUIRE_OK(waitFor(backend->unlock()));
    }

    void aDismissedPromptIsACancellationAndTheNextCallAsksAgain() // EDGE 6; K6, K8
    {
        qputenv("DISPLAY", ":99");
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-dismissed")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        REQUIRE_ERROR(waitFor(backend->list()), ErrorCode::Cancelled);
        REQUIRE_ERROR(
            waitFor(backend->write(server("https://a.example.com"), secret("A"))), ErrorCode::Cancelled);
        REQUIRE_ERROR(waitFor(backend->unlock()), ErrorCode::Cancelled);
        QCOMPARE(m_bench->daemonOutput().count("prompt shown"), 3);
    }

    void anAcceptedPromptLetsTheOperationGoOn() // EDGE 5
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-accepted")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        REQUIRE_OK(waitFor(backend->write(server("https://a.example.com"), secret("A"))));
        QCOMPARE(waitFor(backend->list())->size(), 1);
        QCOMPARE(m_bench->daemonOutput().count("prompt shown"), 1);
    }

    void anUnansweredPromptIsCancelledAtOnce() // EDGE 7; K7
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-unanswered")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        const auto list = backend->list();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->daemonOutput().contains("prompt shown"), 5000);
        QVERIFY(!list.isFinished());
        QElapsedTimer timer;
        timer.start();
        backend->cancelPrompt();
        REQUIRE_ERROR(waitFor(list), ErrorCode::Cancelled);
        QVERIFY2(timer.elapsed() <= 100, qPrintable(QString::number(timer.elapsed())));
        qInfo("cancelled after %lld ms", timer.elapsed());
    }

    void aCancellationBeforeThePromptIsShownCountsToo() // EDGE 7
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-unanswered")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        const auto list = backend->list();
        backend->cancelPrompt();
        QTRY_VERIFY_WITH_TIMEOUT(list.isFinished(), 5000);
        REQUIRE_ERROR(waitFor(list), ErrorCode::Cancelled);
    }

    void cancellingWhenNothingWaitsDoesNothing()
    {
        QVERIFY(m_bench->startDaemon());
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        backend->cancelPrompt();
        REQUIRE_OK(waitFor(backend->list()));
        backend->cancelPrompt();
        REQUIRE_OK(waitFor(backend->write(server("https://a.example.com"), secret("A"))));
    }

    void aBackendThatGoesAwayDoesNotWaitForThePerson() // EDGE 4, 7
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-unanswered")));
        auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        const auto list = backend->list();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->daemonOutput().contains("prompt shown"), 5000);
        QElapsedTimer timer;
        timer.start();
        backend.reset();
        QVERIFY2(timer.elapsed() <= 500, qPrintable(QString::number(timer.elapsed())));
        REQUIRE_ERROR(waitFor(list), ErrorCode::Cancelled);
    }

    void aServiceThatDiesUnderThePromptEndsTheWait() // EDGE 11
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-unanswered")));
        const auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
        const auto list = backend->list();
        QTRY_VERIFY_WITH_TIMEOUT(m_bench->daemonOutput().contains("prompt shown"), 5000);
        m_bench->killDaemon();
        REQUIRE_ERROR(waitFor(list), ErrorCode::KeyringUnavailable);
    }

    void aKilledClientsPromptDoesNotHinderTheNext() // K9
    {
        QVERIFY(m_bench->startMock(QStringLiteral("prompt-unanswered")));
        for (int shown = 1; shown <= 2; ++shown) {
            auto backend = m_bench->backend(KeyringBench::Prompt::Yes);
            const auto list = backend->list();
            QTRY_COMPARE_WITH_TIMEOUT(m_bench->daemonOutput().count("prompt shown"), shown, 5000);
        }
    }
};

QTEST_GUILESS_MAIN(KeyringLockedTest)
#include "keyring_locked_test.moc"
