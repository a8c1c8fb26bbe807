// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/ui/sessions/sessions_bench.h"
#include "ui/sessions/session_columns.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/elided_label.h"
#include "ui/shared/page.h"

#include <QComboBox>
#include <QHeaderView>
#include <QInputDialog>
#include <QLineEdit>
#include <QMenu>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

using namespace latchkey;
using sessions::SessionState;
using test::SessionsBench;

/// The Sessions page as a person uses it, over a real SQLite database: finding and looking.
class SessionsPageTest final : public QObject
{
    Q_OBJECT

private:
    static QLabel* emptyTitle(SessionsBench& bench)
    {
        return bench.find<ui::Page>("sessionsPage")->findChild<QLabel*>(QStringLiteral("emptyTitle"));
    }

private Q_SLOTS:
    void groupsByDeviceThenUserAgentThenSession()
    {
        SessionsBench bench;
        bench.startWithFour();
        const QAbstractItemModel& model = *bench.sessions()->model();
        const QModelIndex firefox = bench.top("Firefox on Windows");
        QVERIFY(firefox.isValid());
        QCOMPARE(firefox.siblingAtColumn(2).data().toString(), QStringLiteral("3"));
        bench.sessions()->expand(firefox);
        QTRY_COMPARE(model.rowCount(firefox), 1);
        const QModelIndex version = model.index(0, 0, firefox);
        QCOMPARE(version.data().toString(), QStringLiteral("Firefox 128.0"));
        bench.sessions()->expand(version);
        QTRY_COMPARE(model.rowCount(version), 3);
        QVERIFY(SessionsBench::row(model, QStringLiteral("alice"), 0, version).isValid());
        QVERIFY(bench.top("curl").isValid());
    }

