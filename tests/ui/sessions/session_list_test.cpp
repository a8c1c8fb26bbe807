// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/ui/sessions/sessions_bench.h"
#include "ui/sessions/session_columns.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/page.h"

#include <QHeaderView>
#include <QLineEdit>
#include <QPushButton>
#include <QScrollBar>
#include <QToolButton>

using namespace latchkey;
using sessions::SessionState;
using test::SessionsBench;
using ui::SessionColumns;

/// The Sessions page without groups, as a person uses it, over a real SQLite database.
class SessionListTest final : public QObject
{
    Q_OBJECT

private:
    /// The list of this many sessions besides the four, which were used after them.
    static QTableView* start(SessionsBench& bench, int sessions)
    {
        bench.startWithFour();
        if (!bench.addRows(sessions)) {
            qFatal("the rows cannot be added");
        }
        QTableView* list = bench.flatten();
        const auto isWhole = [&] {
            return list->model()->rowCount() == sessions + 4
                && list->verticalScrollBar()->maximum() > sessions - 100;
        };
        if (!QTest::qWaitFor(isWhole)) {
            qFatal("the list has %d rows", list->model()->rowCount());
        }
        return list;
    }

    static void click(QTableView* list, int row)
    {
        const QPoint place = list->visualRect(list->model()->index(row, 0)).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, place);
    }

    static QString nameIn(const QTableView* list, int row)
    {
        return list->model()->index(row, SessionColumns::Name).data().toString();
    }

    static qint64 revokedBefore(SessionsBench& bench, qint64 lastUsed)
    {
        sessions::SessionFilter filter;
        filter.state = SessionState::Revoked;
        filter.lastUsedAtOrBefore = lastUsed;
        return waitFor(bench.services().sessions().counts(filter))
            .value_or(sessions::SessionCounts())
            .matched;
    }

