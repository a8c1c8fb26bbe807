// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/ui/servers/sample_logins.h"

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QDialog>
#include <QLineEdit>
#include <QPushButton>

using namespace latchkey;
using namespace latchkey::test;

/// The dialog that adds a login, from what a person pastes to what is stored.
class AddServerTest final : public QObject
{
    Q_OBJECT

private:
    struct Dialog
    {
        explicit Dialog(DesktopFixture& fixture)
        {
            fixture.find<QPushButton>("addServer")->click();
            window = fixture.find<QDialog>("addServerDialog");
        }

        template <typename T> T* find(const char* name) const
        {
            return window->findChild<T*>(QString::fromLatin1(name));
        }
        QLineEdit* url() const { return find<QLineEdit>("url"); }
        QLineEdit* token() const { return find<QLineEdit>("token"); }
        QPushButton* add() const { return find<QPushButton>("add"); }
        QString hint() const { return find<QLabel>("hint")->text(); }

        QPointer<QDialog> window;
    };

    static void fill(const Dialog& dialog)
    {
        dialog.url()->setText(QStringLiteral("alpha.example.com"));
        dialog.token()->setText(QString::fromLatin1(AliceToken));
    }

private Q_SLOTS:
    void cleanup() { QApplication::clipboard()->clear(); }

    void sortsWhatIsPastedIntoEitherBox_data() // EDGE 42
    {
        QTest::addColumn<QString>("box");
        QTest::addColumn<QString>("text");
        const QString both =
            QStringLiteral("export CODER_SESSION_TOKEN=\"%1\"\nexport CODER_URL=https://alpha.example.com/")
                .arg(QString::fromLatin1(AliceToken));
        QTest::newRow("address box") << QStringLiteral("url") << both;
        QTest::newRow("token box") << QStringLiteral("token") << both;
    }

    void sortsWhatIsPastedIntoEitherBox()
    {
        QFETCH(QString, box);
        QFETCH(QString, text);
        DesktopFixture fixture;
        fixture.start();
        const Dialog dialog(fixture);
        QApplication::clipboard()->setText(text);
        auto* target = dialog.window->findChild<QLineEdit*>(box);
        target->setFocus();
        QTest::keyClick(target, Qt::Key_V, Qt::ControlModifier);
        QCOMPARE(dialog.url()->text(), QStringLiteral("https://alpha.example.com"));
        QCOMPARE(dialog.token()->text(), QString::fromLatin1(AliceToken));
        QCOMPARE(dialog.token()->displayText(), QString(33, dialog.token()->displayText().front()));
        QVERIFY(!dialog.url()->isUndoAvailable()); // no way back to a token in plain sight
        QVERIFY(dialog.add()->isEnabled());
    }

    void movesATokenOutOfTheAddressBox()
    {
        DesktopFixture fixture;
        fixture.start();
        const Dialog dialog(fixture);
        dialog.url()->setText(QString::fromLatin1(AliceToken));
        QVERIFY(dialog.url()->text().isEmpty());
        QCOMPARE(dialog.token()->text(), QString::fromLatin1(AliceToken));
    }

    void typingIsLeftAlone()
    {
        DesktopFixture fixture;
        fixture.start();
        const Dialog dialog(fixture);
        QTest::keyClicks(dialog.token(), QStringLiteral("https://alpha.example.com"));
        QCOMPARE(dialog.token()->text(), QStringLiteral("https://alpha.example.com"));
        QVERIFY(dialog.url()->text().isEmpty());
    }

