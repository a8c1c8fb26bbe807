// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/logins_bench.h"

#include <QtTest>

using namespace latchkey::test;

using Reply = CoderServer::Reply;

/// `servers sign-out` against a real server, and what other programs did meanwhile.
class ServersSignOutTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoginsBench> m_bench;

private Q_SLOTS:
    void init();
    void cleanup();

    void signOutEndsTheTokenAndRemovesEveryCopy();
    void aTokenThatHasEndedBeforeIsRemoved();
    void otherProgramsCopiesAreNamedAndStay();
    void anUnreachableServerLeavesEverythingAndIsRemembered_data();
    void anUnreachableServerLeavesEverythingAndIsRemembered();
    void anUnfinishedSignOutCanBeForgotten();
    void evenIfUnreachableRemovesAllTheSame();
    void withoutAKeyringTheFilesAreSignedOut();
    void importTakesTheTerminalsLogin();
    void aForeignSignInIsToldAndSettled_data();
    void aForeignSignInIsToldAndSettled();
};

void ServersSignOutTest::init()
{
    m_bench = std::make_unique<LoginsBench>();
    QVERIFY(m_bench->start());
}

void ServersSignOutTest::cleanup()
{
    const QByteArray said = m_bench->cli.everythingSaid();
    QVERIFY2(!said.contains(m_bench->ada.mid(11)), "a token was said");
    m_bench.reset();
}

void ServersSignOutTest::signOutEndsTheTokenAndRemovesEveryCopy()
{
    QVERIFY(m_bench->addBoth());
    REQUIRE_STATUS(m_bench->run("servers use URL --account ada"), 0);
    const Outcome signedOut = m_bench->run("--json servers sign-out URL --account ada");
    REQUIRE_STATUS(signedOut, 0);
    REQUIRE_CONTAINS(signedOut.messages, "keyring, parked, CLI files");
    QVERIFY(signedOut.json()[QLatin1String("ended_at_server")].toBool());
    QCOMPARE(signedOut.json()[QLatin1String("account")].toString(), QStringLiteral("ada"));
    QCOMPARE(signedOut.json()[QLatin1String("removed_from")].toArray().size(), 3);
    QVERIFY(!m_bench->server.accepts(m_bench->ada));
    QVERIFY(m_bench->server.accepts(m_bench->bob));
    QVERIFY(!m_bench->sharedEntryHolds(m_bench->ada));
    QCOMPARE(m_bench->cli.filesHolding(m_bench->ada), QStringList());
    QCOMPARE(m_bench->rows().size(), 1);
    const Outcome other = m_bench->run("servers sign-out URL");
    REQUIRE_STATUS(other, 0);
    REQUIRE_CONTAINS(other.output, "Signed out: bob on");
    REQUIRE_STATUS(m_bench->run("servers sign-out URL"), 3);
}

void ServersSignOutTest::aTokenThatHasEndedBeforeIsRemoved()
{
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    m_bench->server.removeToken(m_bench->ada);
    REQUIRE_STATUS(m_bench->run("servers sign-out URL"), 0);
    QCOMPARE(m_bench->rows().size(), 0);
}

void ServersSignOutTest::otherProgramsCopiesAreNamedAndStay()
{
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    const QString same =
        m_bench->writeForeign(QStringLiteral("data/coder-gateway/same"), m_bench->server.url(), m_bench->ada);
    const QString other = m_bench->writeForeign(
        QStringLiteral("data/coder-gateway/other"), m_bench->server.url(), m_bench->bob);
    const Outcome signedOut = m_bench->run("servers sign-out URL --yes");
    REQUIRE_STATUS(signedOut, 0);
    REQUIRE_CONTAINS(signedOut.messages, "JetBrains Gateway (" + same.toUtf8() + ')');
    QVERIFY(!signedOut.messages.contains(other.toUtf8()));
    QCOMPARE(contentOf(same + QStringLiteral("/session")), m_bench->ada);
    QCOMPARE(contentOf(other + QStringLiteral("/session")), m_bench->bob);
}

void ServersSignOutTest::anUnreachableServerLeavesEverythingAndIsRemembered_data()
{
    QTest::addColumn<bool>("runs");

    QTest::newRow("no server") << false;
    QTest::newRow("a fault of its own") << true;
}

void ServersSignOutTest::anUnreachableServerLeavesEverythingAndIsRemembered()
{
    QFETCH(const bool, runs);

    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    if (runs) {
        m_bench->server.answerAll(Reply::withStatus(500));
    } else {
        m_bench->server.stop();
    }
    const Outcome failed = m_bench->run("servers sign-out URL"); // EDGE 46
    REQUIRE_STATUS(failed, 8);
    QCOMPARE(failed.output, QByteArray());
    REQUIRE_CONTAINS(failed.messages, "Nothing was removed");
    REQUIRE_CONTAINS(failed.messages, "--account ada");
    REQUIRE_CONTAINS(failed.messages, "--even-if-unreachable");
    QVERIFY(m_bench->sharedEntryHolds(m_bench->ada));
    QCOMPARE(m_bench->rows().size(), 1);
    const Outcome status = m_bench->run("--json servers status");
    const QJsonArray open = status.json()[QLatin1String("unfinished_sign_outs")].toArray();
    QCOMPARE(open.size(), 1);
    QCOMPARE(open.at(0)[QLatin1String("account")].toString(), QStringLiteral("ada"));
    REQUIRE_CONTAINS(status.messages, "is not finished");

    if (runs) {
        m_bench->server.answerAsUsual();
    } else {
        m_bench->server.start();
    }
    REQUIRE_STATUS(m_bench->run("servers sign-out URL --account ada"), 0);
    QVERIFY(!m_bench->server.accepts(m_bench->ada));
    QCOMPARE(m_bench->rows().size(), 0);
    const Outcome after = m_bench->run("--json servers status");
    QCOMPARE(after.json()[QLatin1String("unfinished_sign_outs")].toArray().size(), 0);
}

