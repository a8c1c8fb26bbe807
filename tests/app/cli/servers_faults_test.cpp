// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"
#include "tests/support/keyring/private_keyring.h"

#include <QJsonArray>
#include <QtTest>

using namespace latchkey::test;

namespace {

const QByteArray token = "CanaryTok1-abcdefghijklmnopqrstuv";

// Sanitizers make the start of a process several times slower.
#if defined(LATCHKEY_SANITIZED)
constexpr qint64 startMs = 2000;
#else
constexpr qint64 startMs = 100;
#endif

} // namespace

/// `servers` where the keyring is missing, locked or hangs: the right status, soon, and the files all the
/// same.
class ServersFaultsTest final : public QObject
{
    Q_OBJECT

    /// The files' row is listed, with status 7 and a message, within the limit.
    void checkListFails(qint64 limitMs);
    void takeBusAddress();

    std::unique_ptr<PrivateKeyring> m_keyring;
    std::unique_ptr<CliProcess> m_cli;

private Q_SLOTS:
    void init();
    void cleanup();

    void noBusIsToldAtOnce_data();
    void noBusIsToldAtOnce();
    void noServiceIsToldAtOnce();
    void aHungKeyringIsGivenUp();
    void aLockedKeyringIsNeverAnEmptyOne();
    void aDeniedKeyringIsUnavailable();
};

void ServersFaultsTest::init()
{
    m_keyring = std::make_unique<PrivateKeyring>();
    m_cli = std::make_unique<CliProcess>();
    REQUIRE_STATUS(m_cli->run("--backend file servers add --no-verify f.example.com", token), 0);
}

void ServersFaultsTest::cleanup()
{
    QVERIFY2(!m_cli->everythingSaid().contains(token.mid(11)), "a token was said");
    m_cli.reset();
    m_keyring.reset();
}

void ServersFaultsTest::takeBusAddress()
{
    m_cli->environment.insert(
        QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
}

void ServersFaultsTest::checkListFails(qint64 limitMs)
{
    Outcome listed;
    for (int attempt = 0; attempt < 10; ++attempt) { // the machine may be busy with other tests
        listed = m_cli->run("--json servers list");
        if (listed.milliseconds <= limitMs) {
            break;
        }
    }
    REQUIRE_STATUS(listed, 7);
    QCOMPARE(listed.json().array().size(), 1);
    QVERIFY(!listed.messages.isEmpty());
    qInfo("answered after %lld ms", listed.milliseconds);
    QVERIFY2(listed.milliseconds <= limitMs, QByteArray::number(listed.milliseconds).constData());
    const Outcome files = m_cli->run("--backend file servers list");
    REQUIRE_STATUS(files, 0); // the keyring is not asked
    QVERIFY2(files.milliseconds <= startMs + 1000, QByteArray::number(files.milliseconds).constData());
}

void ServersFaultsTest::noBusIsToldAtOnce_data()
{
    QTest::addColumn<QString>("address");

    QTest::newRow("unset") << QString(); // EDGE 1
    QTest::newRow("disabled") << QStringLiteral("disabled:"); // EDGE 2
    QTest::newRow("stale") << QStringLiteral("unix:path=/nonexistent/bus");
    QTest::newRow("garbage") << QStringLiteral("garbage");
}

void ServersFaultsTest::noBusIsToldAtOnce()
{
    QFETCH(const QString, address);

    m_cli->environment.remove(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    if (!address.isNull()) {
        m_cli->environment.insert(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), address);
    }
    checkListFails(startMs);
}

void ServersFaultsTest::noServiceIsToldAtOnce()
{
    QVERIFY(m_keyring->startBus()); // EDGE 3
    takeBusAddress();
    checkListFails(startMs);
    const Outcome added = m_cli->run("servers add --no-verify a.example.com", token);
    REQUIRE_STATUS(added, 7);
}

void ServersFaultsTest::aHungKeyringIsGivenUp()
{
    QVERIFY(m_keyring->start()); // EDGE 4
    takeBusAddress();
    m_keyring->pauseDaemon();
    checkListFails(startMs + 2500);
    m_keyring->continueDaemon();
    REQUIRE_STATUS(m_cli->run("servers list"), 0);
}

void ServersFaultsTest::aLockedKeyringIsNeverAnEmptyOne()
{
    QVERIFY(m_keyring->start()); // EDGE 5, 8
    takeBusAddress();
    REQUIRE_STATUS(m_cli->run("servers add --no-verify a.example.com", token), 0);
    const QByteArray before = m_keyring->lookup();
    QVERIFY(m_keyring->lock());
    checkListFails(startMs + 500);
    for (const char* words :
        { "servers show a.example.com", "servers remove a.example.com", "servers use a.example.com" }) {
        REQUIRE_STATUS(m_cli->run(words), 7);
    }
    REQUIRE_STATUS(m_cli->run("servers add --no-verify b.example.com", token), 7);
    const Outcome status = m_cli->run("--json servers status");
    REQUIRE_STATUS(status, 0);
    QCOMPARE(
        status.json()[QLatin1String("keyring")][QLatin1String("state")].toString(), QStringLiteral("locked"));
    QVERIFY(m_keyring->unlock());
    QCOMPARE(m_keyring->lookup(), before);
    REQUIRE_STATUS(m_cli->run("servers show a.example.com"), 0);
}

void ServersFaultsTest::aDeniedKeyringIsUnavailable()
{
    QVERIFY(m_keyring->startBus() && m_keyring->startMock(QStringLiteral("denied")));
    takeBusAddress();
    checkListFails(startMs + 500);
}

QTEST_GUILESS_MAIN(ServersFaultsTest)
#include "servers_faults_test.moc"