    void takesTheAccountsNameFromTheServer()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.api().setOwner(fingerprint(AliceToken), { .username = QStringLiteral("alice") });
        const Dialog dialog(fixture);
        fill(dialog);
        QTest::keyClick(dialog.token(), Qt::Key_Return);
        QTRY_VERIFY(rowOf(fixture, "alice").isValid());
        QCOMPARE(cell(fixture, "alice", 4), QStringLiteral("OK"));
        QTRY_VERIFY(dialog.window.isNull());
        QCOMPARE(notice(fixture), QStringLiteral("alice on alpha.example.com was added."));
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 0);
    }

    void storesNothingWhileTheServerIsAskedAndCanBeStopped()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.api().hold();
        const Dialog dialog(fixture);
        fill(dialog);
        dialog.add()->click();
        QTRY_COMPARE(fixture.api().waiting(), 1);
        QCOMPARE(dialog.hint(), QStringLiteral("Asking alpha.example.com…"));
        QVERIFY(!dialog.url()->isEnabled());
        dialog.find<QPushButton>("cancel")->click(); // stops asking; the dialog stays
        QVERIFY(dialog.window->isVisible());
        QVERIFY(dialog.url()->isEnabled());
        QVERIFY(dialog.add()->isEnabled());
        fixture.api().setOwner(fingerprint(AliceToken), { .username = QStringLiteral("alice") });
        fixture.api().release();
        QTest::qWait(50);
        QVERIFY(dialog.window->isVisible());
        QCOMPARE(fixture.servers()->model()->rowCount(), 0);
        dialog.find<QPushButton>("cancel")->click();
        QVERIFY(dialog.window.isNull() || !dialog.window->isVisible());
    }

    void saysWhyTheServerDidNotConfirmAndAddsItAnyway()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.api().setAnswer(
            fingerprint(AliceToken), failure(ErrorCode::Network, QStringLiteral("No route, for this test.")));
        const Dialog dialog(fixture);
        fill(dialog);
        dialog.add()->click();
        QTRY_COMPARE(dialog.hint(), QStringLiteral("No route, for this test."));
        QCOMPARE(dialog.add()->text(), QStringLiteral("Add anyway"));
        QCOMPARE(fixture.servers()->model()->rowCount(), 0);
        dialog.url()->setText(QStringLiteral("beta.example.com")); // another question altogether
        QCOMPARE(dialog.add()->text(), QStringLiteral("Add"));
        dialog.url()->setText(QStringLiteral("alpha.example.com"));
        dialog.add()->click();
        QTRY_COMPARE(dialog.add()->text(), QStringLiteral("Add anyway"));
        dialog.add()->click();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
    }

    void asksNobodyWhenThePersonDeclines()
    {
        DesktopFixture fixture;
        fixture.start();
        const Dialog dialog(fixture);
        fill(dialog);
        QVERIFY(!dialog.find<QLineEdit>("account")->isVisible());
        dialog.find<QCheckBox>("checkFirst")->click();
        QVERIFY(dialog.find<QLineEdit>("account")->isVisible());
        dialog.find<QLineEdit>("account")->setText(QStringLiteral("work"));
        dialog.add()->click();
        QTRY_VERIFY(rowOf(fixture, "work").isValid());
        QCOMPARE(fixture.api().whoIsCalls(), 0);
    }

    void keepsTheDialogOpenWithTheReasonWhenStoringFails()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.api().setOwner(fingerprint(AliceToken), { .username = QStringLiteral("alice") });
        const Dialog dialog(fixture);
        fill(dialog);
        fixture.keyring().failWith(
            Error { ErrorCode::KeyringLocked, QStringLiteral("Locked, for this test.") });
        dialog.add()->click();
        QTRY_COMPARE(dialog.hint(), QStringLiteral("Locked, for this test."));
        QVERIFY(dialog.window->isVisible());
        QCOMPARE(dialog.token()->text(), QString::fromLatin1(AliceToken));
        QCOMPARE(dialog.add()->text(), QStringLiteral("Add"));
    }

    void explainsABadAddressWithoutEchoingItsPassword() // EDGE 31
    {
        DesktopFixture fixture;
        fixture.start();
        const Dialog dialog(fixture);
        dialog.url()->setText(QStringLiteral("https://hunter2@alpha.example.com"));
        QVERIFY(!dialog.hint().isEmpty());
        QVERIFY(!dialog.hint().contains(QStringLiteral("hunter2")));
    }
};

QTEST_MAIN(AddServerTest)
#include "add_server_test.moc"
