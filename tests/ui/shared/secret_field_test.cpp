// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_field.h"

#include <QToolButton>
#include <QtTest>

using latchkey::Secret;
using latchkey::ui::SecretField;

class SecretFieldTest final : public QObject
{
    Q_OBJECT

private:
    static Secret token() { return Secret::takeFrom(QByteArray("0123456789-abcdefghijklmnopqrstuv")); }

private Q_SLOTS:
    void showsDotsUntilRevealed()
    {
        SecretField field;
        field.show();
        QVERIFY(!field.isRevealed());
        QVERIFY(!field.shownText().contains(u'0'));
        field.reveal(token());
        QCOMPARE(field.shownText(), QStringLiteral("0123456789-abcdefghijklmnopqrstuv"));
    }

    void asksBeforeItShowsAndHidesOnTheSecondClick()
    {
        SecretField field;
        field.show();
        QSignalSpy asked(&field, &SecretField::revealRequested);
        auto* eye = field.findChild<QToolButton*>(QStringLiteral("revealButton"));
        eye->click();
        QCOMPARE(asked.count(), 1);
        QVERIFY(!field.isRevealed());
        field.reveal(token());
        eye->click();
        QCOMPARE(asked.count(), 1);
        QVERIFY(!field.isRevealed());
    }

    void hidesWithItsPage()
    {
        SecretField field;
        field.show();
        field.reveal(token());
        field.hide();
        QVERIFY(!field.isRevealed());
    }

    void hidesWhenTheWindowLosesFocus()
    {
        QWidget window;
        SecretField field(&window);
        window.show();
        field.reveal(token());
        QEvent deactivated(QEvent::WindowDeactivate);
        QApplication::sendEvent(&window, &deactivated);
        QVERIFY(!field.isRevealed());
    }

    void hidesAfterItsTime()
    {
        SecretField field;
        field.setRevealTime(std::chrono::milliseconds(50));
        field.show();
        field.reveal(token());
        QTRY_VERIFY_WITH_TIMEOUT(!field.isRevealed(), 5000);
    }

    void tellsAssistiveToolsNoSecret()
    {
        SecretField field;
        field.show();
        field.reveal(token());
        field.conceal();
        for (const QWidget* widget : field.findChildren<QWidget*>()) {
            QVERIFY(!widget->accessibleName().contains(QStringLiteral("abcdef")));
            QVERIFY(!widget->accessibleDescription().contains(QStringLiteral("abcdef")));
            QVERIFY(!widget->toolTip().contains(QStringLiteral("abcdef")));
        }
    }
};

QTEST_MAIN(SecretFieldTest)
#include "secret_field_test.moc"
