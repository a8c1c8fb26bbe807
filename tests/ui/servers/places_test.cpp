// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/ui/servers/sample_logins.h"
#include "ui/servers/login_places_view.h"

#include <QDialog>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QRadioButton>
#include <QToolButton>

using namespace latchkey;
using namespace latchkey::test;

namespace {

const char* const Dev = "https://dev.example.com";
const QString Gateway = QStringLiteral("coder-gateway/dev.example.com");

} // namespace

/// Where a token lies, what other programs sign in to, and what the page offers about both.
class PlacesTest final : public QObject
{
    Q_OBJECT

private:
    /// The rows of "where it lies", as "name: state".
    static QStringList places(DesktopFixture& fixture)
    {
        QStringList rows;
        auto* view = fixture.find<ui::LoginPlacesView>("places");
        QStringList names;
        for (const QLabel* label : view->findChildren<QLabel*>(QStringLiteral("placeName"))) {
            if (label->isVisible()) {
                names.append(label->accessibleName());
            }
        }
        qsizetype i = 0;
        for (const QLabel* label : view->findChildren<QLabel*>(QStringLiteral("placeState"))) {
            if (label->isVisible()) {
                rows.append(QStringLiteral("%1: %2").arg(names.value(i++), label->text()));
            }
        }
        return rows;
    }

    /// Chooses an action in the menu of a place's row.
    static void choose(DesktopFixture& fixture, const QString& place, const QString& action)
    {
        for (auto* button : fixture.find("places")->findChildren<QToolButton*>()) {
            if (!button->isVisible() || button->accessibleName() != QStringLiteral("Actions for ") + place) {
                continue;
            }
            button->setFocus();
            QTest::keyClick(button, Qt::Key_Space);
            auto* menu = button->findChild<QMenu*>();
            for (QAction* each : menu->actions()) {
                if (each->text() == action) {
                    menu->close();
                    each->trigger();
                    return;
                }
            }
        }
        QFAIL("no such action");
    }

    static QByteArray tokenIn(DesktopFixture& fixture, const QString& place)
    {
        const auto held = credentials::CliFiles(fixture.root() + u'/' + place).read();
        return held && held->token ? held->token->bytes().toByteArray() : QByteArray();
    }

    static QByteArray inSharedEntry(DesktopFixture& fixture)
    {
        const auto token = waitFor(fixture.keyring().read(server(Dev)));
        return token ? token->bytes().toByteArray() : QByteArray();
    }

