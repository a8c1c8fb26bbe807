// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QtTest>

using namespace latchkey;
using test::DesktopFixture;

class SettingsPageTest final : public QObject
{
    Q_OBJECT

private:
    static constexpr int SettingsPage = 3;

    static void open(DesktopFixture& fixture)
    {
        fixture.start();
        fixture.window().showPage(SettingsPage);
    }

private Q_SLOTS:
    void showsWhatHoldsAndRemembersAChange()
    {
        DesktopFixture fixture;
        open(fixture);
        QCOMPARE(fixture.find<QSpinBox>("clipboardTime")->value(), 30);
        QCOMPARE(fixture.find<QComboBox>("checkInterval")->currentText(), QStringLiteral("Only when asked"));
        fixture.find<QSpinBox>("clipboardTime")->setValue(12);
        fixture.find<QComboBox>("checkInterval")->setCurrentIndex(2);

        open(fixture);
        QCOMPARE(fixture.find<QSpinBox>("clipboardTime")->value(), 12);
        QCOMPARE(fixture.find<QComboBox>("checkInterval")->currentText(), QStringLiteral("Every hour"));
    }

    void theNextCopyStaysAsLongAsIsSet()
    {
        DesktopFixture fixture;
        QVERIFY(fixture.addLogin("https://a.example.com", "0123456789-abcdefghijklmnopqrstuv"));
        open(fixture);
        fixture.find<QSpinBox>("clipboardTime")->setValue(7);
        fixture.window().showPage(0);
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        fixture.servers()->selectRow(0);
        fixture.find<QPushButton>("copyButton")->click();
        QTRY_COMPARE(fixture.find<QLabel>("noticeText")->text(),
            QStringLiteral("The token is on the clipboard for 7 seconds."));
    }

    void canBeUsedWithTheKeyboardAlone()
    {
        DesktopFixture fixture;
        open(fixture);
        auto* time = fixture.find<QSpinBox>("clipboardTime");
        QTest::keyClick(&fixture.window(), Qt::Key_F, Qt::ControlModifier); // no search here, and no harm
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
        time->setFocus();
        time->selectAll();
        QTest::keyClicks(time, QStringLiteral("25"));
        QTest::keyClick(time, Qt::Key_Tab);
        auto* interval = fixture.find<QComboBox>("checkInterval");
        QCOMPARE(fixture.window().focusWidget(), interval);
        QTest::keyClick(interval, Qt::Key_Down);
        open(fixture);
        QCOMPARE(fixture.find<QSpinBox>("clipboardTime")->value(), 25);
        QCOMPARE(fixture.find<QComboBox>("checkInterval")->currentText(), QStringLiteral("Every 15 minutes"));
    }

    void saysWhenTheyCannotBeSaved()
    {
        DesktopFixture fixture;
        open(fixture);
        auto* banner = fixture.find("banner");
        QVERIFY(!banner->isVisible());
        const QString folder = fixture.services().options().paths.configFolder;
        QVERIFY(!QFile::exists(folder + QStringLiteral("/settings.ini")));
        QVERIFY(QDir().mkpath(folder + QStringLiteral("/settings.ini"))); // a folder in the file's place
        fixture.find<QSpinBox>("clipboardTime")->setValue(12);
        QVERIFY(banner->isVisible());

        open(fixture);
        QVERIFY(fixture.find("banner")->isVisible());
        QCOMPARE(fixture.find<QSpinBox>("clipboardTime")->value(), 30);
    }
};

QTEST_MAIN(SettingsPageTest)
#include "settings_page_test.moc"
