// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"

#include "core/credentials/cli_files.h"
#include "tests/support/result_check.h"
#include "ui/servers/login_menu.h"
#include "ui/shared/secret_field.h"
#include "ui/shell/side_list_delegate.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QHeaderView>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>
#include <QtTest>

using namespace latchkey;
using test::DesktopFixture;

namespace {

constexpr char AliceToken[] = "AliceToken-abcdefghijklmnopqrstuv";
constexpr char BobToken[] = "BobsToken1-ABCDEFGHIJKLMNOPQRSTUV";

QString storedToken(DesktopFixture& fixture, const QString& host)
{
    return QJsonDocument::fromJson(fixture.keyring().text())
        .object()[host]
        .toObject()[QStringLiteral("api_token")]
        .toString();
}

} // namespace

/// The Servers page as a person uses it, over an in-memory keyring and real CLI files.
class ServersPageTest final : public QObject
{
    Q_OBJECT

private:
    static void startWithTwo(DesktopFixture& fixture)
    {
        REQUIRE_OK(fixture.addLogin("https://alpha.example.com", AliceToken));
        REQUIRE_OK(fixture.addLogin("https://beta.example.com", BobToken));
        fixture.start();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
    }

    static void select(DesktopFixture& fixture, const char* host)
    {
        const QModelIndex row =
            DesktopFixture::row(*fixture.servers()->model(), QString::fromLatin1(host), 1);
        QVERIFY(row.isValid());
        fixture.servers()->setCurrentIndex(row);
    }

    static credentials::CliLogin terminalLogin(DesktopFixture& fixture)
    {
        return fixture.services().cliFiles().read().value_or(credentials::CliLogin());
    }

    /// The host the terminal is signed in to; empty while it is signed out.
    static QString terminalHost(DesktopFixture& fixture)
    {
        const auto login = terminalLogin(fixture);
        return login.server && login.token ? login.server->hostKey() : QString();
    }

    static QByteArray terminalToken(DesktopFixture& fixture)
    {
        const auto login = terminalLogin(fixture);
        return login.token ? login.token->bytes().toByteArray() : QByteArray();
    }

private Q_SLOTS:
    void cleanup() { QApplication::clipboard()->clear(); }

    void saysWhatToDoWhenNothingIsStored()
    {
        DesktopFixture fixture;
        fixture.start();
        auto* action = fixture.find<QPushButton>("emptyAction");
        QTRY_VERIFY(action->isVisible());
        QCOMPARE(fixture.find<QLabel>("emptyTitle")->text(), QStringLiteral("No servers yet"));
        action->click();
        QVERIFY(fixture.find<QDialog>("addServerDialog")->isVisible());
    }

    void usesASelectedLoginAndCanGoBack()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        select(fixture, "alpha.example.com");
        fixture.find<QPushButton>("useButton")->click();
        QTRY_COMPARE(fixture.window().findChild<QWidget*>(QStringLiteral("noticeBar"))->isVisible(), true);
        QCOMPARE(terminalHost(fixture), QStringLiteral("alpha.example.com"));
        QCOMPARE(terminalToken(fixture), QByteArray(AliceToken));
        QTRY_COMPARE(DesktopFixture::row(*fixture.servers()->model(), QStringLiteral("Active"), 2)
                         .siblingAtColumn(1)
                         .data()
                         .toString(),
            QStringLiteral("alpha.example.com"));