    void searchesOverDevicesAndUsers()
    {
        SessionsBench bench;
        bench.startWithFour();
        auto* search = bench.find<ui::Page>("sessionsPage")->findChild<QLineEdit*>(QStringLiteral("search"));
        search->setText(QStringLiteral("windows"));
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 1);
        search->setText(QStringLiteral("deploy"));
        QTRY_VERIFY(bench.top("curl").isValid());
        search->setText(QStringLiteral("100%_nobody"));
        QTRY_COMPARE(emptyTitle(bench)->text(), QStringLiteral("No session matches"));
        bench.find<ui::Page>("sessionsPage")->findChild<QPushButton*>(QStringLiteral("emptyAction"))->click();
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 2);
    }

    void filtersByChip()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->setCurrentIndex(bench.top("curl"));
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 1);
        bench.find<QToolButton>("chipRevoked")->click(); // Revoked
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 1);
        QVERIFY(bench.top("curl").isValid());
        bench.find<QToolButton>("chipActive")->click(); // Active
        QTRY_VERIFY(bench.top("Firefox on Windows").isValid());
        QCOMPARE(bench.sessions()->model()->rowCount(), 1);
    }

    void keepsOpenRowsAndSelectionOverAReload()
    {
        SessionsBench bench;
        bench.startWithFour();
        const QAbstractItemModel& model = *bench.sessions()->model();
        bench.sessions()->expand(bench.top("Firefox on Windows"));
        QTRY_COMPARE(model.rowCount(bench.top("Firefox on Windows")), 1);
        bench.sessions()->setCurrentIndex(model.index(0, 0, bench.top("Firefox on Windows")));
        QSignalSpy relaid(&model, &QAbstractItemModel::layoutChanged);
        bench.desktop().reload();
        QTRY_VERIFY(relaid.count() >= 1);
        QTRY_VERIFY(bench.sessions()->isExpanded(bench.top("Firefox on Windows")));
        QTRY_COMPARE(bench.sessions()->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(bench.sessions()->selectionModel()->selectedRows().first().data().toString(),
            QStringLiteral("Firefox 128.0"));
    }

    void saysWhyItCannotReadAndComesBack() // EDGE 63
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.stop();
        const QString path = bench.folder() + QStringLiteral("/sessions.db");
        QVERIFY(QFile::rename(path, path + QStringLiteral(".good")));
        QFile damaged(path);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        damaged.write(QByteArray(8192, 'x'));
        damaged.close();
        bench.start();
        QTRY_COMPARE(emptyTitle(bench)->text(), QStringLiteral("The sessions cannot be read"));
        QTRY_VERIFY(!bench.find<QPushButton>("purgeButton")->isEnabled());
        // At once, as mv does: where there is none for a moment, a question under way makes a new one.
        QCOMPARE(std::rename(qPrintable(path + QStringLiteral(".good")), qPrintable(path)), 0);
        bench.find<ui::Page>("sessionsPage")->findChild<QPushButton*>(QStringLiteral("emptyAction"))->click();
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 2);
        QTRY_VERIFY(bench.find<QPushButton>("purgeButton")->isEnabled());
    }

    void saysThatADatabaseIsFromANewerLatchkey() // EDGE 63, S16
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.stop();
        QVERIFY(bench.runSql("PRAGMA user_version = 999"));
        bench.start();
        QTRY_COMPARE(emptyTitle(bench)->text(), QStringLiteral("The sessions cannot be read"));
        QVERIFY(bench.find<QLabel>("emptyText")->text().contains(QStringLiteral("newer Latchkey")));
        QVERIFY(!bench.find<QPushButton>("purgeButton")->isEnabled());
    }

    void chipsThatAreOnMustAllFit()
    {
        SessionsBench bench;
        bench.startWithFour();
        QVERIFY(bench.runSql("UPDATE sessions SET last_used = last_used - 100 * 86400, created = 1"
                             " WHERE user_id <> (SELECT id FROM users WHERE name = 'bob')"));
        bench.sessions()->setCurrentIndex(bench.top("curl"));
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 1);
        const auto counts = [&] { return bench.find<ui::ElidedLabel>("sessionCounts")->fullText(); };
        bench.find<QToolButton>("chipUnused")->click();
        QTRY_COMPARE(counts(), QStringLiteral("3 of 4 sessions"));
        bench.find<QToolButton>("chipActive")->click();
        QTRY_COMPARE(counts(), QStringLiteral("2 of 4 sessions"));
        bench.find<QToolButton>("chipRevoked")->click(); // in place of Active
        QTRY_COMPARE(counts(), QStringLiteral("1 of 4 sessions"));
        bench.find<QToolButton>("chipRevoked")->click();
        bench.find<QToolButton>("chipUnused")->menu()->actions().last()->trigger(); // another age
        auto* age = bench.find<QInputDialog>("ageQuestion")->findChild<QSpinBox*>();
        QVERIFY(age != nullptr);
        age->setValue(101);
        QTest::keyClick(age, Qt::Key_Return);
        QTRY_COMPARE(emptyTitle(bench)->text(), QStringLiteral("No session matches"));
        QCOMPARE(bench.find<QToolButton>("chipUnused")->text(), QStringLiteral("Unused 101 days"));
    }

    void findsOddClocks() // EDGE 51
    {
        SessionsBench bench;
        bench.startWithFour();
        QVERIFY(bench.runSql("UPDATE sessions SET last_used = 253402300799 WHERE user_id = (SELECT id FROM "
                             "users WHERE name = 'bob')"));
        bench.find<QToolButton>("chipOddClock")->click();
        QTRY_COMPARE(
            bench.find<ui::ElidedLabel>("sessionCounts")->fullText(), QStringLiteral("1 of 4 sessions"));
    }

    void followsWhatOtherProgramsDo()
    {
        SessionsBench bench;
        bench.startWithFour();
        const QModelIndex firefox = bench.top("Firefox on Windows");
        const QModelIndex version = bench.open(firefox);
        bench.open(version);
        bench.sessions()->setCurrentIndex(version);
        QVERIFY(bench.runSql("UPDATE sessions SET revoked = 1, revoked_at = 1 WHERE user_id = (SELECT id "
                             "FROM users WHERE name = 'carol')"));
        const auto state = [&] {
            const auto* model = bench.sessions()->model();
            const QModelIndex again = model->index(0, 0, bench.top("Firefox on Windows"));
            return SessionsBench::row(*model, QStringLiteral("carol"), 0, again)
                .siblingAtColumn(5)
                .data()
                .toString();
        };
        QTRY_COMPARE_WITH_TIMEOUT(state(), QStringLiteral("Revoked"), 2000);
        QCOMPARE(bench.sessions()->selectionModel()->selectedRows().first().data().toString(),
            QStringLiteral("Firefox 128.0"));
        QVERIFY(bench.sessions()->isExpanded(bench.top("Firefox on Windows")));
    }

    void doesNotReadWhileNobodyLooks()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.window().hide();
        QSignalSpy relaid(bench.sessions()->model(), &QAbstractItemModel::layoutChanged);
        QVERIFY(bench.runSql(
            "DELETE FROM sessions WHERE user_id = (SELECT id FROM users WHERE name = 'deploy')"));
        QTest::qWait(1500); // three times the delay: nothing is read
        QCOMPARE(relaid.count(), 0);
        bench.window().show();
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 1);
    }

    void everythingIsAsItWasAfterARestart()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.find<QToolButton>("chipActive")->click();
        bench.find<QLineEdit>("search")->setText(QStringLiteral("win"));
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 1);
        bench.sessions()->setColumnHidden(7, false); // browser
        bench.sessions()->sortByColumn(4, Qt::AscendingOrder); // created
        bench.sessions()->setCurrentIndex(bench.open(bench.top("Firefox on Windows")));
        bench.stop();
        bench.start();
        QTRY_COMPARE(bench.sessions()->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(bench.sessions()->selectionModel()->selectedRows().first().data().toString(),
            QStringLiteral("Firefox 128.0"));
        QVERIFY(bench.sessions()->isExpanded(bench.top("Firefox on Windows")));
        QVERIFY(bench.find<QToolButton>("chipActive")->isChecked());
        QCOMPARE(bench.find<QLineEdit>("search")->text(), QStringLiteral("win"));
        QVERIFY(!bench.sessions()->isColumnHidden(7));
        QCOMPARE(bench.sessions()->header()->sortIndicatorSection(), 4);
    }

    void detailsShowEverythingAndEscapeTheRawString() // EDGE 48
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.add("mallory", "Odd\u202eclient <script>alert(1)</script>");
        QTableView* list = bench.flatten();
        const auto mallory = [&] { return SessionsBench::row(*list->model(), QStringLiteral("mallory")); };
        QTRY_VERIFY(mallory().isValid());
        const QString toolTip = mallory().data(Qt::ToolTipRole).toString();
        QVERIFY(toolTip.contains(QStringLiteral("&lt;script&gt;"))); // a tooltip would take it for HTML
        list->selectRow(mallory().row());
        const auto* pane = bench.find<ui::DetailsPane>("sessionDetails");
        const auto facts = pane->facts();
        QCOMPARE(facts.last().label, QStringLiteral("User agent"));
        QVERIFY(facts.last().value.contains(QStringLiteral("<script>")));
        QVERIFY(!facts.last().value.contains(QChar(0x202e)));
        bench.find<QComboBox>("grouping")->setCurrentIndex(0); // device
        bench.add(
            "alice", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:127.0) Gecko/20100101 Firefox/127.0");
        QTRY_VERIFY(
            bench.top("Firefox on Windows").siblingAtColumn(2).data().toString() == QStringLiteral("4"));
        bench.sessions()->setCurrentIndex(bench.top("Firefox on Windows"));
        const auto shows = [&](const char* text) {
            return std::ranges::any_of(pane->facts(),
                [&](const auto& fact) { return fact.value.startsWith(QLatin1StringView(text)); });
        };
        QTRY_VERIFY(shows("Firefox 128.0") && shows("Firefox 127.0")); // an update makes no new device
    }

    void aRevokedTokenThatIsStillPresentedShows()
    {
        SessionsBench bench;
        bench.start();
        auto& store = bench.services().sessions();
        const auto token = Secret::takeFrom(QByteArray("held-by-two"));
        REQUIRE_OK(waitFor(store.add(QStringLiteral("alice"), token, QStringLiteral("curl/7.88.1"))));
        REQUIRE_OK(waitFor(store.revoke(QStringLiteral("alice"), token)));
        REQUIRE_ERROR(waitFor(store.validate(QStringLiteral("alice"), token)), ErrorCode::TokenInvalid);
        bench.window().showPage(1);
        bench.desktop().reload();
        QTableView* list = bench.flatten();
        QTRY_COMPARE(list->model()->rowCount(), 1);
        list->selectRow(0);
        const auto* pane = bench.find<ui::DetailsPane>("sessionDetails");
        const auto warns = [&] {
            return std::ranges::any_of(pane->facts(), [](const auto& fact) {
                return fact.value == QStringLiteral("Presented once after it was revoked, just now.");
            });
        };
        QTRY_VERIFY(warns());
        const QModelIndex state = list->model()->index(0, ui::SessionColumns::State);
        QVERIFY(!state.data(Qt::DecorationRole).isNull());
        QVERIFY(state.data(Qt::ToolTipRole).toString().contains(QStringLiteral("Presented once")));
    }

    void aNarrowPageShowsDetailsInPlaceOfTheRows() // EDGE 75
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.window().resize(720, 480);
        QTRY_VERIFY(!bench.find("sessionDetails")->isVisible());
        bench.sessions()->setFocus();
        bench.sessions()->setCurrentIndex(bench.top("curl"));
        QTest::keyClick(bench.sessions(), Qt::Key_Return);
        QVERIFY(bench.find("sessionDetails")->isVisible());
        QVERIFY(!bench.sessions()->isVisible());
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 1);
        QTest::keyClick(&bench.window(), Qt::Key_Escape);
        QTRY_VERIFY(bench.sessions()->isVisible());
        QVERIFY(bench.sessions()->hasFocus());
        bench.window().resize(1200, 700);
        QTRY_VERIFY(bench.find("sessionDetails")->isVisible());
        QVERIFY(bench.sessions()->isVisible());
    }
};

QTEST_MAIN(SessionsPageTest)
#include "sessions_page_test.moc"