    /// alice and bob, and then another program signs in as carol.
    static void letAnotherProgramSignIn(DesktopFixture& fixture)
    {
        startWithAliceAndBob(fixture);
        REQUIRE_OK(fixture.addLogin(Dev, CarolToken));
        fixture.desktop().reload();
        QTRY_COMPARE(bannerText(fixture), QStringLiteral("Another program signed in to dev.example.com."));
    }

private Q_SLOTS:
    void listsStoresAndOtherProgramsWithoutATokenOnScreen()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(Gateway, Dev, AliceToken));
        REQUIRE_OK(fixture.signInForeign(
            QStringLiteral("Code/User/globalStorage/coder.coder-remote/dev.example.com"), Dev, CarolToken));
        startWithAliceAndBob(fixture);
        select(fixture, "alice");
        QTRY_COMPARE(places(fixture),
            QStringList({ QStringLiteral("Shared keyring entry: Differs"),
                QStringLiteral("Latchkey's own item: Same"), QStringLiteral("VS Code: Differs"),
                QStringLiteral("JetBrains Gateway: Same") }));
        select(fixture, "bob");
        QTRY_COMPARE(places(fixture).first(), QStringLiteral("Shared keyring entry: Same"));
        const QString texts = allTexts(fixture);
        QVERIFY(texts.contains(fingerprint(CarolToken)));
        for (const char* token : { AliceToken, BobToken, CarolToken }) {
            QVERIFY(!texts.contains(QString::fromLatin1(token).mid(11)));
        }
    }

    void saysWhichPlaceCannotBeRead()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(Gateway, Dev, AliceToken));
        QVERIFY(QFile::setPermissions(fixture.root() + u'/' + Gateway + QStringLiteral("/session"),
            QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther));
        startWithAliceAndBob(fixture);
        select(fixture, "alice");
        QTRY_VERIFY(places(fixture).contains(QStringLiteral("JetBrains Gateway: Unreadable")));
    }

    void copiesATokenOverAndTakesItBack()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(Gateway, Dev, CarolToken));
        startWithAliceAndBob(fixture);
        select(fixture, "alice");
        QTRY_VERIFY(places(fixture).contains(QStringLiteral("JetBrains Gateway: Differs")));
        choose(fixture, QStringLiteral("JetBrains Gateway"), QStringLiteral("Copy over"));
        QTRY_COMPARE(tokenIn(fixture, Gateway), QByteArray(AliceToken));
        QTRY_VERIFY(places(fixture).contains(QStringLiteral("JetBrains Gateway: Same")));
        QTRY_COMPARE(notice(fixture),
            QStringLiteral("JetBrains Gateway now has the token of alice on dev.example.com."));
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(tokenIn(fixture, Gateway), QByteArray(CarolToken));
    }

    void adoptsAnotherProgramsLogin()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(Gateway, Dev, CarolToken));
        startWithAliceAndBob(fixture);
        fixture.api().setOwner(fingerprint(CarolToken), { .username = QStringLiteral("carol") });
        select(fixture, "alice");
        QTRY_VERIFY(places(fixture).contains(QStringLiteral("JetBrains Gateway: Differs")));
        choose(fixture, QStringLiteral("JetBrains Gateway"), QStringLiteral("Adopt"));
        QTRY_VERIFY(rowOf(fixture, "carol").isValid()); // its server says whose it is
        QCOMPARE(inSharedEntry(fixture), QByteArray(CarolToken));
        QCOMPARE(fixture.servers()->model()->rowCount(), 3);
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        QCOMPARE(inSharedEntry(fixture), QByteArray(BobToken));
    }

    void asksBeforeItRemovesAnotherProgramsCopy()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(Gateway, Dev, AliceToken));
        startWithAliceAndBob(fixture);
        select(fixture, "alice");
        QTRY_VERIFY(places(fixture).contains(QStringLiteral("JetBrains Gateway: Same")));
        choose(fixture, QStringLiteral("JetBrains Gateway"), QStringLiteral("Remove"));
        auto* question = fixture.find<QMessageBox>("removePlaceQuestion");
        QCOMPARE(tokenIn(fixture, Gateway), QByteArray(AliceToken));
        question->findChild<QPushButton*>(QStringLiteral("removePlaceNow"))->click();
        QTRY_VERIFY(tokenIn(fixture, Gateway).isEmpty());
        QTRY_VERIFY(!places(fixture).contains(QStringLiteral("JetBrains Gateway: Same")));
    }

    void removesOneCopyOfSeveralAndTakesItBack()
    {
        DesktopFixture fixture;
        startWithAliceAndBob(fixture);
        select(fixture, "bob");
        choose(fixture, QStringLiteral("Shared keyring entry"), QStringLiteral("Remove"));
        QTRY_VERIFY(inSharedEntry(fixture).isEmpty());
        QTRY_COMPARE(places(fixture), QStringList { QStringLiteral("Latchkey's own item: Same") });
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(inSharedEntry(fixture), QByteArray(BobToken));
    }

    void offersALoginThatOnlyAnotherProgramHas()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(
            QStringLiteral("coder-gateway/lab.example.net"), "https://lab.example.net", CarolToken));
        startWithAliceAndBob(fixture);
        QTRY_COMPARE(
            bannerText(fixture), QStringLiteral("Also signed in: JetBrains Gateway on lab.example.net."));
        fixture.find<QPushButton>("bannerAction")->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 3);
        QTRY_VERIFY(!fixture.shows("banner"));
    }

    void anOfferThatIsTurnedDownStaysAway()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(
            QStringLiteral("coder-gateway/lab.example.net"), "https://lab.example.net", CarolToken));
        startWithAliceAndBob(fixture);
        QTRY_VERIFY(fixture.shows("banner"));
        fixture.find<QPushButton>("bannerDismiss")->click();
        QVERIFY(!fixture.shows("banner"));
        fixture.start();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        QTest::qWait(100);
        QVERIFY(!fixture.shows("banner"));
    }

    void bringsInTheTerminalsLogin()
    {
        DesktopFixture fixture;
        fixture.start();
        REQUIRE_OK(fixture.services().cliFiles().write(server(Dev), secret(AliceToken)));
        fixture.api().setOwner(fingerprint(AliceToken), { .username = QStringLiteral("alice") });
        fixture.desktop().reload();
        QTRY_COMPARE(bannerText(fixture),
            QStringLiteral("Your terminal is signed in to dev.example.com. Bring it into the keyring?"));
        fixture.find<QPushButton>("bannerAction")->click();
        QTRY_COMPARE(inSharedEntry(fixture), QByteArray(AliceToken));
        QTRY_VERIFY(rowOf(fixture, "alice").isValid());
        QTRY_VERIFY(!fixture.shows("banner"));
        QCOMPARE(cell(fixture, "alice", 2), QStringLiteral("Active"));
    }

    void namesTheVariableThatOverrides() // EDGE 41
    {
        DesktopFixture fixture;
        fixture.setVariable("CODER_SESSION_TOKEN", QString::fromLatin1(CarolToken));
        startWithAliceAndBob(fixture);
        QTRY_COMPARE(bannerText(fixture),
            QStringLiteral("CODER_SESSION_TOKEN is set in the environment and wins over the active login."));
        select(fixture, "alice");
        fixture.find<QPushButton>("useButton")->click();
        QTRY_COMPARE(cell(fixture, "alice", 2), QStringLiteral("Overridden"));
        QVERIFY(!allTexts(fixture).contains(QString::fromLatin1(CarolToken).mid(11)));
        fixture.find<QPushButton>("bannerDismiss")->click();
        QVERIFY(!bannerText(fixture).contains(QStringLiteral("wins")) || !fixture.shows("banner"));
    }

    void letsAPersonDecideAboutAForeignSignIn_data()
    {
        QTest::addColumn<QString>("choice");
        QTest::addColumn<QByteArray>("inEntry");
        QTest::addColumn<int>("rows");
        QTest::newRow("keep the new one") << QStringLiteral("keepNew") << QByteArray(CarolToken) << 2;
        QTest::newRow("keep both") << QStringLiteral("keepBoth") << QByteArray(CarolToken) << 3;
        QTest::newRow("bring back") << QStringLiteral("restore") << QByteArray(BobToken) << 2;
    }

    void letsAPersonDecideAboutAForeignSignIn()
    {
        QFETCH(QString, choice);
        QFETCH(QByteArray, inEntry);
        QFETCH(int, rows);
        DesktopFixture fixture;
        letAnotherProgramSignIn(fixture);
        fixture.find<QPushButton>("bannerAction")->click();
        auto* dialog = fixture.find<QDialog>("foreignLoginDialog");
        auto* decide = dialog->findChild<QPushButton*>(QStringLiteral("decide"));
        QCOMPARE(decide->text(), QStringLiteral("Keep both"));
        dialog->findChild<QRadioButton*>(choice)->click();
        decide->click();
        QTRY_COMPARE(inSharedEntry(fixture), inEntry);
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), rows);
        QTRY_VERIFY(!fixture.shows("banner"));
        QTRY_VERIFY(fixture.shows("undoButton"));
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_VERIFY(fixture.shows("banner"));
        QCOMPARE(bannerText(fixture), QStringLiteral("Another program signed in to dev.example.com."));
        QCOMPARE(inSharedEntry(fixture), QByteArray(CarolToken));
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 3);
    }
};

QTEST_MAIN(PlacesTest)
#include "places_test.moc"