        select(fixture, "beta.example.com");
        fixture.find<QPushButton>("useButton")->click();
        QTRY_COMPARE(terminalHost(fixture), QStringLiteral("beta.example.com"));
        QTRY_VERIFY(fixture.shows("undoButton"));
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(terminalHost(fixture), QStringLiteral("alpha.example.com"));
    }

    void revealsForAWhileAndOnlyTheSelectedOne()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        select(fixture, "alpha.example.com");
        auto* secret = fixture.find<ui::SecretField>("secretField");
        QVERIFY(!secret->isRevealed());
        fixture.find<QToolButton>("revealButton")->click();
        QTRY_COMPARE(secret->shownText(), QString::fromLatin1(AliceToken));
        select(fixture, "beta.example.com");
        QVERIFY(!secret->isRevealed());
        // The answer for alpha comes when beta is selected: it must not show under beta's name.
        select(fixture, "alpha.example.com");
        fixture.find<QToolButton>("revealButton")->click();
        select(fixture, "beta.example.com");
        QTest::qWait(100);
        QVERIFY(!secret->isRevealed());
    }

    void copiesTheTokenMarkedAsSecret()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        select(fixture, "beta.example.com");
        fixture.find<QPushButton>("copyButton")->click();
        QTRY_COMPARE(QApplication::clipboard()->text(), QString::fromLatin1(BobToken));
    }

    void removesACopyAndUndoBringsItBack()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        select(fixture, "beta.example.com");
        fixture.find<QPushButton>("removeButton")->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        QVERIFY(storedToken(fixture, QStringLiteral("beta.example.com")).isEmpty());
        QTest::keyClick(&fixture.window(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        QCOMPARE(storedToken(fixture, QStringLiteral("beta.example.com")), QString::fromLatin1(BobToken));
    }

    void searchesAndSaysWhenNothingMatches()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        auto* search = fixture.find<QLineEdit>("search");
        search->setText(QStringLiteral("BETA"));
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        search->setText(QStringLiteral("gamma"));
        auto* action = fixture.find<QPushButton>("emptyAction");
        QTRY_VERIFY(action->isVisible());
        action->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        QVERIFY(fixture.servers()->isVisible());
    }

    void showsTheTerminalsLoginWhenTheKeyringIsLocked() // EDGE 1
    {
        DesktopFixture fixture;
        const auto server = credentials::ServerUrl::parse(QStringLiteral("https://files.example.com"));
        REQUIRE_OK(server);
        fixture.keyring().failWith(
            Error { ErrorCode::KeyringLocked, QStringLiteral("Locked, for this test.") });
        fixture.start();
        REQUIRE_OK(fixture.services().cliFiles().write(*server, Secret::takeFrom(QByteArray(AliceToken))));
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        QCOMPARE(fixture.find<QLabel>("bannerText")->text(), QStringLiteral("Locked, for this test."));
        QVERIFY(fixture.find("banner")->isVisible());
        const auto count = [&] {
            return fixture.find<QListWidget>("sideList")->item(0)->data(ui::SideListDelegate::CountRole);
        };
        QVERIFY(!count().isValid()); // what the keyring holds is not known
        fixture.keyring().failWith({});
        fixture.find<QPushButton>("bannerAction")->click();
        QTRY_VERIFY(
            fixture.find<QLabel>("bannerText")->text().startsWith(QStringLiteral("Your terminal is")));
        QCOMPARE(count().toInt(), 1);
    }

    void seesASignInByTheTerminalsToolByItself() // EDGE 47
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        const auto server = credentials::ServerUrl::parse(QStringLiteral("https://files.example.com"));
        const QString folder = fixture.services().cliFiles().folder();
        REQUIRE_OK(fixture.services().cliFiles().write(*server, Secret::takeFrom(QByteArray("first"))));
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 3);
        QVERIFY(QFile::remove(folder + QStringLiteral("/session")));
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
    }

    void offersTheSwitchInTheWindowWithoutATray()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        ui::LoginMenu* menu = fixture.window().loginMenu();
        QTRY_VERIFY(menu->actions().size() >= 3);
        QAction* beta = menu->actions()[1];
        QCOMPARE(beta->text(), QStringLiteral("beta.example.com"));
        beta->trigger();
        QTRY_COMPARE(terminalHost(fixture), QStringLiteral("beta.example.com"));
        QTRY_VERIFY(menu->actions().first()->isChecked());
        QCOMPARE(menu->actions().first()->text(), QStringLiteral("beta.example.com"));
    }

    void leadsFromTheMenuToTheSearchWhenThereAreMany() // EDGE 78
    {
        DesktopFixture fixture;
        for (int i = 0; i < 12; ++i) {
            REQUIRE_OK(fixture.addLogin("https://s" + QByteArray::number(i) + ".example.com",
                "Token" + QByteArray::number(10000 + i) + "-abcdefghijklmnopqrstuv"));
        }
        fixture.start();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 12);
        fixture.window().showPage(1);
        fixture.window().hide();
        QTRY_VERIFY(fixture.window().loginMenu()->findChild<QAction*>(QStringLiteral("more")) != nullptr);
        fixture.window().loginMenu()->findChild<QAction*>(QStringLiteral("more"))->trigger();
        QVERIFY(fixture.window().isVisible());
        QCOMPARE(fixture.window().currentPage(), 0);
        QCOMPARE(fixture.window().focusWidget(), fixture.find<QLineEdit>("search"));
    }

    void worksWithTheKeyboardOnly()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        fixture.window().activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
        QTest::keyClick(&fixture.window(), Qt::Key_F, Qt::ControlModifier);
        QVERIFY(fixture.find<QLineEdit>("search")->hasFocus());
        QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        for (int i = 0; i < 10 && QApplication::focusWidget() != fixture.servers(); ++i) {
            QTest::keyClick(QApplication::focusWidget(), Qt::Key_Tab);
        }
        QCOMPARE(QApplication::focusWidget(), fixture.servers());
        QTest::keyClick(fixture.servers(), Qt::Key_Down);
        QTest::keyClick(fixture.servers(), Qt::Key_Return);
        QTRY_COMPARE(terminalHost(fixture), QStringLiteral("beta.example.com"));
        QTest::keyClick(fixture.servers(), Qt::Key_Delete);
        QTRY_VERIFY(storedToken(fixture, QStringLiteral("beta.example.com")).isEmpty());
        QTest::keyClick(&fixture.window(), Qt::Key_2, Qt::ControlModifier);
        QCOMPARE(fixture.window().currentPage(), 1);
    }

    void remembersColumnsAndPage()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        fixture.servers()->horizontalHeader()->resizeSection(2, 133);
        fixture.servers()->sortByColumn(0, Qt::DescendingOrder);
        fixture.window().showPage(1);
        fixture.window().resize(900, 555);
        fixture.start();
        QCOMPARE(fixture.servers()->horizontalHeader()->sectionSize(2), 133);
        QCOMPARE(fixture.servers()->horizontalHeader()->sortIndicatorOrder(), Qt::DescendingOrder);
        QCOMPARE(fixture.window().currentPage(), 1);
        QCOMPARE(fixture.window().size(), QSize(900, 555));
    }

    void keepsTokensOutOfEverythingItWritesAndShows()
    {
        DesktopFixture fixture;
        startWithTwo(fixture);
        select(fixture, "alpha.example.com");
        for (const QWidget* widget : fixture.window().findChildren<QWidget*>()) {
            for (const QString& text :
                { widget->toolTip(), widget->accessibleName(), widget->windowTitle() }) {
                QVERIFY(!text.contains(QStringLiteral("abcdefghijklmnop")));
            }
        }
        fixture.stop();
        QDirIterator files(
            fixture.folder() + QStringLiteral("/.."), QDir::Files, QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            QVERIFY(file.open(QIODevice::ReadOnly));
            QVERIFY2(!file.readAll().contains("abcdefghijklmnop"), qPrintable(file.fileName()));
        }
    }
};

QTEST_MAIN(ServersPageTest)
#include "servers_page_test.moc"
