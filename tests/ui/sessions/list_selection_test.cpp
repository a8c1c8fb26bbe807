// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/manual_clock.h"
#include "tests/support/sessions/many_sessions.h"
#include "ui/sessions/flat_sessions.h"

#include <QScrollBar>
#include <QSignalSpy>
#include <QTableView>
#include <QtTest>

using namespace latchkey;
using sessions::SessionId;
using test::ManySessions;

namespace {

constexpr int Million = 1'000'000;

/// The list over a million sessions, whose answers come at once.
struct Bench
{
    Bench()
    {
        directory.answersAtOnce = true;
        parent.resize(600, 400);
        table().resize(600, 400);
        parent.show();
        model.load({}, {});
        if (!QTest::qWaitFor([&] { return model.rowCount() > 0; })) {
            qFatal("nothing is read");
        }
        model.setMatched({}, directory.count);
        if (!QTest::qWaitFor([&] { return table().verticalScrollBar()->maximum() > Million / 2; })) {
            qFatal("the scroll bar is too short");
        }
    }

    QTableView& table() { return static_cast<QTableView&>(rows.widget()); }
    ui::SessionSelection selection() const { return rows.selection(); }
    QList<SessionId> ids() const { return selection().filter.ids.value_or(QList<SessionId>()); }

    void key(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(&table(), key, modifiers);
    }

    /// Scrolls there, and waits until the rows are read.
    void scrollTo(int row)
    {
        table().scrollTo(model.index(row, 0), QAbstractItemView::PositionAtTop);
        if (!QTest::qWaitFor([&] { return model.sessionAt(row) != nullptr; })) {
            qFatal("row %d is not read", row);
        }
    }

    void click(int row, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::mouseClick(
            table().viewport(), Qt::LeftButton, modifiers, table().visualRect(model.index(row, 0)).center());
    }

    /// As another program does; the rows in sight are read anew.
    void addOnTop(qint64 sessions)
    {
        QSignalSpy loaded(&model, &ui::SessionListModel::loaded);
        directory.addOnTop(sessions);
        model.reload();
        model.setMatched({}, directory.count);
        QVERIFY(loaded.count() > 0 || loaded.wait());
    }

    ManySessions directory { Million };
    test::ManualClock clock { 1'800'000'000 };
    ui::SessionListModel model { directory, clock };
    QWidget parent;
    ui::FlatSessions rows { directory, model, &parent };
};

} // namespace

/// What is selected in a list of a million sessions, by keys and mouse, while it changes.
class ListSelectionTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everythingIsSelectedWithoutReadingAnything()
    {
        Bench bench;
        bench.rows.selectEverything();
        QVERIFY(bench.rows.isEverythingSelected());
        QCOMPARE(bench.selection().sessions, Million);
        bench.addOnTop(3);
        QVERIFY(bench.rows.isEverythingSelected());
        QVERIFY(bench.table().selectionModel()->isSelected(bench.model.index(0, 0)));
        QVERIFY(bench.table().selectionModel()->isSelected(bench.model.index(Million + 2, 0)));
        QCOMPARE(bench.directory.idsRead, 0);
        bench.click(2);
        QVERIFY(!bench.rows.isEverythingSelected());
        QCOMPARE(bench.ids(), QList<SessionId> { bench.directory.idAt(2) });
    }

    void everythingRightAfterARangeReadsNothingEither()
    {
        Bench bench;
        bench.click(3);
        bench.key(Qt::Key_End, Qt::ShiftModifier);
        bench.rows.selectEverything();
        QTest::qWait(300); // longer than a range waits before its ids are read
        QVERIFY(bench.rows.isEverythingSelected());
        QCOMPARE(bench.selection().sessions, Million);
        QCOMPARE(bench.directory.idsRead, 0);
    }

