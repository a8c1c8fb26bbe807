// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/manual_clock.h"
#include "tests/support/sessions/many_sessions.h"
#include "ui/sessions/session_columns.h"
#include "ui/sessions/session_list_model.h"

#include <QAbstractItemModelTester>
#include <QtTest>

using namespace latchkey;
using test::ManySessions;
using ui::SessionListModel;

namespace {

constexpr int Million = 1'000'000;

/// The model over so many sessions, at the first page.
struct Bench
{
    explicit Bench(qint64 sessions = Million)
        : directory(sessions)
    {
        model.load({}, {});
        answer();
        model.setMatched({}, directory.count);
    }

    /// Gives the answer that waits, and lets the model take it and ask on.
    void answer()
    {
        if (!QTest::qWaitFor([&] { return directory.answer(); })) {
            qFatal("nothing was asked");
        }
        QCoreApplication::processEvents();
    }

    QString nameAt(int row) const { return model.index(row, ui::SessionColumns::Name).data().toString(); }

    ManySessions directory;
    test::ManualClock clock { 1'800'000'000 };
    SessionListModel model { directory, clock };
};

} // namespace

/// What the list of sessions reads, holds and says.
class SessionListModelTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void hasARowForEachSessionAndReadsThoseInSight() // EDGE 62
    {
        Bench bench;
        QCOMPARE(bench.model.rowCount(), Million);
        QCOMPARE(bench.directory.rowsRead, 100);
        QCOMPARE(bench.nameAt(99), QStringLiteral("user100"));
        QCOMPARE(bench.nameAt(600'010), QStringLiteral("…"));
        QVERIFY(bench.model.index(600'010, 0).flags().testFlag(Qt::ItemIsSelectable));

        QSignalSpy changed(&bench.model, &QAbstractItemModel::dataChanged);
        bench.model.setSight(600'010, 600'030);
        bench.answer();
        QCOMPARE(bench.nameAt(600'010), QStringLiteral("user600011"));
        QCOMPARE(changed.count(), 1);
        QCOMPARE(changed.first()[0].toModelIndex().row(), 600'000);
        QCOMPARE(changed.first()[1].toModelIndex().row(), 600'099);
    }

    void showsAsManyRowsAsWereReadUntilTheyAreCounted()
    {
        ManySessions directory(Million);
        test::ManualClock clock(1'800'000'000);
        SessionListModel model(directory, clock);
        model.load({}, {});
        QVERIFY(directory.answer());
        QTRY_COMPARE(model.rowCount(), 100);
        model.setMatched({}, 3); // older than what was read
        QCOMPARE(model.rowCount(), 100);
        model.setMatched({}, Million);
        QCOMPARE(model.rowCount(), Million);
        sessions::SessionFilter other;
        other.search = QStringLiteral("other");
        model.setMatched(other, 5);
        QCOMPARE(model.rowCount(), Million);
    }

    void doesNotReadWhatIsScrolledPast()
    {
        Bench bench;
        bench.directory.pagesRead.clear();
        for (int row = 1'000; row < 900'000; row += 1'000) { // in one go
            bench.model.setSight(row, row + 30);
        }
        QTRY_COMPARE(bench.directory.waiting(), 1);
        for (int row = 900'000; row > 500'000; row -= 1'000) { // while that is being read
            bench.model.setSight(row, row + 30);
            QCoreApplication::processEvents();
        }
        bench.answer();
        bench.answer();
        QCOMPARE(bench.directory.pagesRead, (QList<qint64> { 899'000, 501'000, 500'900 })); // and one ahead
        QCOMPARE(bench.nameAt(501'000), QStringLiteral("user501001"));
    }

    void readsAheadInTheDirectionOfScrolling()
    {
        Bench bench;
        bench.model.setSight(5'020, 5'060);
        bench.answer();
        bench.directory.pagesRead.clear();
        bench.answer();
        QCOMPARE(bench.nameAt(5'100), QStringLiteral("user5101"));
        QCOMPARE(bench.directory.waiting(), 0); // and no further
        bench.model.setSight(5'010, 5'050);
        bench.answer();
        QCOMPARE(bench.nameAt(4'999), QStringLiteral("user5000"));
    }

    void holdsABoundedNumberOfPages()
    {
        Bench bench;
        for (int page = 1; page < 200; ++page) {
            bench.model.setSight(page * 500, page * 500 + 20);
            bench.answer();
        }
        int held = 0;
        for (int row = 0; row < Million; row += 100) {
            held += bench.model.sessionAt(row) == nullptr ? 0 : 1;
        }
        QCOMPARE(held, SessionListModel::MostPages);
        QCOMPARE(bench.nameAt(0), QStringLiteral("…")); // the first was seen the longest ago
        QCOMPARE(bench.nameAt(199 * 500), QStringLiteral("user99501"));
    }

    void anAnswerToAnOlderQuestionIsDropped()
    {
        Bench bench;
        sessions::SessionFilter search;
        search.search = QStringLiteral("x");
        bench.directory.found = 250;
        bench.model.load(search, {});
        QCOMPARE(bench.nameAt(0), QStringLiteral("user1")); // the old rows stay
        bench.directory.found = 20;
        search.search = QStringLiteral("xy");
        bench.model.load(search, {});
        QSignalSpy loaded(&bench.model, &SessionListModel::loaded);
        bench.answer();
        QCOMPARE(loaded.count(), 0);
        QCOMPARE(bench.model.rowCount(), Million);
        bench.answer();
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(bench.model.rowCount(), 20);
    }

    void aReloadKeepsTheRowsUntilTheNewOnesAreThere()
    {
        Bench bench;
        bench.model.setSight(5'020, 5'060);
        bench.answer();
        bench.answer(); // ahead
        const QPersistentModelIndex current(bench.model.index(5'030, 0));
        bench.directory.addOnTop(7);
        bench.model.reload();
        QCoreApplication::processEvents();
        QCOMPARE(bench.nameAt(5'030), QStringLiteral("user5031"));
        QSignalSpy loaded(&bench.model, &SessionListModel::loaded);
        bench.answer();
        QCOMPARE(loaded.count(), 1);
        QCOMPARE(bench.nameAt(5'037), QStringLiteral("user5031"));
        QCOMPARE(current.row(), 5'037);
        bench.model.setMatched({}, bench.directory.count);
        QCOMPARE(bench.model.rowCount(), Million + 7);
        QCOMPARE(bench.nameAt(50), QStringLiteral("user51")); // what is not in sight is as it was seen,
        bench.model.setSight(0, 40);
        bench.answer();
        QCOMPARE(bench.nameAt(50), QStringLiteral("user44")); // until it comes into sight
    }

    void aShorterListEndsWhereItEnds()
    {
        Bench bench;
        bench.model.setSight(Million - 30, Million - 1);
        bench.answer();
        bench.directory.count = Million - 150;
        bench.model.reload();
        bench.answer();
        QCOMPARE(bench.model.rowCount(), Million - 150);
        QCOMPARE(bench.nameAt(Million - 151), QStringLiteral("user999850"));
        bench.directory.count = 0;
        QSignalSpy loaded(&bench.model, &SessionListModel::loaded);
        bench.model.reload();
        bench.model.setMatched({}, 0);
        bench.answer();
        QCOMPARE(bench.model.rowCount(), 0);
        QVERIFY(!loaded.isEmpty());
    }

    void aFailureStopsTheReadingUntilTheNextLoad()
    {
        Bench bench;
        QSignalSpy failed(&bench.model, &SessionListModel::failed);
        bench.directory.failure = Error { ErrorCode::StoreUnavailable, QStringLiteral("gone") };
        bench.model.setSight(5'020, 5'060);
        bench.answer();
        QCOMPARE(failed.count(), 1);
        bench.directory.failure.reset();
        bench.model.setSight(6'020, 6'060);
        QTest::qWait(20); // it would have asked from the event loop
        QCOMPARE(bench.directory.waiting(), 0);
        bench.model.reload();
        bench.answer();
        QCOMPARE(bench.nameAt(6'020), QStringLiteral("user6021"));
    }

    void isAModelAsViewsExpectIt()
    {
        Bench bench(350);
        const QAbstractItemModelTester tester(
            &bench.model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        bench.model.setSight(200, 230);
        bench.answer();
        const QPersistentModelIndex row(bench.model.index(210, 0));
        bench.directory.addOnTop(120);
        bench.model.reload();
        bench.answer();
        QCOMPARE(row.data().toString(), QStringLiteral("user211"));
        QCOMPARE(row.row(), 330);
        bench.directory.count = 240;
        bench.model.setSight(300, 340);
        bench.model.reload();
        bench.answer();
        QCOMPARE(bench.model.rowCount(), 240);
        bench.directory.found = 3;
        sessions::SessionFilter search;
        search.search = QStringLiteral("x");
        bench.model.load(search, {});
        bench.answer();
        QCOMPARE(bench.model.rowCount(), 3);
        bench.model.clear();
        QCOMPARE(bench.model.rowCount(), 0);
    }

    void whatIsTypedIsLookedForAmongTheRowsThatAreHeld()
    {
        Bench bench;
        const auto find = [&](const char* text) {
            return bench.model.match(bench.model.index(50, 0), Qt::DisplayRole, QString::fromLatin1(text), 1,
                Qt::MatchStartsWith | Qt::MatchWrap);
        };
        QCOMPARE(find("USER7").value(0).row(), 69);
        QCOMPARE(find("user12").value(0).row(), 11);
        QVERIFY(find("user900000").isEmpty());
        QCOMPARE(bench.directory.rowsRead, 100);
    }
};

QTEST_MAIN(SessionListModelTest)
#include "session_list_model_test.moc"