void ServersSignOutTest::anUnfinishedSignOutCanBeForgotten()
{
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    m_bench->server.stop();
    REQUIRE_STATUS(m_bench->run("servers sign-out URL"), 8);
    REQUIRE_STATUS(m_bench->run("servers sign-out URL --forget --even-if-unreachable"), 2);
    REQUIRE_STATUS(m_bench->run("servers sign-out URL --forget"), 0);
    const Outcome status = m_bench->run("--json servers status");
    QCOMPARE(status.json()[QLatin1String("unfinished_sign_outs")].toArray().size(), 0);
    QVERIFY(m_bench->sharedEntryHolds(m_bench->ada));
}

void ServersSignOutTest::evenIfUnreachableRemovesAllTheSame()
{
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    m_bench->server.stop();
    const Outcome removed = m_bench->run("servers sign-out URL --even-if-unreachable");
    REQUIRE_STATUS(removed, 0);
    REQUIRE_CONTAINS(removed.output, "Removed here");
    REQUIRE_CONTAINS(removed.messages, "may accept the token");
    QVERIFY(!m_bench->sharedEntryHolds(m_bench->ada));
    QCOMPARE(m_bench->rows().size(), 0);
}

void ServersSignOutTest::withoutAKeyringTheFilesAreSignedOut()
{
    REQUIRE_STATUS(m_bench->run("--backend file servers add URL", m_bench->ada), 0);
    REQUIRE_STATUS(m_bench->run("--backend file servers verify URL"), 0);
    REQUIRE_STATUS(m_bench->run("--backend file servers sign-out URL"), 0);
    QVERIFY(!m_bench->server.accepts(m_bench->ada));
    QCOMPARE(m_bench->cli.filesHolding(m_bench->ada), QStringList());
}

void ServersSignOutTest::importTakesTheTerminalsLogin()
{
    REQUIRE_STATUS(m_bench->run("servers import"), 3);
    m_bench->writeForeign(QStringLiteral("config/coderv2"), m_bench->server.url(), m_bench->ada);
    m_bench->writeForeign(
        QStringLiteral("data/coder-gateway/x"), QStringLiteral("https://x.example"), m_bench->bob);
    const Outcome imported = m_bench->run("--json servers import");
    REQUIRE_STATUS(imported, 0);
    QCOMPARE(imported.json()[QLatin1String("origin")].toString(), m_bench->server.url());
    QVERIFY(imported.json()[QLatin1String("active")].toBool());
    QVERIFY(m_bench->sharedEntryHolds(m_bench->ada));
    REQUIRE_CONTAINS(imported.messages, "latchkeyctl places adopt https://x.example gateway");
    const Outcome again = m_bench->run("servers import");
    REQUIRE_STATUS(again, 0);
    REQUIRE_CONTAINS(again.output, "already");
}

void ServersSignOutTest::aForeignSignInIsToldAndSettled_data()
{
    QTest::addColumn<QByteArray>("decision");
    QTest::addColumn<int>("rows");
    QTest::addColumn<bool>("newOneStands");

    QTest::newRow("keep") << QByteArray("keep") << 1 << true;
    QTest::newRow("both") << QByteArray("both") << 2 << true;
    QTest::newRow("restore") << QByteArray("restore") << 1 << false;
}

void ServersSignOutTest::aForeignSignInIsToldAndSettled()
{
    QFETCH(const QByteArray, decision);
    QFETCH(const int, rows);
    QFETCH(const bool, newOneStands);

    REQUIRE_STATUS(m_bench->run("servers settle URL keep"), 3);
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    QByteArray entry = m_bench->keyring.lookup();
    QVERIFY(m_bench->keyring.store(entry.replace(m_bench->ada, m_bench->bob)));
    const Outcome status = m_bench->run("--json servers status");
    const QJsonArray signIns = status.json()[QLatin1String("foreign_sign_ins")].toArray();
    QCOMPARE(signIns.size(), 1);
    QCOMPARE(
        signIns.at(0)[QLatin1String("before")][QLatin1String("account")].toString(), QStringLiteral("ada"));
    QCOMPARE(signIns.at(0)[QLatin1String("now")][QLatin1String("token_id")].toString(),
        QStringLiteral("CanaryTokB"));
    REQUIRE_CONTAINS(status.messages, "keep|both|restore");
    REQUIRE_STATUS(m_bench->run(("servers settle URL " + decision).constData()), 0);
    QCOMPARE(m_bench->rows().size(), rows);
    QCOMPARE(m_bench->sharedEntryHolds(m_bench->bob), newOneStands);
    QCOMPARE(m_bench->sharedEntryHolds(m_bench->ada), !newOneStands);
    REQUIRE_STATUS(m_bench->run(("servers settle URL " + decision).constData()), 3);
}

QTEST_GUILESS_MAIN(ServersSignOutTest)
#include "servers_sign_out_test.moc"
