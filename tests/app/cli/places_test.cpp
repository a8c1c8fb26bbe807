// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/logins_bench.h"

#include <QtTest>

using namespace latchkey::test;

/// `places`: the copies that other programs keep.
class PlacesTest final : public QObject
{
    Q_OBJECT

    /// `program state` of each row, in order.
    QStringList statesOf(const char* words);

    std::unique_ptr<LoginsBench> m_bench;

private Q_SLOTS:
    void init();
    void cleanup();

    void listTellsEveryPlaceAndHowItCompares();
    void listHasExactlyTheFieldsOfTheContract();
    void whatCannotBeReadIsARow();
    void adoptChecksAndStores();
    void copyOverPutsOurTokenThere();
    void removeTakesOneCopyOnly();
    void aPlaceIsNamedAndNeverGuessed();
    void theEnvironmentCannotBeChanged();
};

void PlacesTest::init()
{
    m_bench = std::make_unique<LoginsBench>();
    QVERIFY(m_bench->start());
}

void PlacesTest::cleanup()
{
    const QByteArray said = m_bench->cli.everythingSaid();
    QVERIFY2(!said.contains(m_bench->ada.mid(11)), "a token was said");
    m_bench.reset();
}

QStringList PlacesTest::statesOf(const char* words)
{
    QStringList states;
    const QJsonArray rows = m_bench->run(words).json().array();
    for (const auto& row : rows) {
        states.append(
            row[QLatin1String("program")].toString() + u' ' + row[QLatin1String("state")].toString());
    }
    return states;
}

void PlacesTest::listTellsEveryPlaceAndHowItCompares()
{
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    REQUIRE_STATUS(m_bench->run("servers use URL"), 0);
    const QString url = m_bench->server.url();
    m_bench->writeForeign(QStringLiteral("data/coder-gateway/a"), url, m_bench->ada);
    m_bench->writeForeign(QStringLiteral("data/coder-gateway/b"), url, m_bench->bob);
    m_bench->writeForeign(
        QStringLiteral("data/coder-gateway/c"), QStringLiteral("https://x.example"), m_bench->bob);
    m_bench->cli.environment.insert(QStringLiteral("CODER_URL"), url);
    m_bench->cli.environment.insert(QStringLiteral("CODER_SESSION_TOKEN"), QString::fromLatin1(m_bench->bob));
    const QStringList own { QStringLiteral("Shared keyring entry same"), QStringLiteral("Latchkey same"),
        QStringLiteral("Coder CLI same") };
    const QStringList foreign { QStringLiteral("JetBrains Gateway same"),
        QStringLiteral("JetBrains Gateway differs") };
    const QStringList variable { QStringLiteral("Environment differs") };
    QCOMPARE(statesOf("--json places list"),
        own + foreign + QStringList { QStringLiteral("JetBrains Gateway only_here") } + variable);
    QCOMPARE(statesOf("--json places list URL"), own + foreign + variable);
    REQUIRE_STATUS(m_bench->run("places list URL --account carol"), 3);

    m_bench->cli.environment.remove(QStringLiteral("CODER_SESSION_TOKEN"));
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->bob), 0);
    const QStringList asBob = statesOf("--json places list URL --account bob");
    QCOMPARE(asBob.filter(QStringLiteral("Gateway")),
        QStringList(
            { QStringLiteral("JetBrains Gateway differs"), QStringLiteral("JetBrains Gateway same") }));
    REQUIRE_CONTAINS(m_bench->run("places list").output, "only here");
}

void PlacesTest::listHasExactlyTheFieldsOfTheContract()
{
    QCOMPARE(m_bench->run("--json places list").output, QByteArray("[]\n"));
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    const QJsonObject row = m_bench->run("--json places list").json().array().at(0).toObject();
    QCOMPARE(fieldsOf(row),
        QStringLiteral("account,fingerprint,location,origin,program,state,token_id").split(u','));
    QCOMPARE(row[QLatin1String("origin")].toString(), m_bench->server.url());
    QCOMPARE(row[QLatin1String("account")].toString(), QStringLiteral("ada"));
    QCOMPARE(row[QLatin1String("token_id")].toString(), QStringLiteral("CanaryTokA"));
    QCOMPARE(row[QLatin1String("fingerprint")].toString().size(), 8);
    QCOMPARE(row[QLatin1String("location")].toString(), QStringLiteral("coder-v2-credentials"));
}

void PlacesTest::whatCannotBeReadIsARow()
{
    const QString folder =
        m_bench->writeForeign(QStringLiteral("data/coder-gateway/a"), m_bench->server.url(), m_bench->ada);
    QFile::setPermissions(
        folder + QStringLiteral("/session"), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther);
    const Outcome listed = m_bench->run("--json places list");
    REQUIRE_STATUS(listed, 0);
    QCOMPARE(statesOf("--json places list"), QStringList { QStringLiteral("JetBrains Gateway unreadable") });
    REQUIRE_CONTAINS(listed.messages, "chmod");
    for (const char* words : { "places adopt URL gateway", "places remove URL gateway" }) {
        const Outcome refused = m_bench->run(words);
        QVERIFY2(refused.status == 7 || refused.status == 6, refused.description().constData());
    }
}

