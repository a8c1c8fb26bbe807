// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/logins_bench.h"

#include <QDir>
#include <QProcess>
#include <QtTest>

using namespace latchkey::test;

using Reply = CoderServer::Reply;

/// `servers` with several accounts, which a real server tells of.
class ServersAccountsTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<LoginsBench> m_bench;

private Q_SLOTS:
    void init();
    void cleanup();

    void addTakesTheAccountsNameFromTheServer();
    void aTokenThatIsNotCheckedIsNotStored_data();
    void aTokenThatIsNotCheckedIsNotStored();
    void aTokenIsNotStoredUnderAnothersName();
    void anAccountsNewTokenReplacesItsOlderOne();
    void twoAccountsOnOneHostTakeTurns();
    void whatCannotBeTakenBackWantsAName();
    void accountsHaveThreeNames();
    void verifyTellsWhomAndUntilWhen();
    void verifyTellsWhyNot_data();
    void verifyTellsWhyNot();
    void aNameThatAShellWouldReadIsNotProposed();
    void verifyAsksAFewAtOnce();
    void noTokenStandsInAnyCommandLine();
};

void ServersAccountsTest::init()
{
    m_bench = std::make_unique<LoginsBench>();
    QVERIFY(m_bench->start());
}

void ServersAccountsTest::cleanup()
{
    const QByteArray said = m_bench->cli.everythingSaid();
    QVERIFY2(!said.contains(m_bench->ada.mid(11)), "a token was said");
    m_bench.reset();
}

void ServersAccountsTest::addTakesTheAccountsNameFromTheServer()
{
    const QByteArray url = m_bench->server.url().toUtf8();
    const Outcome added = m_bench->run("servers add URL", m_bench->ada);
    REQUIRE_STATUS(added, 0);
    QCOMPARE(added.output, "Stored the login of ada on " + url + " in the keyring.\n");
    const Outcome second = m_bench->run("--json servers add URL --account bob", m_bench->bob);
    REQUIRE_STATUS(second, 0);
    QCOMPARE(second.json()[QLatin1String("account")].toString(), QStringLiteral("bob"));
    QCOMPARE(second.json()[QLatin1String("status")].toString(), QStringLiteral("ok"));
    REQUIRE_CONTAINS(second.messages, "ada on " + url + ", is kept");
    QCOMPARE(m_bench->rows().size(), 2);
    const QJsonObject parked = m_bench->row(QStringLiteral("ada"));
    QCOMPARE(parked[QLatin1String("stored_in")].toString(), QStringLiteral("parked"));
    QCOMPARE(parked[QLatin1String("token_id")].toString(), QStringLiteral("CanaryTokA"));
    QCOMPARE(parked[QLatin1String("expires_at")].toInteger(), 4102444800LL);
    QCOMPARE(fieldsOf(parked),
        QStringLiteral("account,active,expires_at,host,origin,status,stored_in,token_id").split(u','));
    REQUIRE_CONTAINS(m_bench->run("servers show URL --account ada").output, "ada");
}

void ServersAccountsTest::aTokenThatIsNotCheckedIsNotStored_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<QString>("backend");

    for (const auto& backend : { QStringLiteral("keyring"), QStringLiteral("file") }) {
        QTest::addRow("refused, %s", qPrintable(backend)) << 401 << backend;
        QTest::addRow("server's fault, %s", qPrintable(backend)) << 500 << backend;
    }
}

void ServersAccountsTest::aTokenThatIsNotCheckedIsNotStored()
{
    QFETCH(const int, answer);
    QFETCH(const QString, backend);

    m_bench->server.answerAll(Reply::withStatus(answer));
    const QByteArray words = "--backend " + backend.toLatin1() + " servers add URL";
    const Outcome refused = m_bench->run(words.constData(), m_bench->ada);
    REQUIRE_STATUS(refused, 8);
    REQUIRE_CONTAINS(refused.messages, "add --no-verify");
    QCOMPARE(m_bench->rows().size(), 0);
    QCOMPARE(m_bench->cli.filesHolding(m_bench->ada), QStringList());

    REQUIRE_STATUS(m_bench->run((words + " --no-verify --account ada").constData(), m_bench->ada), 0);
    QCOMPARE(
        m_bench->row(QStringLiteral("ada"))[QLatin1String("status")].toString(), QStringLiteral("unchecked"));
}

