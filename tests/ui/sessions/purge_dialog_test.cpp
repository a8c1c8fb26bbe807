// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/manual_clock.h"
#include "ui/sessions/last_used_chart.h"
#include "ui/sessions/purge_dialog.h"

#include <QCheckBox>
#include <QCompleter>
#include <QDateEdit>
#include <QDateTime>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

constexpr qint64 Day = 86'400;

/// Noon of 2026-11-22, so that an age's cut-off is within a day.
qint64 noon() { return QDate(2026, 11, 22).startOfDay().toSecsSinceEpoch() + Day / 2; }

qint64 endOf(QDate day) { return day.endOfDay().toSecsSinceEpoch(); }

/// 60 bars of 10 days, with this many sessions in each.
LastUsedHistogram histogramOf(qint64 sessionsPerBar)
{
    auto histogram = emptyHistogram(noon() - 599 * Day, noon(), {});
    for (LastUsedHistogram::Bar& bar : histogram.bars) {
        bar.kinds[DeviceKind::Desktop] = sessionsPerBar;
    }
    return histogram;
}

SessionCounts countsOf(qint64 matched)
{
    return { .matched = matched,
        .users = 3,
        .revoked = 1,
        .usedLast24Hours = 0,
        .kinds = { { DeviceKind::Desktop, matched - 1 }, { DeviceKind::Phone, 1 } } };
}

} // namespace

/// The purge dialog and its picture as a person uses them, with no store behind.
class PurgeDialogTest final : public QObject
{
    Q_OBJECT

private:
    test::ManualClock m_clock { noon() };
    std::unique_ptr<ui::PurgeDialog> m_dialog;
    ui::LastUsedChart* m_chart = nullptr;

    template <typename T> T* find(const char* name) const
    {
        auto* found = m_dialog->findChild<T*>(QString::fromLatin1(name));
        if (found == nullptr) {
            qFatal("no widget named %s", name);
        }
        return found;
    }

    QPushButton* purgeButton() const { return find<QPushButton>("purgeNow"); }

    /// All that shows the cut-off shows this one.
    void compareCutoff(qint64 cutoff) const
    {
        QCOMPARE(m_dialog->filter().lastUsedAtOrBefore, std::optional(cutoff));
        QCOMPARE(m_chart->cutoff(), cutoff);
        QCOMPARE(find<QDateEdit>("date")->date(), QDateTime::fromSecsSinceEpoch(cutoff).date());
        QCOMPARE(find<QSpinBox>("days")->value(), (noon() - cutoff) / Day);
    }

private Q_SLOTS:
    void initTestCase() { QLocale::setDefault(QLocale(QLocale::English, QLocale::UnitedStates)); }