private Q_SLOTS:
    void theScrollBarReachesEveryRow() // EDGE 62
    {
        SessionsBench bench;
        QTableView* list = start(bench, 100'000);
        QVERIFY(!bench.sessions()->isVisible());
        list->verticalScrollBar()->setValue(50'004);
        QCOMPARE(SessionsBench::topOf(*list), QStringLiteral("…"));
        QTRY_COMPARE(SessionsBench::topOf(*list), QStringLiteral("user50000"));
        list->verticalScrollBar()->setValue(list->verticalScrollBar()->maximum());
        QTRY_COMPARE(nameIn(list, 100'003), QStringLiteral("user1"));
        QCOMPARE(list->rowAt(list->viewport()->height() - 1), 100'003);
    }

    void aRangeToTheEndRevokesExactlyItsSessions() // EDGE 62
    {
        SessionsBench bench;
        QTableView* list = start(bench, 20'000);
        list->verticalScrollBar()->setValue(10'004);
        QTRY_COMPARE(nameIn(list, 10'004), QStringLiteral("user10000"));
        click(list, 10'004);
        const auto* revoke = bench.find<QPushButton>("revokeButton");
        QTRY_COMPARE(revoke->text(), QStringLiteral("Revoke"));
        QTest::keyClick(list, Qt::Key_End, Qt::ShiftModifier);
        const auto facts = bench.find<ui::DetailsPane>("sessionDetails")->facts();
        QCOMPARE(facts.first().value, QStringLiteral("being counted"));
        QVERIFY(!revoke->isEnabled());
        QCOMPARE(revoke->text(), QStringLiteral("Revoke 10,000"));
        QTRY_VERIFY(revoke->isEnabled());
        list->setFocus();
        QTest::keyClick(list, Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(bench.notice(), QStringLiteral("10,000 sessions revoked."));
        QCOMPARE(bench.count(SessionState::Revoked), 10'000);
        QCOMPARE(revokedBefore(bench, 1'700'010'000), 10'000);
        QTRY_VERIFY(!list->selectionModel()->hasSelection()); // what was selected by its place
        bench.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 0);
    }

    void theListStandsStillWhileARangeIsSelected()
    {
        SessionsBench bench;
        QTableView* list = start(bench, 20'000);
        click(list, 0);
        QTest::keyClick(list, Qt::Key_End, Qt::ShiftModifier);
        QTRY_VERIFY(bench.find<QPushButton>("revokeButton")->isEnabled());
        QVERIFY(bench.runSql("UPDATE sessions SET last_used = 1800000000 WHERE user_id = (SELECT id FROM "
                             "users WHERE name = 'user3')"));
        QTest::qWait(1500); // three times the delay: nothing is read
        QCOMPARE(bench.find<QPushButton>("revokeButton")->text(), QStringLiteral("Revoke 20,004"));
        list->scrollToTop();
        click(list, 1);
        QTRY_COMPARE(nameIn(list, 0), QStringLiteral("user3"));
        QCOMPARE(list->selectionModel()->selectedRows().size(), 1);
    }

    void whatIsSelectedStaysSoWhenOthersChangeTheList()
    {
        SessionsBench bench;
        QTableView* list = start(bench, 1'000);
        click(list, 7);
        QVERIFY(bench.runSql("UPDATE sessions SET last_used = 1800000000 WHERE user_id = (SELECT id FROM "
                             "users WHERE name = 'user3')"));
        QVERIFY(bench.runSql("UPDATE sessions SET revoked = 1, revoked_at = 1 WHERE user_id = (SELECT id "
                             "FROM users WHERE name = 'user997')"));
        QTRY_COMPARE_WITH_TIMEOUT(nameIn(list, 0), QStringLiteral("user3"), 2000);
        QTRY_VERIFY(bench.find<QPushButton>("restoreButton")->isEnabled());
        QCOMPARE(list->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(
            nameIn(list, list->selectionModel()->selectedRows().first().row()), QStringLiteral("user997"));
    }

    void keepsItsPlaceWhenRowsComeInAbove()
    {
        SessionsBench bench;
        QTableView* list = start(bench, 1'000);
        list->verticalScrollBar()->setValue(504);
        QTRY_COMPARE(SessionsBench::topOf(*list), QStringLiteral("user500"));
        QVERIFY(bench.runSql("UPDATE sessions SET last_used = 1800000000 WHERE user_id = (SELECT id FROM "
                             "users WHERE name = 'user3')"));
        QTRY_COMPARE_WITH_TIMEOUT(list->rowAt(0), 505, 2000);
        QCOMPARE(SessionsBench::topOf(*list), QStringLiteral("user500"));
    }

    void sortAndSearchBeginAtTheTop()
    {
        SessionsBench bench;
        QTableView* list = start(bench, 5'000);
        list->verticalScrollBar()->setValue(2'500);
        QTRY_VERIFY(SessionsBench::topOf(*list).startsWith(QStringLiteral("user")));
        list->sortByColumn(SessionColumns::LastUsed, Qt::AscendingOrder);
        QTRY_COMPARE(nameIn(list, 0), QStringLiteral("user1"));
        QCOMPARE(list->verticalScrollBar()->value(), 0);
        QCOMPARE(list->model()->rowCount(), 5'004);
        list->verticalScrollBar()->setValue(2'500);
        QTRY_COMPARE(SessionsBench::topOf(*list), QStringLiteral("user2501"));
        bench.find<QLineEdit>("search")->setText(QStringLiteral("user49"));
        QTRY_COMPARE(list->model()->rowCount(), 111); // 49, 490 to 499, 4900 to 4999
        QCOMPARE(nameIn(list, 0), QStringLiteral("user49"));
        QCOMPARE(list->verticalScrollBar()->value(), 0);
    }

    void showsTheOrderThatWasChosenInTheTree()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->sortByColumn(SessionColumns::Name, Qt::AscendingOrder);
        bench.sessions()->setColumnHidden(SessionColumns::System, false);
        const QTableView* list = bench.flatten();
        QTRY_COMPARE(nameIn(list, 0), QStringLiteral("alice"));
        QCOMPARE(list->horizontalHeader()->sortIndicatorSection(), int(SessionColumns::Name));
        QVERIFY(!list->isColumnHidden(SessionColumns::System));
        QVERIFY(!list->isColumnHidden(SessionColumns::Device));
        QVERIFY(list->isColumnHidden(SessionColumns::Sessions));
        bench.find<QComboBox>("grouping")->setCurrentIndex(1); // user
        QTRY_VERIFY(bench.sessions()->isVisible());
        QVERIFY(bench.top("alice").isValid());
        QVERIFY(!bench.sessions()->isColumnHidden(SessionColumns::Sessions));
        QCOMPARE(list->model()->rowCount(), 0); // and takes no room any more
    }

    void isAsItWasAfterARestart()
    {
        SessionsBench bench;
        QTableView* list = start(bench, 300);
        list->setColumnHidden(SessionColumns::Browser, false);
        list->setColumnWidth(SessionColumns::Device, 333);
        list->sortByColumn(SessionColumns::Created, Qt::AscendingOrder);
        QTRY_COMPARE(nameIn(list, 0), QStringLiteral("user1"));
        click(list, 4);
        bench.stop();
        bench.start();
        list = bench.sessionList();
        QTRY_COMPARE(list->model()->rowCount(), 304);
        QVERIFY(list->isVisible());
        QCOMPARE(nameIn(list, 0), QStringLiteral("user1"));
        QVERIFY(!list->isColumnHidden(SessionColumns::Browser));
        QCOMPARE(list->columnWidth(SessionColumns::Device), 333);
        QCOMPARE(list->horizontalHeader()->sortIndicatorSection(), int(SessionColumns::Created));
        QCOMPARE(list->selectionModel()->selectedRows().value(0).row(), 4);
        QCOMPARE(bench.find<QPushButton>("revokeButton")->text(), QStringLiteral("Revoke"));
    }

    void aNarrowPageShowsDetailsInPlaceOfTheList() // EDGE 75
    {
        SessionsBench bench;
        QTableView* list = start(bench, 300);
        bench.window().resize(720, 480);
        QTRY_VERIFY(!bench.find("sessionDetails")->isVisible());
        list->setFocus();
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Down);
        QTest::keyClick(list, Qt::Key_Return);
        QVERIFY(bench.find("sessionDetails")->isVisible());
        QVERIFY(!list->isVisible());
        QTest::keyClick(&bench.window(), Qt::Key_Escape);
        QTRY_VERIFY(list->isVisible());
        QVERIFY(list->hasFocus());
        QTest::keyClick(list, Qt::Key_Delete);
        QTRY_VERIFY(bench.shows("deleteQuestion"));
    }

    void theFocusStaysInTheRowsWhenTheyAreGroupedOtherwise()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->setFocus();
        const QTableView* list = bench.flatten();
        QVERIFY(list->hasFocus());
        QTest::keyClick(bench.sessionList(), Qt::Key_A, Qt::ControlModifier);
        QTRY_COMPARE(bench.find<QPushButton>("revokeButton")->text(), QStringLiteral("Revoke 4"));
    }

    void saysThatNothingMatchesAndComesBack()
    {
        SessionsBench bench;
        const QTableView* list = start(bench, 300);
        bench.find<QLineEdit>("search")->setText(QStringLiteral("nobody"));
        QTRY_VERIFY(bench.find("emptyAction")->isVisible());
        QCOMPARE(list->model()->rowCount(), 0);
        bench.find<QPushButton>("emptyAction")->click();
        QTRY_COMPARE(list->model()->rowCount(), 304);
        QVERIFY(bench.runSql("DELETE FROM sessions"));
        QTRY_VERIFY_WITH_TIMEOUT(bench.find("emptyAction")->isVisible(), 2000);
    }
};

QTEST_MAIN(SessionListTest)
#include "session_list_test.moc"