void ServersAccountsTest::aTokenIsNotStoredUnderAnothersName()
{
    const Outcome refused = m_bench->run("servers add URL --account bob", m_bench->ada); // EDGE 43, 45
    REQUIRE_STATUS(refused, 2);
    REQUIRE_CONTAINS(refused.messages, "ada");
    QCOMPARE(m_bench->rows().size(), 0);
}

void ServersAccountsTest::anAccountsNewTokenReplacesItsOlderOne()
{
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    const QByteArray newer = "CanaryTokC-abcdefghijklmnopqrstuv";
    CoderServer::Account account;
    account.username = QStringLiteral("ada");
    m_bench->server.addToken(newer, account);
    const Outcome added = m_bench->run("servers add URL", newer);
    REQUIRE_STATUS(added, 0);
    REQUIRE_CONTAINS(added.output, "in place of an older one");
    QCOMPARE(added.messages, QByteArray());
    QCOMPARE(m_bench->rows().size(), 1);
    QVERIFY(m_bench->sharedEntryHolds(newer));
}

void ServersAccountsTest::twoAccountsOnOneHostTakeTurns()
{
    QVERIFY(m_bench->addBoth());
    const QByteArray url = m_bench->server.url().toUtf8();
    for (int turn = 0; turn < 3; ++turn) {
        const Outcome used = m_bench->run("servers use URL --account ada");
        REQUIRE_STATUS(used, 0);
        QCOMPARE(used.output, "Now using ada on " + url + ".\n");
        QCOMPARE(m_bench->session(), m_bench->ada);
        QVERIFY(m_bench->sharedEntryHolds(m_bench->ada) && !m_bench->sharedEntryHolds(m_bench->bob));
        const Outcome other = m_bench->run("--json servers use URL --account bob");
        REQUIRE_STATUS(other, 0);
        QCOMPARE(other.json()[QLatin1String("account")].toString(), QStringLiteral("bob"));
        QCOMPARE(m_bench->session(), m_bench->bob);
        QVERIFY(m_bench->sharedEntryHolds(m_bench->bob) && !m_bench->sharedEntryHolds(m_bench->ada));
    }
    QCOMPARE(m_bench->run("servers use -").output, "Now using ada on " + url + ".\n");
    QVERIFY(m_bench->row(QStringLiteral("ada"))[QLatin1String("active")].toBool());
    QVERIFY(!m_bench->row(QStringLiteral("bob"))[QLatin1String("active")].toBool());
    // What is not named is the one in the shared entry.
    QCOMPARE(m_bench->run("--json servers show URL").json()[QLatin1String("account")].toString(),
        QStringLiteral("ada"));
    const Outcome status = m_bench->run("--json servers status");
    QCOMPARE(status.json()[QLatin1String("previous_account")].toString(), QStringLiteral("bob"));
    REQUIRE_CONTAINS(m_bench->run("servers status").output, "ada on " + url);
}

