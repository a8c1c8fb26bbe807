// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"
#include "tests/support/file_check.h"
#include "tests/support/result_check.h"
#include "ui/shared/details_pane.h"

#include <QFileDialog>
#include <QHeaderView>
#include <QJsonArray>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QToolButton>
#include <QtTest>

using namespace latchkey;
using activity::Act;
using test::DesktopFixture;

/// The Activity page: what it shows of the log, and how it follows it.
class ActivityPageTest final : public QObject
{
    Q_OBJECT

private:
    static constexpr int ActivityPage = 2;

    static void open(DesktopFixture& fixture)
    {
        fixture.start();
        fixture.window().showPage(ActivityPage);
    }

    static QTableView* table(DesktopFixture& fixture) { return fixture.find<QTableView>("activityTable"); }

    /// What another program does.
    static void record(DesktopFixture& fixture, Act act, const QString& what, qint64 count = 1)
    {
        const SystemClock clock;
        activity::ActivityLog log(fixture.services().activity().path(), activity::By::Terminal, clock);
        REQUIRE_OK(waitFor(log.record({ .act = act, .what = what, .count = count })));
    }

    static QStringList cellsOf(DesktopFixture& fixture, int column)
    {
        QStringList cells;
        const auto* model = table(fixture)->model();
        for (int row = 0; row < model->rowCount(); ++row) {
            cells.append(model->index(row, column).data().toString());
        }
        return cells;
    }

    static QString summary(DesktopFixture& fixture)
    {
        return fixture.find<QLabel>("activitySummary")->text();
    }

private Q_SLOTS:
    void showsWhatWasDone()
    {
        DesktopFixture fixture;
        fixture.start();
        record(fixture, Act::SessionsRevoke, u"3 sessions of bob"_qs, 3);
        record(fixture, Act::ServersUse, u"eve\u202e on https://dev.example.com"_qs); // EDGE 48
        fixture.window().showPage(ActivityPage);
        QTRY_COMPARE(cellsOf(fixture, 1), QStringList({ u"Switched to"_qs, u"Revoked"_qs }));
        QCOMPARE(cellsOf(fixture, 0), QStringList({ u"just now"_qs, u"just now"_qs }));
        QCOMPARE(cellsOf(fixture, 2),
            QStringList({ u"eve\\u202e on https://dev.example.com"_qs, u"3 sessions of bob"_qs }));
        QCOMPARE(cellsOf(fixture, 3), QStringList({ u"Terminal"_qs, u"Terminal"_qs }));
        QCOMPARE(cellsOf(fixture, 4), QStringList({ QString(), u"3"_qs }));
        QTRY_COMPARE(summary(fixture), u"2 entries, unchanged"_qs);
        const QString tip = table(fixture)->model()->index(0, 0).data(Qt::ToolTipRole).toString();
        QVERIFY2(tip.startsWith(QString::number(QDate::currentDate().year())), qPrintable(tip));
    }