    void init()
    {
        m_dialog = std::make_unique<ui::PurgeDialog>(m_clock);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose, false);
        m_chart = m_dialog->findChild<ui::LastUsedChart*>();
        m_dialog->showHistogram({}, histogramOf(5));
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
    }

    void beginsAtNinetyDaysForAllUsers()
    {
        compareCutoff(noon() - 90 * Day);
        QVERIFY(!m_dialog->filter().username);
        QVERIFY(find<QToolButton>("age90")->isChecked());
        QVERIFY(!purgeButton()->isEnabled());
        QVERIFY(purgeButton()->text() == QStringLiteral("Delete"));
    }

    void theLineIsDraggedWithTheMouse()
    {
        QSignalSpy changed(m_dialog.get(), &ui::PurgeDialog::filterChanged);
        const int middle = m_chart->height() / 2;
        const int start = m_chart->cutoffX();
        QTest::mousePress(m_chart, Qt::LeftButton, {}, { start, middle });
        QTest::mouseMove(m_chart, { start - 100, middle });
        QTest::mouseMove(m_chart, { start - 200, middle });
        QTest::mouseRelease(m_chart, Qt::LeftButton, {}, { start - 200, middle });
        QVERIFY(qAbs(m_chart->cutoffX() - (start - 200)) <= 1);
        QVERIFY(changed.count() >= 2);
        const qint64 cutoff = m_chart->cutoff();
        QVERIFY(cutoff < noon() - 150 * Day);
        QCOMPARE(cutoff, endOf(QDateTime::fromSecsSinceEpoch(cutoff).date())); // a whole day
        compareCutoff(cutoff);
        QVERIFY(!find<QToolButton>("age90")->isChecked());

        QTest::mouseClick(m_chart, Qt::LeftButton, {}, { m_chart->width() + 50, middle });
        compareCutoff(noon()); // never after now
        QTest::mouseClick(m_chart, Qt::LeftButton, {}, { 0, middle });
        compareCutoff(histogramOf(0).bars.first().from - 1);
    }

    void theLineIsMovedWithTheKeyboard()
    {
        m_chart->setFocus();
        const auto bars = histogramOf(0).bars;
        QTest::keyClick(m_chart, Qt::Key_End);
        compareCutoff(noon());
        QTest::keyClick(m_chart, Qt::Key_Left);
        compareCutoff(bars.last().from - 1);
        QTest::keyClick(m_chart, Qt::Key_Left);
        compareCutoff(bars[58].from - 1);
        QTest::keyClick(m_chart, Qt::Key_Right);
        compareCutoff(bars.last().from - 1);
        const QDate day = QDateTime::fromSecsSinceEpoch(m_chart->cutoff()).date();
        QTest::keyClick(m_chart, Qt::Key_Left, Qt::ShiftModifier);
        compareCutoff(endOf(day.addDays(-1)));
        QTest::keyClick(m_chart, Qt::Key_PageDown);
        compareCutoff(endOf(day.addDays(-1).addMonths(-1)));
        QTest::keyClick(m_chart, Qt::Key_PageUp);
        compareCutoff(endOf(day.addDays(-1)));
        QTest::keyClick(m_chart, Qt::Key_Home);
        compareCutoff(bars.first().from - 1);
        QTest::keyClick(m_chart, Qt::Key_Left);
        compareCutoff(bars.first().from - 1);
    }

    void fromRightToLeftThePictureIsMirrored() // EDGE 75
    {
        const int x = m_chart->cutoffX();
        m_dialog->setLayoutDirection(Qt::RightToLeft);
        QVERIFY(qAbs(m_chart->cutoffX() - (m_chart->width() - x)) <= 1);
        const qint64 before = m_chart->cutoff();
        QTest::keyClick(m_chart, Qt::Key_Left);
        QVERIFY(m_chart->cutoff() > before);
        QTest::mouseClick(m_chart, Qt::LeftButton, {}, { 0, m_chart->height() / 2 });
        compareCutoff(noon());
    }

    void aTypedDayIsWhole() // EDGE 53
    {
        find<QDateEdit>("date")->setDate({ 2026, 5, 1 });
        compareCutoff(endOf({ 2026, 5, 1 }));
        QCOMPARE(find<QLabel>("cutoffTime")->text(), QString());
        find<QDateEdit>("date")->setDate({ 2026, 11, 22 });
        compareCutoff(noon());
        QVERIFY(find<QLabel>("cutoffTime")->text().contains(QStringLiteral("12:00")));
        find<QDateEdit>("date")->setDate({ 1999, 1, 1 }); // before the axis
        compareCutoff(endOf({ 1999, 1, 1 }));
        find<QDateEdit>("date")->setDate({ 2030, 1, 1 });
        compareCutoff(noon());
    }

    void anAgeIsChosenOrTyped()
    {
        QTest::mouseClick(find<QToolButton>("age365"), Qt::LeftButton);
        compareCutoff(noon() - 365 * Day);
        QTest::mouseClick(find<QToolButton>("age365"), Qt::LeftButton);
        QVERIFY(find<QToolButton>("age365")->isChecked()); // stays what it is
        find<QSpinBox>("days")->setValue(180);
        compareCutoff(noon() - 180 * Day);
        QVERIFY(find<QToolButton>("age180")->isChecked());
        QVERIFY(!find<QToolButton>("age365")->isChecked());
        find<QSpinBox>("days")->setValue(0);
        compareCutoff(noon());
    }

    void deletesOnlyByTheCountOfThisVeryCutoff()
    {
        const SessionFilter asked = m_dialog->filter();
        find<QSpinBox>("days")->setValue(30);
        m_dialog->showCounts(asked, countsOf(412));
        QVERIFY(!purgeButton()->isEnabled());
        m_dialog->showCounts(m_dialog->filter(), countsOf(1412));
        QVERIFY(purgeButton()->isEnabled());
        QCOMPARE(purgeButton()->text(), QStringLiteral("Delete 1,412 sessions"));
        QCOMPARE(find<QLabel>("preview")->text(),
            QStringLiteral("1,412 sessions of 3 users would be deleted: 1,411 desktop, 1 phone."));
        QCOMPARE(find<QLabel>("previewDetails")->text(),
            QStringLiteral("1 is already revoked. None was used in the last 24 hours."));
        find<QLineEdit>("user")->setText(QStringLiteral("alice"));
        QVERIFY(!purgeButton()->isEnabled());
        m_dialog->showCounts(asked, countsOf(412)); // of all users: not what is asked for any more
        QVERIFY(!purgeButton()->isEnabled());
        m_dialog->showCounts(m_dialog->filter(), countsOf(2));
        QSignalSpy purge(m_dialog.get(), &ui::PurgeDialog::purgeRequested);
        purgeButton()->click();
        QCOMPARE(purge.count(), 1);
        QCOMPARE(purge.first().at(0).value<SessionFilter>().username, QStringLiteral("alice"));
        QCOMPARE(purge.first().at(1).toLongLong(), 2);
    }

    void cancelIsTheDefault()
    {
        m_dialog->showCounts(m_dialog->filter(), countsOf(412));
        QSignalSpy purge(m_dialog.get(), &ui::PurgeDialog::purgeRequested);
        QTest::keyClick(m_chart, Qt::Key_Return);
        QVERIFY(!m_dialog->isVisible());
        QCOMPARE(m_dialog->result(), int(QDialog::Rejected));
        QCOMPARE(purge.count(), 0);
    }

    void tabGoesInReadingOrder()
    {
        m_dialog->showCounts(m_dialog->filter(), countsOf(412));
        m_dialog->setClockWarning(QStringLiteral("The clock jumped."));
        find<QCheckBox>("purgeAnyway")->click();
        find<QLineEdit>("user")->setFocus();
        QStringList order;
        while (order.size() < 16 && !order.contains(QStringLiteral("purgeNow"))) {
            order.append(m_dialog->focusWidget()->objectName());
            QTest::keyClick(m_dialog->focusWidget(), Qt::Key_Tab);
        }
        order.removeDuplicates(); // a date has three parts
        order.removeAll(QString()); // Cancel, which stands before or after Delete as the system has it
        QCOMPARE(order,
            QString::fromLatin1("user,lastUsedChart,date,days,age30,age90,age180,age365,purgeAnyway,purgeNow")
                .split(u','));
    }

    void warnsOfWhatWasUsedJustNowAndOfNothingLeft() // EDGE 61
    {
        SessionCounts all = countsOf(300);
        all.usedLast24Hours = 12;
        all.revoked = 0;
        m_dialog->showCounts(m_dialog->filter(), all);
        QCOMPARE(find<QLabel>("previewDetails")->text(),
            QStringLiteral("All of them are active. 12 were used in the last 24 hours! None would be left."));
    }

    void aClockThatLooksWrongMustBeAgreedTo()
    {
        m_dialog->showCounts(m_dialog->filter(), countsOf(412));
        m_dialog->setClockWarning(QStringLiteral("The clock jumped."));
        QVERIFY(find<QLabel>("bannerText")->isVisible());
        QVERIFY(!purgeButton()->isEnabled());
        find<QCheckBox>("purgeAnyway")->click();
        QVERIFY(purgeButton()->isEnabled());
        find<QCheckBox>("purgeAnyway")->click();
        m_dialog->setClockWarning({});
        QVERIFY(!find<QCheckBox>("purgeAnyway")->isVisible());
        QVERIFY(purgeButton()->isEnabled());
    }

    void saysWhyThereIsNoPicture()
    {
        m_dialog->showHistogram(
            {}, failure(ErrorCode::StoreUnavailable, QStringLiteral("The disk is gone.")));
        QCOMPARE(m_chart->message(), QStringLiteral("The disk is gone."));
        m_dialog->showHistogram({}, histogramOf(0));
        QCOMPARE(m_chart->message(), QStringLiteral("No sessions stored"));
        QTest::keyClick(m_chart, Qt::Key_Left); // nothing to move over
        QTest::mouseClick(m_chart, Qt::LeftButton);
        compareCutoff(noon() - 90 * Day);
        m_dialog->showHistogram({}, histogramOf(1));
        QCOMPARE(m_chart->message(), QString());
        m_dialog->showCounts(
            m_dialog->filter(), failure(ErrorCode::StoreUnavailable, QStringLiteral("The disk is gone.")));
        QCOMPARE(find<QLabel>("preview")->text(), QStringLiteral("The disk is gone."));
        QVERIFY(!purgeButton()->isEnabled());
    }

    void aScreenReaderHearsTheCutoff()
    {
        QVERIFY(!m_chart->accessibleName().isEmpty());
        find<QDateEdit>("date")->setDate({ 2026, 5, 1 });
        QVERIFY2(m_chart->accessibleDescription().contains(QStringLiteral("1 May 2026")),
            qPrintable(m_chart->accessibleDescription()));
        QTest::keyClick(m_chart, Qt::Key_Right, Qt::ShiftModifier);
        QVERIFY(m_chart->accessibleDescription().contains(QStringLiteral("2 May 2026")));
    }

    void offersUsersWhileOneIsTyped()
    {
        m_dialog->setUsers({ QStringLiteral("alice"), QStringLiteral("bob"), QStringLiteral("Malice") });
        auto* completer = find<QLineEdit>("user")->completer();
        completer->setCompletionPrefix(QStringLiteral("ALI"));
        QCOMPARE(completer->completionCount(), 2);
    }
};

QTEST_MAIN(PurgeDialogTest)
#include "purge_dialog_test.moc"