void ServersAccountsTest::whatCannotBeTakenBackWantsAName()
{
    QVERIFY(m_bench->addBoth());
    for (const char* words : { "servers remove URL", "servers sign-out URL" }) {
        const Outcome outcome = m_bench->run(words);
        REQUIRE_STATUS(outcome, 2);
        REQUIRE_CONTAINS(outcome.messages, "ada");
        REQUIRE_CONTAINS(outcome.messages, "bob");
        REQUIRE_CONTAINS(outcome.messages, "--account");
    }
    QVERIFY(m_bench->server.accepts(m_bench->ada) && m_bench->server.accepts(m_bench->bob));
    REQUIRE_STATUS(m_bench->run("servers remove URL --account carol"), 3);
    const Outcome removed = m_bench->run("--json servers remove URL --account ada");
    REQUIRE_STATUS(removed, 0);
    QCOMPARE(removed.json()[QLatin1String("account")].toString(), QStringLiteral("ada"));
    QCOMPARE(removed.json()[QLatin1String("removed_from")].toString(), QStringLiteral("parked"));
    QCOMPARE(m_bench->rows().size(), 1);
    QVERIFY(m_bench->sharedEntryHolds(m_bench->bob));
    REQUIRE_STATUS(m_bench->run("servers remove URL"), 0); // the only one needs no name
}

void ServersAccountsTest::accountsHaveThreeNames()
{
    QVERIFY(m_bench->addBoth());
    const QByteArray shown = m_bench->run("servers show URL --account ada").output;
    static const QRegularExpression line(QStringLiteral("Fingerprint +([0-9a-f]{8})"));
    const QString fingerprint = line.match(QString::fromUtf8(shown)).captured(1);
    for (const QString& name : { QStringLiteral("ada"), QStringLiteral("CanaryTokA"), fingerprint }) {
        QStringList words = m_bench->wordsOf("--json servers show URL --account");
        const Outcome found = m_bench->cli.run(words << name);
        QCOMPARE(found.json()[QLatin1String("account")].toString(), QStringLiteral("ada"));
    }
}

void ServersAccountsTest::verifyTellsWhomAndUntilWhen()
{
    REQUIRE_STATUS(m_bench->run("servers add URL --no-verify", m_bench->ada), 0);
    const Outcome verified = m_bench->run("--json servers verify URL"); // EDGE 44
    REQUIRE_STATUS(verified, 0);
    QCOMPARE(verified.json().array().size(), 1);
    const QJsonObject row = verified.json().array().at(0).toObject();
    QCOMPARE(fieldsOf(row),
        QStringLiteral("account,active,checked_at,created,expires_at,host,last_used,origin,reason,status,"
                       "stored_in,token_id,username")
            .split(u','));
    QCOMPARE(row[QLatin1String("username")].toString(), QStringLiteral("ada"));
    QCOMPARE(row[QLatin1String("account")].toString(), QStringLiteral("ada"));
    QCOMPARE(row[QLatin1String("status")].toString(), QStringLiteral("ok"));
    QCOMPARE(row[QLatin1String("created")].toInteger(), 1767323045LL);
    QCOMPARE(row[QLatin1String("last_used")].toInteger(), 1767398400LL);
    QCOMPARE(row[QLatin1String("expires_at")].toInteger(), 4102444800LL);
    QVERIFY(row[QLatin1String("checked_at")].toInteger() > 1767323045LL);
    QVERIFY(row[QLatin1String("reason")].isNull());
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->bob), 0);
    const Outcome both = m_bench->run("servers verify");
    REQUIRE_STATUS(both, 0);
    REQUIRE_CONTAINS(both.output, "ada");
    REQUIRE_CONTAINS(both.output, "2100-01-01");
    QCOMPARE(both.output.count("  ok  "), 2);
    REQUIRE_STATUS(m_bench->run("servers verify URL --account carol"), 3);
    REQUIRE_STATUS(m_bench->run("servers verify https://other.example"), 3);
}

void ServersAccountsTest::verifyTellsWhyNot_data()
{
    QTest::addColumn<int>("answer");
    QTest::addColumn<QString>("status");

    // EDGE 44: only a definite 401 is a refusal.
    QTest::newRow("401") << 401 << QStringLiteral("refused");
    QTest::newRow("403") << 403 << QStringLiteral("could_not_check");
    QTest::newRow("404") << 404 << QStringLiteral("could_not_check");
    QTest::newRow("500") << 500 << QStringLiteral("could_not_check");
    QTest::newRow("no server") << 0 << QStringLiteral("could_not_check");
}

