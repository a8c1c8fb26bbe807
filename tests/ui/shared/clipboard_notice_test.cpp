// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/clipboard_notice.h"

#include "ui/shared/notice_bar.h"

#include <QApplication>
#include <QPushButton>
#include <QtTest>

using latchkey::Secret;
using latchkey::ui::ClipboardNotice;
using latchkey::ui::NoticeBar;
using latchkey::ui::SecretClipboard;
using namespace std::chrono_literals;

class ClipboardNoticeTest final : public QObject
{
    Q_OBJECT

private:
    /// A window's clipboard and notice bar, with a time that stands still unless moved.
    struct Parts
    {
        std::chrono::milliseconds now { 0 };
        NoticeBar bar;
        SecretClipboard clipboard { QApplication::clipboard(), [this] { return now; } };
        ClipboardNotice notice { clipboard, bar };

        void copy() { clipboard.copy(Secret::takeFrom(QByteArray("0123456789-abcdefghijklmnopqrstuv"))); }
    };

private Q_SLOTS:
    void init() { QApplication::clipboard()->clear(); }

    void countsDownBeforeOnesEyes()
    {
        Parts parts;
        parts.copy();
        QCOMPARE(parts.bar.text(), QStringLiteral("The token is on the clipboard for 30 seconds."));
        parts.now = 29s;
        QTRY_COMPARE(parts.bar.text(), QStringLiteral("The token is on the clipboard for 1 second."));
        parts.now = 30s;
        QTRY_COMPARE(parts.bar.text(), QStringLiteral("The copied token was taken off the clipboard."));
    }

    void oneButtonClearsItNow()
    {
        Parts parts;
        parts.copy();
        parts.bar.undo(); // Ctrl+Z undoes nothing here
        QVERIFY(!QApplication::clipboard()->text().isEmpty());
        auto* button = parts.bar.findChild<QPushButton*>(QStringLiteral("noticeAction"));
        QVERIFY(button->isVisible());
        button->click();
        QVERIFY(QApplication::clipboard()->text().isEmpty());
        QCOMPARE(parts.bar.text(), QStringLiteral("The copied token was taken off the clipboard."));
    }

    void leavesWhenSomethingElseWasCopied()
    {
        Parts parts;
        parts.copy();
        QApplication::clipboard()->setText(QStringLiteral("a shopping list"));
        QVERIFY(!parts.bar.isVisible());
    }

    void neverPushesANewerNoticeAside()
    {
        Parts parts;
        int undone = 0;
        parts.copy();
        parts.bar.post(QStringLiteral("Removed."), [&undone] { ++undone; });
        parts.now = 10s;
        QSignalSpy counted(&parts.clipboard, &SecretClipboard::counted);
        QTRY_COMPARE(counted.count(), 1);
        QCOMPARE(parts.bar.text(), QStringLiteral("Removed."));
        parts.clipboard.clear();
        QCOMPARE(parts.bar.text(), QStringLiteral("Removed."));
        parts.bar.undo();
        QCOMPARE(undone, 1);
    }

    void saysSoWhenTheTokenComesBack()
    {
        Parts parts;
        parts.copy();
        const QString token = QApplication::clipboard()->text();
        parts.clipboard.clear();
        parts.bar.post(QStringLiteral("Removed."), [] { });
        QApplication::clipboard()->setText(token);
        QTRY_VERIFY(parts.bar.text().startsWith(QStringLiteral("The token could not be taken off")));
    }
};

QTEST_MAIN(ClipboardNoticeTest)
#include "clipboard_notice_test.moc"