    void followsTheLogAndKeepsTheSelection()
    {
        DesktopFixture fixture;
        open(fixture);
        QTRY_COMPARE(fixture.find<QLabel>("emptyTitle")->text(), u"Nothing done here yet"_qs);
        record(fixture, Act::ServersUse, u"first"_qs); // the log appears
        QTRY_COMPARE(cellsOf(fixture, 2), QStringList({ u"first"_qs }));
        table(fixture)->selectRow(0);
        record(fixture, Act::ServersUse, u"second"_qs);
        QTRY_COMPARE(cellsOf(fixture, 2), QStringList({ u"second"_qs, u"first"_qs }));
        QCOMPARE(table(fixture)->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(table(fixture)->selectionModel()->selectedRows().first().row(), 1);
        QTRY_COMPARE(summary(fixture), u"2 entries, unchanged"_qs);

        fixture.window().showPage(0); // not seen, it does nothing, and knows all when it is seen again
        record(fixture, Act::ServersUse, u"third"_qs);
        fixture.window().showPage(ActivityPage);
        QTRY_COMPARE(cellsOf(fixture, 2).value(0), u"third"_qs);
        QCOMPARE(table(fixture)->selectionModel()->selectedRows().first().row(), 2);
    }

    void searchesAndFilters()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        open(fixture);
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 13);
        const auto chip = [&fixture](const char* name, int rows) {
            fixture.find<QToolButton>(name)->click();
            QCOMPARE(table(fixture)->model()->rowCount(), rows);
        };
        chip("chip1", 6); // servers
        chip("chip2", 3); // tokens
        chip("chip3", 4); // sessions, with what was undone
        chip("chip0", 13);
        auto* search = fixture.find<QLineEdit>("search");
        search->setText(u"switched"_qs); // a word that is shown
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 4);
        search->setText(u"servers.use"_qs); // one that is stored
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 4);
        search->setText(u"CUTOFF"_qs); // one of the details
        QTRY_COMPARE(cellsOf(fixture, 1), QStringList({ u"Purged"_qs }));
        search->setText(u"no such thing"_qs);
        QTRY_COMPARE(fixture.find<QLabel>("emptyTitle")->text(), u"Nothing matches"_qs);
        fixture.find<QPushButton>("emptyAction")->click();
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 13);
        QVERIFY(table(fixture)->isVisible());
    }

    void detailsTellAllOfAnEntry()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        open(fixture);
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 13);
        table(fixture)->selectRow(DesktopFixture::row(*table(fixture)->model(), u"Purged"_qs, 1).row());
        QMap<QString, QString> facts;
        for (const auto& fact :
            fixture.find<ui::ActivityView>("activityPage")->findChild<ui::DetailsPane*>()->facts()) {
            facts.insert(fact.label, fact.value);
        }
        QCOMPARE(facts[u"How many"_qs], u"412"_qs);
        QCOMPARE(facts[u"Users"_qs], u"96"_qs);
        QCOMPARE(facts[u"Completed"_qs], u"yes"_qs);
        QVERIFY2(facts[u"Cut-off"_qs].startsWith(u"20"_qs), qPrintable(facts[u"Cut-off"_qs]));
        QVERIFY(facts.contains(u"Hash"_qs));
    }

    void saysWhenTheChainDoesNotHold()
    {
        DesktopFixture fixture;
        fixture.start();
        for (int i = 0; i < 3; ++i) {
            record(fixture, Act::ServersUse, u"login %1"_qs.arg(i));
        }
        fixture.window().showPage(ActivityPage);
        QTRY_COMPARE(summary(fixture), u"3 entries, unchanged"_qs);
        QVERIFY(!fixture.find("banner")->isVisible());
        const QString path = fixture.services().activity().path();
        QByteArray content = test::contentOf(path);
        test::putFile(path, QByteArray(content).replace("login 1", "login 7"));
        QTRY_VERIFY(fixture.find("banner")->isVisible());
        QTRY_COMPARE(cellsOf(fixture, 2).value(1), u"login 7"_qs);
        QCOMPARE(summary(fixture), u"3 entries"_qs);
        const auto text = fixture.find("banner")->findChild<QLabel*>(QStringLiteral("bannerText"))->text();
        QVERIFY2(text.contains(u"Line 2"_qs), qPrintable(text));
        test::putFile(path, content);
        QTRY_VERIFY(!fixture.find("banner")->isVisible());
    }

    void exportsAllToAPrivateFile()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        open(fixture);
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 13);
        fixture.find<QToolButton>("chip2")->click(); // what is shown does not matter
        const auto exportAs = [&fixture](const char* action, const QString& file) {
            fixture.find<QAction>(action)->trigger();
            auto* dialog = fixture.find<QFileDialog>("exportDialog");
            dialog->setDirectory(fixture.root());
            dialog->selectFile(file);
            QMetaObject::invokeMethod(dialog, "accept");
            QTRY_VERIFY(fixture.find<QLabel>("noticeText")->text().contains(file));
            QTRY_VERIFY(!fixture.shows("exportDialog"));
            QCOMPARE(test::modeOf(fixture.root() + u'/' + file), 0600U);
        };
        exportAs("exportCsv", u"all.csv"_qs);
        QCOMPARE(test::contentOf(fixture.root() + u"/all.csv"_qs).count('\n'), 14);
        exportAs("exportJson", u"all.json"_qs);
        const auto json = QJsonDocument::fromJson(test::contentOf(fixture.root() + u"/all.json"_qs));
        QCOMPARE(json.array().size(), 13);
    }

    void remembersColumnsSortAndFilter()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        open(fixture);
        table(fixture)->horizontalHeader()->resizeSection(1, 211);
        table(fixture)->sortByColumn(1, Qt::AscendingOrder);
        fixture.find<QToolButton>("chip1")->click();
        open(fixture);
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 6);
        QCOMPARE(table(fixture)->horizontalHeader()->sectionSize(1), 211);
        QCOMPARE(cellsOf(fixture, 1).first(), u"Added"_qs);
        QVERIFY(fixture.find<QToolButton>("chip1")->isChecked());
    }

    void isTheThirdPage()
    {
        DesktopFixture fixture;
        fixture.start();
        QVERIFY(QTest::qWaitForWindowActive(&fixture.window()));
        QTest::keyClick(&fixture.window(), Qt::Key_3, Qt::ControlModifier);
        QVERIFY(table(fixture) != nullptr);
        QVERIFY(fixture.find("activityPage")->isVisible());
        QTest::keyClick(&fixture.window(), Qt::Key_4, Qt::ControlModifier);
        QVERIFY(fixture.find("settingsPage")->isVisible());
    }

    void aNarrowPageShowsDetailsInPlaceOfTheRows() // EDGE 75
    {
        DesktopFixture fixture;
        open(fixture);
        record(fixture, Act::ServersUse, QStringLiteral("alice on https://dev.example.com"));
        fixture.desktop().reload();
        QTRY_COMPARE(table(fixture)->model()->rowCount(), 1);
        fixture.window().resize(720, 480);
        table(fixture)->setFocus();
        table(fixture)->selectRow(0);
        QTest::keyClick(table(fixture), Qt::Key_Return);
        QTRY_VERIFY(!table(fixture)->isVisible());
        QTest::keyClick(&fixture.window(), Qt::Key_Escape);
        QTRY_VERIFY(table(fixture)->isVisible());
        QVERIFY(table(fixture)->hasFocus());
    }
};

QTEST_MAIN(ActivityPageTest)
#include "activity_page_test.moc"