void ServersAccountsTest::verifyTellsWhyNot()
{
    QFETCH(const int, answer);
    QFETCH(const QString, status);

    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    if (answer == 0) {
        m_bench->server.stop();
    } else {
        m_bench->server.answerAll(Reply::withStatus(answer));
    }
    const Outcome verified = m_bench->run("--json servers verify");
    REQUIRE_STATUS(verified, 8);
    const QJsonObject row = verified.json().array().at(0).toObject();
    QCOMPARE(row[QLatin1String("status")].toString(), status);
    QVERIFY(!row[QLatin1String("reason")].toString().isEmpty());
    QCOMPARE(row[QLatin1String("username")].toString(), QStringLiteral("ada")); // what was known stays
    REQUIRE_CONTAINS(verified.messages, "ada on");
    // The list tells the same story.
    QCOMPARE(m_bench->row(QStringLiteral("ada"))[QLatin1String("status")].toString(), status);
}

void ServersAccountsTest::aNameThatAShellWouldReadIsNotProposed()
{
    CoderServer::Account account;
    account.username = QStringLiteral("ada;reboot\u202e");
    m_bench->server.addToken(m_bench->ada, account);
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    m_bench->server.stop();
    const Outcome failed = m_bench->run("servers sign-out URL");
    REQUIRE_STATUS(failed, 8);
    REQUIRE_CONTAINS(failed.messages, "ada;reboot\\u202e on"); // as text, without its hidden character
    QVERIFY2(!failed.messages.contains("--account ada"), failed.messages.constData());
}

void ServersAccountsTest::verifyAsksAFewAtOnce()
{
    for (int i = 0; i < 6; ++i) {
        const QByteArray token = "CanaryTok" + QByteArray::number(i) + "-abcdefghijklmnopqrstuv";
        CoderServer::Account account;
        account.username = QStringLiteral("user%1").arg(i);
        account.expires = QStringLiteral("2100-01-01T00:00:00Z");
        m_bench->server.addToken(token, account);
        REQUIRE_STATUS(m_bench->run("servers add URL --no-verify", token), 0);
    }
    QProcess verifying;
    verifying.setProcessEnvironment(m_bench->cli.environment);
    m_bench->server.hold();
    verifying.start(latchkeyctlProgram(), m_bench->wordsOf("--json servers verify"));
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->server.waiting(), 4, 20'000);
    m_bench->server.release();
    QVERIFY(verifying.waitForFinished());
    QCOMPARE(verifying.exitCode(), 0);
    QCOMPARE(QJsonDocument::fromJson(verifying.readAllStandardOutput()).array().size(), 6);
    QCOMPARE(m_bench->server.mostAtOnce(), 4);
}

void ServersAccountsTest::noTokenStandsInAnyCommandLine()
{
    QProcess adding;
    adding.setProcessEnvironment(m_bench->cli.environment);
    m_bench->server.hold();
    adding.start(latchkeyctlProgram(), m_bench->wordsOf("servers add URL"));
    adding.write(m_bench->ada);
    adding.closeWriteChannel();
    QTRY_COMPARE_WITH_TIMEOUT(m_bench->server.waiting(), 1, 20'000);
    int looked = 0;
    const QStringList processes = QDir(QStringLiteral("/proc")).entryList(QDir::Dirs);
    for (const QString& process : processes) {
        const QByteArray line = contentOf(QStringLiteral("/proc/%1/cmdline").arg(process));
        looked += line.contains("latchkeyctl") ? 1 : 0;
        QVERIFY2(!line.contains(m_bench->ada.mid(11)), "a token stands in a command line");
    }
    QVERIFY(looked > 0);
    m_bench->server.release();
    QVERIFY(adding.waitForFinished());
    QCOMPARE(adding.exitCode(), 0);
}

QTEST_GUILESS_MAIN(ServersAccountsTest)
#include "servers_accounts_test.moc"
