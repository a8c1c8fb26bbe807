// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/notice_bar.h"

#include <QPushButton>
#include <QtTest>

using latchkey::ui::NoticeBar;

class NoticeBarTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void offersUndoOnce()
    {
        NoticeBar bar;
        int undone = 0;
        bar.post(QStringLiteral("3 sessions revoked."), [&undone] { ++undone; });
        QVERIFY(bar.isVisible());
        auto* button = bar.findChild<QPushButton*>(QStringLiteral("undoButton"));
        QVERIFY(button->isVisible());
        button->click();
        bar.undo(); // a second click that was under way already
        QCOMPARE(undone, 1);
        QVERIFY(!bar.isVisible());
    }

    void anErrorTakesTheUndoAway()
    {
        NoticeBar bar;
        int undone = 0;
        bar.post(QStringLiteral("Removed."), [&undone] { ++undone; });
        bar.postError(QStringLiteral("That did not work."));
        bar.undo();
        QCOMPARE(undone, 0);
        QCOMPARE(bar.text(), QStringLiteral("That did not work."));
    }

    void closingLetsGoOfWhatUndoWouldNeed()
    {
        NoticeBar bar;
        auto held = std::make_shared<int>(1);
        bar.post(QStringLiteral("Removed."), [held] { });
        QCOMPARE(held.use_count(), 2);
        bar.dismiss();
        QCOMPARE(held.use_count(), 1);
    }
};

QTEST_MAIN(NoticeBarTest)
#include "notice_bar_test.moc"