void PlacesTest::adoptChecksAndStores()
{
    m_bench->writeForeign(QStringLiteral("data/coder-gateway/a"), m_bench->server.url(), m_bench->ada);
    m_bench->server.answerAll(CoderServer::Reply::withStatus(401));
    REQUIRE_STATUS(m_bench->run("places adopt URL gateway"), 8);
    QCOMPARE(m_bench->rows().size(), 0);
    m_bench->server.answerAsUsual();
    REQUIRE_STATUS(m_bench->run("places adopt URL gateway"), 0);
    QCOMPARE(m_bench->row(QStringLiteral("ada"))[QLatin1String("stored_in")].toString(),
        QStringLiteral("keyring"));
    QVERIFY(m_bench->sharedEntryHolds(m_bench->ada));
}

void PlacesTest::copyOverPutsOurTokenThere()
{
    QVERIFY(m_bench->addBoth());
    const QString folder =
        m_bench->writeForeign(QStringLiteral("data/coder-gateway/a"), m_bench->server.url(), m_bench->bob);
    const Outcome done = m_bench->run("--json places copy-over URL gateway --account ada");
    REQUIRE_STATUS(done, 0);
    QCOMPARE(done.json()[QLatin1String("token_id")].toString(), QStringLiteral("CanaryTokA"));
    QCOMPARE(contentOf(folder + QStringLiteral("/session")), m_bench->ada);
    QCOMPARE(contentOf(folder + QStringLiteral("/url")), m_bench->server.url().toUtf8());
    REQUIRE_STATUS(m_bench->run("places copy-over https://x.example gateway"), 3);
}

void PlacesTest::removeTakesOneCopyOnly()
{
    REQUIRE_STATUS(m_bench->run("servers add URL", m_bench->ada), 0);
    const QString folder =
        m_bench->writeForeign(QStringLiteral("data/coder-gateway/a"), m_bench->server.url(), m_bench->ada);
    const Outcome removed = m_bench->run("places remove URL gateway");
    REQUIRE_STATUS(removed, 0);
    REQUIRE_CONTAINS(removed.output, "still accepts");
    QCOMPARE(m_bench->cli.filesHolding(m_bench->ada), QStringList());
    QVERIFY(QFile::exists(folder + QStringLiteral("/url")));
    QVERIFY(m_bench->sharedEntryHolds(m_bench->ada));
    QVERIFY(m_bench->server.accepts(m_bench->ada));
    REQUIRE_STATUS(m_bench->run("places remove URL gateway"), 3);
}

void PlacesTest::aPlaceIsNamedAndNeverGuessed()
{
    const QString url = m_bench->server.url();
    const QString one = m_bench->writeForeign(QStringLiteral("data/coder-gateway/a"), url, m_bench->ada);
    const QString two = m_bench->writeForeign(QStringLiteral("data/coder-gateway/b"), url, m_bench->ada);
    const Outcome several = m_bench->run("places remove URL gateway");
    REQUIRE_STATUS(several, 2);
    REQUIRE_CONTAINS(several.messages, one.toUtf8());
    REQUIRE_CONTAINS(several.messages, two.toUtf8());
    REQUIRE_STATUS(m_bench->run("places remove URL vscode"), 3);
    REQUIRE_STATUS(m_bench->run("places remove URL coder-desktop"), 3);
    QStringList words = m_bench->wordsOf("places remove URL");
    REQUIRE_STATUS(m_bench->cli.run(words << two + u'/'), 0);
    QCOMPARE(contentOf(one + QStringLiteral("/session")), m_bench->ada);
    QCOMPARE(contentOf(two + QStringLiteral("/session")), QByteArray("(none)"));
}

void PlacesTest::theEnvironmentCannotBeChanged()
{
    m_bench->cli.environment.insert(QStringLiteral("CODER_URL"), m_bench->server.url());
    m_bench->cli.environment.insert(QStringLiteral("CODER_SESSION_TOKEN"), QString::fromLatin1(m_bench->ada));
    const Outcome refused = m_bench->run("places remove URL environment");
    REQUIRE_STATUS(refused, 1);
    REQUIRE_CONTAINS(refused.messages, "unset CODER_SESSION_TOKEN");
    REQUIRE_STATUS(m_bench->run("places adopt URL environment"), 0); // but it can be read
    QVERIFY(m_bench->sharedEntryHolds(m_bench->ada));
}

QTEST_GUILESS_MAIN(PlacesTest)
#include "places_test.moc"