    void aRangeToTheEndIsReadAsIdsAlone()
    {
        Bench bench;
        bench.scrollTo(500'000);
        bench.click(500'000);
        QCOMPARE(bench.ids(), QList<SessionId> { 500'001 });
        const qint64 readBefore = bench.directory.rowsRead;
        bench.key(Qt::Key_End, Qt::ShiftModifier);
        QCOMPARE(bench.selection().sessions, 500'000); // at once
        QVERIFY(!bench.selection().isRead);
        QTRY_VERIFY(bench.selection().isRead);
        QCOMPARE(bench.directory.idsRead, 500'000);
        QCOMPARE(bench.ids().size(), 500'000);
        QCOMPARE(bench.ids().first(), 500'001);
        QCOMPARE(bench.ids().last(), Million);
        QCOMPARE(bench.selection().revoked, 125'000);
        QVERIFY(bench.directory.rowsRead - readBefore <= 500); // what came into sight
    }

    void aRangeByShiftAndClick()
    {
        Bench bench;
        bench.click(3);
        bench.scrollTo(800'000);
        bench.click(800'002, Qt::ShiftModifier);
        QTRY_VERIFY(bench.selection().isRead);
        QCOMPARE(bench.ids().size(), 800'000);
        QCOMPARE(bench.ids().first(), 4);
        bench.click(800'001, Qt::ControlModifier); // all but this one
        QTRY_VERIFY(bench.selection().isRead);
        QCOMPARE(bench.ids().size(), 799'999);
        QVERIFY(!bench.ids().contains(800'002));
    }

    void aRangeOfRowsThatAreHeldIsNotRead()
    {
        Bench bench;
        bench.click(3);
        bench.click(7, Qt::ShiftModifier);
        QCOMPARE(bench.ids(), (QList<SessionId> { 4, 5, 6, 7, 8 }));
        QVERIFY(bench.selection().isRead && !bench.selection().isByPlace);
        QCOMPARE(bench.selection().revoked, 2);
        QCOMPARE(bench.directory.idsRead, 0);
    }

    void whenTheListChangedMeanwhileOnlyWhatWasSeenIsSelected()
    {
        Bench bench;
        bench.click(3);
        bench.scrollTo(800'000);
        QSignalSpy lost(&bench.rows, &ui::SessionRowsView::selectionCutShort);
        bench.directory.addOnTop(1); // and nobody has said so yet
        bench.click(800'002, Qt::ShiftModifier);
        QTRY_COMPARE(lost.count(), 1);
        QVERIFY(bench.selection().isRead && !bench.selection().isByPlace);
        QVERIFY(bench.ids().contains(4) && bench.ids().contains(800'003));
        QVERIFY(bench.ids().size() < 500);
        for (const SessionId id : bench.ids()) {
            QVERIFY(id < 200 || id > 799'000); // what has been on the screen, and pages with it
        }
    }

    void aRangeGoesWhenTheListIsReadAnew()
    {
        Bench bench;
        bench.click(3);
        bench.key(Qt::Key_End, Qt::ShiftModifier);
        QTRY_VERIFY(bench.selection().isRead);
        QSignalSpy lost(&bench.rows, &ui::SessionRowsView::selectionLost);
        bench.addOnTop(1);
        QCOMPARE(lost.count(), 1);
        QCOMPARE(bench.selection().sessions, 0);
        QVERIFY(!bench.table().selectionModel()->hasSelection());
    }

    void selectedSessionsStaySelectedWhereverTheyMove()
    {
        Bench bench;
        bench.click(3);
        bench.click(5, Qt::ControlModifier);
        bench.addOnTop(2);
        QCOMPARE(bench.ids(), (QList<SessionId> { 4, 6 }));
        const auto* selected = bench.table().selectionModel();
        QVERIFY(!selected->isSelected(bench.model.index(3, 0)));
        QVERIFY(selected->isSelected(bench.model.index(5, 0)));
        QVERIFY(selected->isSelected(bench.model.index(7, 0)));
        QCOMPARE(bench.table().currentIndex().row(), 7); // so that the keys go on from there
        bench.key(Qt::Key_Down);
        QCOMPARE(bench.ids(), (QList<SessionId> { 7 }));
    }

    void alsoWhenTheyAreOutOfSight()
    {
        Bench bench;
        bench.click(3);
        bench.scrollTo(500'000);
        bench.addOnTop(2);
        QTRY_VERIFY(bench.table().selectionModel()->isSelected(bench.model.index(5, 0)));
        QCOMPARE(bench.ids(), (QList<SessionId> { 4 }));
        QVERIFY(!bench.table().selectionModel()->isSelected(bench.model.index(3, 0)));
    }

    void alsoWhenTheirPagesAreNoLongerHeld()
    {
        Bench bench;
        bench.scrollTo(150);
        bench.click(152);
        for (const int row : { 250, 350, 450, 550, 600 }) {
            bench.scrollTo(row);
        }
        bench.click(602, Qt::ShiftModifier);
        QCOMPARE(bench.ids().size(), 451);
        for (int page = 0; page < 60; ++page) {
            bench.scrollTo(500'000 + page * 300);
        }
        QCOMPARE(bench.model.sessionAt(350), nullptr);
        bench.click(500'000 + 59 * 300 + 2, Qt::ControlModifier);
        QVERIFY(bench.selection().isRead);
        QCOMPARE(bench.ids().size(), 452);
        QVERIFY(bench.ids().contains(351));
        QCOMPARE(bench.directory.idsRead, 0);
    }

    void whatIsGoneIsNoLongerSelected()
    {
        Bench bench;
        bench.click(3);
        bench.directory.found = 2; // without it
        sessions::SessionFilter search;
        search.search = QStringLiteral("x");
        bench.model.load(search, {});
        QTRY_COMPARE(bench.model.rowCount(), 2);
        QCOMPARE(bench.selection().sessions, 0);
    }

    void theRowAtTheTopStaysThere()
    {
        Bench bench;
        bench.scrollTo(400'000);
        const auto top = [&] { return bench.model.sessionAt(bench.table().rowAt(0))->token.id; };
        QCOMPARE(top(), 400'001);
        bench.addOnTop(60);
        QCOMPARE(top(), 400'001);
        bench.table().scrollToTop();
        QTRY_COMPARE(top(), bench.directory.idAt(0));
        bench.addOnTop(1); // at the very top what is new is shown
        QCOMPARE(top(), bench.directory.idAt(0));
    }

    void keysGoWhereTheyGoInATree()
    {
        Bench bench;
        bench.click(3);
        bench.key(Qt::Key_End);
        QCOMPARE(bench.table().currentIndex().row(), Million - 1);
        QTRY_COMPARE(bench.ids(), QList<SessionId> { Million });
        bench.key(Qt::Key_PageUp);
        QVERIFY(bench.table().currentIndex().row() < Million - 5);
        bench.key(Qt::Key_Home);
        QCOMPARE(bench.ids(), QList<SessionId> { 1 });
    }
};

QTEST_MAIN(ListSelectionTest)
#include "list_selection_test.moc"
