// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/ui/servers/sample_logins.h"

#include <QDialog>
#include <QMessageBox>
#include <QPushButton>

using namespace latchkey;
using namespace latchkey::test;

namespace {

const char* const Dev = "https://dev.example.com";
const Error Unreachable { ErrorCode::Network, QStringLiteral("No route, for this test.") };

} // namespace

/// Signing out, from the question to the unfinished one that is offered again.
class SignOutTest final : public QObject
{
    Q_OBJECT

private:
    static void startWithAlice(DesktopFixture& fixture)
    {
        startWithAliceAndBob(fixture);
        fixture.api().setOwner(fingerprint(AliceToken), { .username = QStringLiteral("alice") });
        select(fixture, "alice");
    }

    static QStringList labels(DesktopFixture& fixture, const char* name)
    {
        QStringList texts;
        auto* dialog = fixture.find<QDialog>("signOutDialog");
        for (const QLabel* label : dialog->findChildren<QLabel*>(QString::fromLatin1(name))) {
            texts.append(label->accessibleName().isEmpty() ? label->text() : label->accessibleName());
        }
        return texts;
    }

    static void confirm(DesktopFixture& fixture)
    {
        fixture.find<QPushButton>("signOutButton")->click();
        fixture.find<QPushButton>("signOutNow")->click();
    }

    /// Signs out of alice while her server cannot be reached, and keeps everything.
    static void leaveUnfinished(DesktopFixture& fixture)
    {
        startWithAlice(fixture);
        fixture.api().setSignOutError(fingerprint(AliceToken), Unreachable);
        confirm(fixture);
        QTRY_VERIFY(fixture.shows("unreachableQuestion"));
        auto* question = fixture.find<QMessageBox>("unreachableQuestion");
        QVERIFY(question->informativeText().contains(QStringLiteral("No route")));
        QCOMPARE(question->defaultButton()->objectName(), QStringLiteral("keepEverything"));
        question->findChild<QPushButton*>(QStringLiteral("keepEverything"))->click();
        QTRY_COMPARE(
            bannerText(fixture), QStringLiteral("Signing out of alice on dev.example.com was not finished."));
        QVERIFY(rowOf(fixture, "alice").isValid());
    }

private Q_SLOTS:
    void namesEveryPlaceAndWhatBecomesOfIt()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(QStringLiteral("coder-gateway/dev.example.com"), Dev, AliceToken));
        REQUIRE_OK(fixture.signInForeign(
            QStringLiteral("Code/User/globalStorage/coder.coder-remote/dev.example.com"), Dev, CarolToken));
        startWithAlice(fixture);
        fixture.find<QPushButton>("useButton")->click();
        QTRY_COMPARE(cell(fixture, "alice", 2), QStringLiteral("Active"));
        press(fixture, Qt::Key_Delete, Qt::ShiftModifier);
        QCOMPARE(fixture.find<QLabel>("question")->text(),
            QStringLiteral("Sign out of alice on dev.example.com?"));
        QCOMPARE(labels(fixture, "copyName"),
            QStringList({ QStringLiteral("Shared keyring entry"), QStringLiteral("Latchkey's own item"),
                QStringLiteral("Terminal's files"), QStringLiteral("JetBrains Gateway") }));
        QCOMPARE(labels(fixture, "copyFate"),
            QStringList({ QStringLiteral("removed"), QStringLiteral("removed"),
                QStringLiteral("removed: the terminal is signed out"),
                QStringLiteral("stays, but stops working") }));
        QVERIFY(!allTexts(fixture).contains(QStringLiteral("abcdefghijklmnop")));
        // Enter is Cancel.
        auto* dialog = fixture.find<QDialog>("signOutDialog");
        QTest::keyClick(dialog, Qt::Key_Return);
        QVERIFY(!dialog->isVisible());
        QTest::qWait(50);
        QCOMPARE(fixture.api().signOutCalls(), 0);
    }

    void endsTheLoginAtTheServerAndRemovesItsCopies()
    {
        DesktopFixture fixture;
        startWithAlice(fixture);
        confirm(fixture);
        QTRY_VERIFY(!rowOf(fixture, "alice").isValid());
        QCOMPARE(fixture.api().signOutCalls(), 1);
        QTRY_VERIFY(!fixture.shows("signOutDialog"));
        QCOMPARE(notice(fixture),
            QStringLiteral("Signed out of alice on dev.example.com. The token no longer works anywhere."));
        QVERIFY(!fixture.shows("undoButton"));
        QVERIFY(rowOf(fixture, "bob").isValid());
    }

    void showsThatTheServerIsBeingAsked()
    {
        DesktopFixture fixture;
        startWithAlice(fixture);
        fixture.api().hold();
        confirm(fixture);
        QTRY_COMPARE(fixture.api().waiting(), 1);
        QVERIFY(fixture.find<QDialog>("signOutDialog")->isVisible());
        QVERIFY(!fixture.find<QPushButton>("signOutNow")->isEnabled());
        QCOMPARE(fixture.find<QLabel>("progress")->text(), QStringLiteral("Signing out of dev.example.com…"));
        fixture.api().release();
        QTRY_VERIFY(!rowOf(fixture, "alice").isValid());
    }

    void keepsEverythingWhenTheServerCannotBeReachedAndOffersItAgain() // EDGE 46
    {
        DesktopFixture fixture;
        leaveUnfinished(fixture);
        fixture.api().clearSignOutError(fingerprint(AliceToken));
        fixture.find<QPushButton>("bannerAction")->click();
        QTRY_VERIFY(!rowOf(fixture, "alice").isValid());
        QTRY_VERIFY(!fixture.shows("banner"));
    }

    void anUnfinishedOneIsOfferedAfterARestartAndCanBeDismissed() // EDGE 46
    {
        DesktopFixture fixture;
        leaveUnfinished(fixture);
        fixture.start();
        QTRY_VERIFY(fixture.shows("banner"));
        QTRY_COMPARE(
            bannerText(fixture), QStringLiteral("Signing out of alice on dev.example.com was not finished."));
        fixture.find<QPushButton>("bannerDismiss")->click();
        QTRY_VERIFY(!fixture.shows("banner"));
        QVERIFY(rowOf(fixture, "alice").isValid());
        fixture.start();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        QVERIFY(!fixture.shows("banner"));
    }

    void removesTheCopiesAnywayWhenThePersonSaysSo() // EDGE 46
    {
        DesktopFixture fixture;
        startWithAlice(fixture);
        fixture.api().setSignOutError(fingerprint(AliceToken), Unreachable);
        confirm(fixture);
        QTRY_VERIFY(fixture.shows("unreachableQuestion"));
        fixture.find<QMessageBox>("unreachableQuestion")
            ->findChild<QPushButton*>(QStringLiteral("removeAnyway"))
            ->click();
        QTRY_VERIFY(!rowOf(fixture, "alice").isValid());
        QVERIFY(notice(fixture).contains(QStringLiteral("may still accept the token")));
        QTRY_VERIFY(!fixture.shows("banner"));
    }
};

QTEST_MAIN(SignOutTest)
#include "sign_out_test.moc"
