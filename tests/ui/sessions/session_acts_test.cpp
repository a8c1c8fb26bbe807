// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/ui/sessions/sessions_bench.h"
#include "ui/shared/elided_label.h"

#include <QAction>
#include <QComboBox>
#include <QDialog>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>

using namespace latchkey;
using sessions::SessionState;
using test::SessionsBench;

/// What a person does to sessions on the Sessions page, over a real SQLite database.
class SessionActsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void revokesAGroupAndUndoes()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->setCurrentIndex(bench.top("Firefox on Windows"));
        auto* revoke = bench.find<QPushButton>("revokeButton");
        QCOMPARE(revoke->text(), QStringLiteral("Revoke 3"));
        QTest::mouseClick(revoke, Qt::LeftButton);
        QTRY_COMPARE(bench.find<QLabel>("noticeText")->text(), QStringLiteral("3 sessions revoked."));
        QCOMPARE(bench.count(SessionState::Revoked), 3);
        QTRY_COMPARE(bench.top("Firefox on Windows").siblingAtColumn(5).data().toString(),
            QStringLiteral("3 revoked"));
        QVERIFY(bench.sessions()->selectionModel()->isSelected(bench.top("Firefox on Windows")));
        bench.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 0);
    }

    void revokingASessionShowsInItsRowAndInTheDatabase()
    {
        SessionsBench bench;
        bench.startWithFour();
        QTableView* list = bench.flatten();
        const QAbstractItemModel& model = *list->model();
        QTRY_COMPARE(model.rowCount(), 4);
        list->selectRow(SessionsBench::row(model, QStringLiteral("bob")).row());
        QTest::mouseClick(bench.find<QPushButton>("revokeButton"), Qt::LeftButton);
        QTRY_COMPARE(SessionsBench::row(model, QStringLiteral("bob")).siblingAtColumn(5).data().toString(),
            QStringLiteral("Revoked"));
        QCOMPARE(SessionsBench::row(model, QStringLiteral("alice")).siblingAtColumn(5).data().toString(),
            QStringLiteral("Active"));
        QCOMPARE(bench.count(SessionState::Revoked), 1);
        QVERIFY(bench.find<QPushButton>("restoreButton")->isEnabled());
        bench.find<QPushButton>("restoreButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 0);
    }

    void asksBeforeItDeletesAndSaysHowMany()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->setCurrentIndex(bench.top("Firefox on Windows"));
        bench.find<QPushButton>("deleteButton")->click();
        QTRY_VERIFY(bench.shows("deleteQuestion"));
        auto* question = bench.find<QMessageBox>("deleteQuestion");
        QVERIFY(question->text().contains(QStringLiteral("3 sessions")));
        QCOMPARE(question->defaultButton()->text().remove(u'&'), QStringLiteral("Cancel"));
        QVERIFY(question->informativeText().contains(
            QStringLiteral("3 users have no other active session"))); // EDGE 61
        question->reject();
        QTRY_VERIFY(!bench.shows("deleteQuestion"));
        QCOMPARE(bench.count(SessionState::All), 4);
        bench.find<QPushButton>("deleteButton")->click();
        QTRY_VERIFY(bench.shows("deleteQuestion"));
        bench.window().findChildren<QPushButton*>(QStringLiteral("confirmDelete")).last()->click();
        QTRY_COMPARE(bench.count(SessionState::All), 1);
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 1);
    }

    void purgesWithACountBeforeItActs() // EDGE 77
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.find<QPushButton>("purgeButton")->click();
        auto* dialog = bench.find<QDialog>("purgeDialog");
        auto* purge = dialog->findChild<QPushButton*>(QStringLiteral("purgeNow"));
        auto* preview = dialog->findChild<QLabel*>(QStringLiteral("preview"));
        QTRY_VERIFY(!preview->text().isEmpty());
        QVERIFY(!purge->isEnabled()); // nothing is 90 days old
        dialog->findChild<QSpinBox*>(QStringLiteral("days"))->setValue(0);
        QTRY_COMPARE(purge->text(), QStringLiteral("Delete 4 sessions"));
        dialog->findChild<QLineEdit*>(QStringLiteral("user"))->setText(QStringLiteral("alice"));
        QTRY_COMPARE(purge->text(), QStringLiteral("Delete 1 session"));
        QVERIFY(preview->text().contains(QStringLiteral("1 user")));
        purge->click();
        QTRY_COMPARE(bench.count(SessionState::All), 3);
        QTRY_VERIFY(bench.find<QLabel>("noticeText")->text().contains(QStringLiteral("1 session deleted")));
    }

    void doesNotCountASessionInsideASelectedGroupTwice()
    {
        SessionsBench bench;
        bench.startWithFour();
        const QModelIndex firefox = bench.top("Firefox on Windows");
        bench.sessions()->expand(firefox);
        QTRY_COMPARE(bench.sessions()->model()->rowCount(firefox), 1);
        bench.sessions()->selectAll();
        QCOMPARE(bench.find<QPushButton>("revokeButton")->text(), QStringLiteral("Revoke 4"));
    }

    void thePersonsPath()
    {
        SessionsBench bench;
        bench.startWithFour();
        QVERIFY(bench.runSql(
            "UPDATE sessions SET last_used = last_used - 100 * 86400, created = created - 100 * 86400"
            " WHERE user_id = (SELECT id FROM users WHERE name = 'deploy')"));
        bench.find<QLineEdit>("search")->setText(QStringLiteral("windows"));
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 1);
        bench.sessions()->setCurrentIndex(bench.top("Firefox on Windows"));
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.notice(), QStringLiteral("3 sessions revoked."));
        QCOMPARE(bench.count(SessionState::Revoked), 3);
        bench.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(bench.notice(), QStringLiteral("Undone: 3 sessions."));
        QCOMPARE(bench.count(SessionState::Revoked), 0);
        bench.find<QPushButton>("purgeButton")->click();
        QTRY_COMPARE(bench.find<QPushButton>("purgeNow")->text(), QStringLiteral("Delete 1 session"));
        bench.find<QPushButton>("purgeNow")->click();
        QTRY_COMPARE(bench.count(SessionState::All), 3);
        QTRY_VERIFY(bench.notice().contains(QStringLiteral("1 session deleted")));
        sessions::SessionFilter deploy;
        deploy.username = QStringLiteral("deploy");
        QCOMPARE(waitFor(bench.services().sessions().counts(deploy))->matched, 0);
    }

    void anUndoSaysWhatItLeftAlone()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->setCurrentIndex(bench.top("Firefox on Windows"));
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.notice(), QStringLiteral("3 sessions revoked."));
        sessions::SessionFilter bob;
        bob.username = QStringLiteral("bob");
        REQUIRE_OK(waitFor(bench.services().sessions().remove(bob, {})));
        bench.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(bench.notice(),
            QStringLiteral("Undone: 2 sessions. Changed by somebody since, and so left alone: 1 session."));
        QCOMPARE(bench.count(SessionState::Revoked), 0);
    }

    void selectsEverythingThatMatchesAlsoWhatWasNotRead() // EDGE 62
    {
        SessionsBench bench;
        bench.startWithFour();
        QVERIFY(bench.runSql(test::addingSessions(5000, "'zoe'")));
        const QTableView* list = bench.flatten();
        bench.find<QLineEdit>("search")->setText(QStringLiteral("zoe"));
        QTRY_COMPARE(list->model()->rowCount(), 5000);
        QTRY_COMPARE(bench.find<ui::ElidedLabel>("sessionCounts")->fullText(),
            QStringLiteral("5,000 of 5,004 sessions"));
        bench.window().findChild<QAction*>(QStringLiteral("selectAll"))->trigger();
        QTRY_COMPARE(bench.find<QPushButton>("revokeButton")->text(), QStringLiteral("Revoke 5,000"));
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 5000);
        QTRY_COMPARE(bench.find<QPushButton>("restoreButton")->text(), QStringLiteral("Restore 5,000"));
        bench.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 0);
    }

    void nothingIsDoneToEverythingBeforeItIsCounted()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->setCurrentIndex(bench.top("curl"));
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.count(SessionState::Revoked), 1);
        bench.window().findChild<QAction*>(QStringLiteral("selectAll"))->trigger();
        const auto* remove = bench.find<QPushButton>("deleteButton");
        QTRY_COMPARE(remove->text(), QStringLiteral("Delete 4…"));
        QVERIFY(remove->isEnabled());
        bench.find<QToolButton>("chipRevoked")->click();
        QVERIFY(!remove->isEnabled());
    }

    void signsAUserOutEverywhereElse()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.add("alice", test::Curl);
        bench.add("alice", "Some other program/1.0");
        bench.find<QComboBox>("grouping")->setCurrentIndex(1); // user
        QTRY_VERIFY(bench.top("alice").isValid());
        bench.sessions()->setCurrentIndex(bench.open(bench.top("alice")));
        auto* elsewhere = bench.find<QPushButton>("signOutElsewhereButton");
        QTRY_COMPARE(elsewhere->text(), QStringLiteral("Sign out everywhere else (2)"));
        elsewhere->click();
        QTRY_COMPARE(bench.notice(), QStringLiteral("2 sessions revoked."));
        sessions::SessionFilter alice;
        alice.username = QStringLiteral("alice");
        alice.state = SessionState::Active;
        QCOMPARE(waitFor(bench.services().sessions().counts(alice))->matched, 1);
        QCOMPARE(bench.count(SessionState::Active), 4);
        QTRY_VERIFY(!elsewhere->isEnabled());
    }

    void whatIsDoneIsNotedInTheLog()
    {
        SessionsBench bench;
        bench.startWithFour();
        bench.sessions()->setCurrentIndex(bench.top("Firefox on Windows"));
        bench.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(bench.notice(), QStringLiteral("3 sessions revoked."));
        bench.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(bench.notice(), QStringLiteral("Undone: 3 sessions."));
        bench.find<QPushButton>("deleteButton")->click();
        QTRY_VERIFY(bench.shows("deleteQuestion"));
        bench.find<QPushButton>("confirmDelete")->click();
        QTRY_COMPARE(bench.count(SessionState::All), 1);
        QStringList noted;
        const auto read = [&] {
            const auto newest = waitFor(bench.services().activity().newest(10));
            noted.clear();
            for (const auto& entry : newest.value_or(QList<activity::Entry>())) {
                noted.append(entry.act + QStringLiteral(" / ") + entry.what);
            }
            return noted.size();
        };
        QTRY_COMPARE(read(), 3);
        QCOMPARE(noted,
            (QStringList { QStringLiteral("sessions.delete / 3 sessions: Firefox on Windows"),
                QStringLiteral("undo / 3 sessions: Firefox on Windows"),
                QStringLiteral("sessions.revoke / 3 sessions: Firefox on Windows") }));
    }

    void everythingWorksWithTheKeyboard() // EDGE 75
    {
        SessionsBench bench;
        bench.startWithFour();
        QTest::keyClick(&bench.window(), Qt::Key_F, Qt::ControlModifier);
        QTRY_VERIFY(bench.find<QLineEdit>("search")->hasFocus());
        QTest::keyClicks(bench.find<QLineEdit>("search"), QStringLiteral("curl"));
        QTRY_COMPARE(bench.sessions()->model()->rowCount(), 1);
        bench.sessions()->setFocus();
        QTest::keyClick(bench.sessions(), Qt::Key_Down);
        QTest::keyClick(bench.sessions(), Qt::Key_A, Qt::ControlModifier);
        QTRY_VERIFY(bench.find<QPushButton>("revokeButton")->isEnabled()); // counted
        QCOMPARE(bench.find<QPushButton>("revokeButton")->text(), QStringLiteral("Revoke"));
        QTest::keyClick(bench.sessions(), Qt::Key_R, Qt::ControlModifier);
        QTRY_COMPARE(bench.count(SessionState::Revoked), 1);
        QTRY_COMPARE(bench.notice(), QStringLiteral("1 session revoked."));
        QTest::keyClick(&bench.window(), Qt::Key_Z, Qt::ControlModifier);
        QTRY_COMPARE(bench.count(SessionState::Revoked), 0);
        QTest::keyClick(bench.sessions(), Qt::Key_Delete);
        QTRY_VERIFY(bench.shows("deleteQuestion"));
        QTest::keyClick(bench.find<QMessageBox>("deleteQuestion"), Qt::Key_Escape);
        QTRY_VERIFY(!bench.shows("deleteQuestion"));
        QCOMPARE(bench.count(SessionState::All), 4);
    }
};

QTEST_MAIN(SessionActsTest)
#include "session_acts_test.moc"
