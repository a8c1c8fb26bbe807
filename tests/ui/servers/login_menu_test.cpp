// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_menu.h"

#include <QSignalSpy>
#include <QtTest>

using namespace latchkey;
using credentials::Login;
using credentials::LoginId;
using credentials::LoginOverview;
using ui::LoginMenu;

namespace {

Login login(const QString& host, const QString& fingerprint, const QString& account = {})
{
    Login result { .credential = { .key = host,
                       .server = credentials::ServerUrl::parse(host).value(),
                       .token = { .tokenId = {}, .fingerprint = fingerprint },
                       .problem = {} },
        .places = { credentials::Place::Keyring },
        .account = account,
        .check = {} };
    return result;
}

LoginOverview overviewOf(int servers)
{
    LoginOverview overview;
    for (int i = 0; i < servers; ++i) {
        overview.logins.append(login(
            QStringLiteral("s%1.example.com").arg(i, 3, 10, QLatin1Char('0')), QStringLiteral("f%1").arg(i)));
    }
    return overview;
}

/// The entries for logins, as they read.
QStringList entries(const LoginMenu& menu)
{
    QStringList texts;
    for (const QAction* action : menu.actions()) {
        if (action->isCheckable()) {
            texts.append(action->text());
        }
    }
    return texts;
}

} // namespace

/// The switch in tray and window, over made-up states of things.
class LoginMenuTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void showsTenAtMostAndAWayToTheRest_data() // EDGE 78
    {
        QTest::addColumn<int>("servers");
        QTest::addColumn<int>("shown");
        QTest::addColumn<bool>("more");
        QTest::newRow("none") << 0 << 0 << false;
        QTest::newRow("one") << 1 << 1 << false;
        QTest::newRow("ten") << 10 << 10 << false;
        QTest::newRow("eleven") << 11 << 10 << true;
        QTest::newRow("200") << 200 << 10 << true;
    }

    void showsTenAtMostAndAWayToTheRest()
    {
        QFETCH(int, servers);
        QFETCH(int, shown);
        QFETCH(bool, more);
        LoginMenu menu;
        menu.setOverview(overviewOf(servers));
        QCOMPARE(entries(menu).size(), shown);
        auto* action = menu.findChild<QAction*>(QStringLiteral("more"));
        QCOMPARE(action != nullptr, more);
        if (action != nullptr) {
            QSignalSpy spy(&menu, &LoginMenu::moreRequested);
            action->trigger();
            QCOMPARE(spy.count(), 1);
        }
        if (servers == 0) {
            QCOMPARE(menu.actions().first()->text(), QStringLiteral("No logins stored"));
            QVERIFY(!menu.actions().first()->isEnabled());
        }
    }

    void putsTheActiveOneFirstThenTheRecentThenTheRestByName()
    {
        LoginOverview overview = overviewOf(5);
        overview.logins[3].active = true;
        overview.recent = { *overview.logins[3].id(), *overview.logins[4].id(), *overview.logins[2].id() };
        LoginMenu menu;
        menu.setOverview(overview);
        QCOMPARE(entries(menu),
            QStringList({ QStringLiteral("s003.example.com"), QStringLiteral("s004.example.com"),
                QStringLiteral("s002.example.com"), QStringLiteral("s000.example.com"),
                QStringLiteral("s001.example.com") }));
        QVERIFY(menu.actions()[0]->isChecked());
        QVERIFY(!menu.actions()[1]->isChecked());
    }

    void keepsTheActiveOneWhenThereAreManyOthers()
    {
        LoginOverview overview = overviewOf(200);
        overview.logins[199].active = true;
        LoginMenu menu;
        menu.setOverview(overview);
        QCOMPARE(entries(menu).first(), QStringLiteral("s199.example.com"));
    }

    void tellsLoginsOfOneServerApart()
    {
        LoginOverview overview;
        overview.logins = { login(QStringLiteral("dev.example.com"), QStringLiteral("aaaa"),
                                QStringLiteral("alice")),
            login(QStringLiteral("dev.example.com"), QStringLiteral("bbbb"), QStringLiteral("alice")),
            login(QStringLiteral("dev.example.com"), QStringLiteral("cccc")),
            login(QStringLiteral("other.example.com"), QStringLiteral("dddd")) };
        overview.logins[1].credential.token.tokenId = QStringLiteral("AliceToken");
        LoginMenu menu;
        menu.setOverview(overview);
        QCOMPARE(entries(menu),
            QStringList({ QStringLiteral("alice (aaaa) on dev.example.com"),
                QStringLiteral("alice (AliceToken) on dev.example.com"),
                QStringLiteral("cccc on dev.example.com"), QStringLiteral("other.example.com") }));
    }

    void switchesToTheLoginThatWasChosen()
    {
        LoginOverview overview;
        overview.logins = { login(QStringLiteral("dev.example.com"), QStringLiteral("aaaa"),
                                QStringLiteral("alice")),
            login(QStringLiteral("dev.example.com"), QStringLiteral("bbbb"), QStringLiteral("bob")) };
        LoginMenu menu;
        menu.setOverview(overview);
        std::optional<LoginId> chosen;
        connect(&menu, &LoginMenu::useRequested, this, [&chosen](const LoginId& id) { chosen = id; });
        menu.actions()[1]->trigger();
        QCOMPARE(chosen, overview.logins[1].id());
    }

    void doublesAmpersandsAndNamesThePreviousLogin() // EDGE 78
    {
        LoginOverview overview;
        overview.logins = { login(
            QStringLiteral("dev.example.com"), QStringLiteral("aaaa"), QStringLiteral("R&D")) };
        overview.previous = overview.logins[0].id();
        LoginMenu menu;
        menu.setOverview(overview);
        QCOMPARE(entries(menu).first(), QStringLiteral("R&&D on dev.example.com"));
        QCOMPARE(menu.findChild<QAction*>(QStringLiteral("previous"))->text(),
            QStringLiteral("Previous login (R&&D on dev.example.com)"));
    }

    void leavesOutWhatCannotBeUsed()
    {
        LoginOverview overview = overviewOf(2);
        overview.logins[0].credential.problem =
            Error { ErrorCode::Corrupt, QStringLiteral("Broken, for this test.") };
        LoginMenu menu;
        menu.setOverview(overview);
        QCOMPARE(entries(menu), QStringList { QStringLiteral("s001.example.com") });
    }

    void saysWhenTheEnvironmentOverrides() // EDGE 41
    {
        LoginOverview overview;
        overview.logins = { login(
            QStringLiteral("dev.example.com"), QStringLiteral("aaaa"), QStringLiteral("alice")) };
        QCOMPARE(ui::activeLoginText(overview), QString());
        overview.logins[0].active = true;
        QCOMPARE(ui::activeLoginText(overview), QStringLiteral("alice on dev.example.com"));
        overview.overridingVariable = QStringLiteral("CODER_URL");
        QCOMPARE(ui::activeLoginText(overview),
            QStringLiteral("alice on dev.example.com, overridden by CODER_URL"));
    }
};

QTEST_MAIN(LoginMenuTest)
#include "login_menu_test.moc"
