// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"

#include "core/sessions/identifier_digest.h"
#include "tests/support/result_check.h"
#include "ui/shared/page.h"

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>
#include <QSpinBox>
#include <QSqlDatabase>
#include <QSqlQuery>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace latchkey;
using sessions::SessionCounts;
using sessions::SessionFilter;
using sessions::SessionState;
using test::DesktopFixture;

namespace {

constexpr char Firefox[] = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0";
constexpr char Curl[] = "curl/7.88.1";

} // namespace

/// The Sessions page as a person uses it, over a real SQLite database.
class SessionsPageTest final : public QObject
{
    Q_OBJECT

private:
    /// Three Firefox sessions and one of curl.
    static void startWithFour(DesktopFixture& fixture)
    {
        fixture.start();
        SystemRandom random;
        for (const char* user : { "alice", "bob", "carol" }) {
            REQUIRE_OK(waitFor(fixture.services().sessions().add(
                QString::fromLatin1(user), sessions::makeIdentifier(random), QString::fromLatin1(Firefox))));
        }
        REQUIRE_OK(waitFor(fixture.services().sessions().add(
            QStringLiteral("deploy"), sessions::makeIdentifier(random), QString::fromLatin1(Curl))));
        fixture.window().showPage(1);
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 2);
    }

    static SessionCounts counts(DesktopFixture& fixture, SessionState state)
    {
        SessionFilter filter;
        filter.state = state;
        return waitFor(fixture.services().sessions().counts(filter)).value_or(SessionCounts());
    }

    static QModelIndex device(DesktopFixture& fixture, const char* name)
    {
        return DesktopFixture::row(*fixture.sessions()->model(), QString::fromLatin1(name));
    }

    static QLabel* emptyTitle(DesktopFixture& fixture)
    {
        return fixture.find<ui::Page>("sessionsPage")->findChild<QLabel*>(QStringLiteral("emptyTitle"));
    }

private Q_SLOTS:
    void groupsByDeviceThenUserAgentThenSession()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        const QAbstractItemModel& model = *fixture.sessions()->model();
        const QModelIndex firefox = device(fixture, "Firefox on Windows");
        QVERIFY(firefox.isValid());
        QCOMPARE(firefox.siblingAtColumn(2).data().toString(), QStringLiteral("3"));
        fixture.sessions()->expand(firefox);
        QTRY_COMPARE(model.rowCount(firefox), 1);
        const QModelIndex version = model.index(0, 0, firefox);
        QCOMPARE(version.data().toString(), QStringLiteral("Firefox 128.0"));
        fixture.sessions()->expand(version);
        QTRY_COMPARE(model.rowCount(version), 3);
        QVERIFY(DesktopFixture::row(model, QStringLiteral("alice"), 0, version).isValid());
        QVERIFY(device(fixture, "curl").isValid());
    }

    void revokesAGroupAndUndoes()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        fixture.sessions()->setCurrentIndex(device(fixture, "Firefox on Windows"));
        auto* revoke = fixture.find<QPushButton>("revokeButton");
        QCOMPARE(revoke->text(), QStringLiteral("Revoke 3"));
        QTest::mouseClick(revoke, Qt::LeftButton);
        QTRY_COMPARE(fixture.find<QLabel>("noticeText")->text(), QStringLiteral("3 sessions revoked."));
        QCOMPARE(counts(fixture, SessionState::Revoked).matched, 3);
        QTRY_COMPARE(device(fixture, "Firefox on Windows").siblingAtColumn(5).data().toString(),
            QStringLiteral("3 revoked"));
        QVERIFY(fixture.sessions()->selectionModel()->isSelected(device(fixture, "Firefox on Windows")));
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(counts(fixture, SessionState::Revoked).matched, 0);
    }

    void revokingASessionShowsInItsRowAndInTheDatabase()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        QAbstractItemModel& model = *fixture.sessions()->model();
        fixture.find<QComboBox>("grouping")->setCurrentIndex(2); // nothing
        QTRY_COMPARE(model.rowCount(), 4);
        fixture.sessions()->setCurrentIndex(DesktopFixture::row(model, QStringLiteral("bob")));
        QTest::mouseClick(fixture.find<QPushButton>("revokeButton"), Qt::LeftButton);
        QTRY_COMPARE(DesktopFixture::row(model, QStringLiteral("bob")).siblingAtColumn(5).data().toString(),
            QStringLiteral("Revoked"));
        QCOMPARE(DesktopFixture::row(model, QStringLiteral("alice")).siblingAtColumn(5).data().toString(),
            QStringLiteral("Active"));
        {
            QSqlDatabase database =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("test"));
            database.setDatabaseName(fixture.folder() + QStringLiteral("/sessions.db"));
            QVERIFY(database.open());
            QSqlQuery query(QStringLiteral("SELECT username FROM sessions WHERE revoked = 1"), database);
            QVERIFY(query.next());
            QCOMPARE(query.value(0).toString(), QStringLiteral("bob"));
            QVERIFY(!query.next());
        }
        QSqlDatabase::removeDatabase(QStringLiteral("test"));
        QVERIFY(fixture.find<QPushButton>("restoreButton")->isEnabled());
        fixture.find<QPushButton>("restoreButton")->click();
        QTRY_COMPARE(counts(fixture, SessionState::Revoked).matched, 0);
    }

    void asksBeforeItDeletesAndSaysHowMany()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        fixture.sessions()->setCurrentIndex(device(fixture, "Firefox on Windows"));
        fixture.find<QPushButton>("deleteButton")->click();
        auto* question = fixture.find<QMessageBox>("deleteQuestion");
        QVERIFY(question->text().contains(QStringLiteral("3 sessions")));
        QCOMPARE(question->defaultButton()->text().remove(u'&'), QStringLiteral("Cancel"));
        question->reject();
        QCOMPARE(counts(fixture, SessionState::All).matched, 4);
        fixture.find<QPushButton>("deleteButton")->click();
        fixture.window().findChildren<QPushButton*>(QStringLiteral("confirmDelete")).last()->click();
        QTRY_COMPARE(counts(fixture, SessionState::All).matched, 1);
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 1);
    }

    void purgesWithACountBeforeItActs()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        fixture.find<QPushButton>("purgeButton")->click();
        auto* dialog = fixture.find<QDialog>("purgeDialog");
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
        QTRY_COMPARE(counts(fixture, SessionState::All).matched, 3);
        QTRY_VERIFY(fixture.find<QLabel>("noticeText")->text().contains(QStringLiteral("1 session deleted")));
    }

    void searchesOverDevicesAndUsers()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        auto* search =
            fixture.find<ui::Page>("sessionsPage")->findChild<QLineEdit*>(QStringLiteral("search"));
        search->setText(QStringLiteral("windows"));
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 1);
        search->setText(QStringLiteral("deploy"));
        QTRY_VERIFY(device(fixture, "curl").isValid());
        search->setText(QStringLiteral("100%_nobody"));
        QTRY_COMPARE(emptyTitle(fixture)->text(), QStringLiteral("No session matches"));
        fixture.find<ui::Page>("sessionsPage")
            ->findChild<QPushButton*>(QStringLiteral("emptyAction"))
            ->click();
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 2);
    }

    void filtersByChip()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        fixture.sessions()->setCurrentIndex(device(fixture, "curl"));
        fixture.find<QPushButton>("revokeButton")->click();
        QTRY_COMPARE(counts(fixture, SessionState::Revoked).matched, 1);
        fixture.find<QToolButton>("chip2")->click(); // Revoked
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 1);
        QVERIFY(device(fixture, "curl").isValid());
        fixture.find<QToolButton>("chip1")->click(); // Active
        QTRY_VERIFY(device(fixture, "Firefox on Windows").isValid());
        QCOMPARE(fixture.sessions()->model()->rowCount(), 1);
    }

    void keepsOpenRowsAndSelectionOverAReload()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        const QAbstractItemModel& model = *fixture.sessions()->model();
        fixture.sessions()->expand(device(fixture, "Firefox on Windows"));
        QTRY_COMPARE(model.rowCount(device(fixture, "Firefox on Windows")), 1);
        fixture.sessions()->setCurrentIndex(model.index(0, 0, device(fixture, "Firefox on Windows")));
        QSignalSpy reset(&model, &QAbstractItemModel::modelReset);
        fixture.desktop().reload();
        QTRY_COMPARE(reset.count(), 1);
        QTRY_VERIFY(fixture.sessions()->isExpanded(device(fixture, "Firefox on Windows")));
        QTRY_COMPARE(fixture.sessions()->selectionModel()->selectedRows().size(), 1);
        QCOMPARE(fixture.sessions()->selectionModel()->selectedRows().first().data().toString(),
            QStringLiteral("Firefox 128.0"));
    }

    void doesNotCountASessionInsideASelectedGroupTwice()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        const QModelIndex firefox = device(fixture, "Firefox on Windows");
        fixture.sessions()->expand(firefox);
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(firefox), 1);
        fixture.sessions()->selectAll();
        QCOMPARE(fixture.find<QPushButton>("revokeButton")->text(), QStringLiteral("Revoke 4"));
    }

    void saysWhyItCannotReadAndComesBack() // EDGE 63
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        fixture.stop();
        const QString path = fixture.folder() + QStringLiteral("/sessions.db");
        QVERIFY(QFile::rename(path, path + QStringLiteral(".good")));
        QFile damaged(path);
        QVERIFY(damaged.open(QIODevice::WriteOnly));
        damaged.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
        damaged.write(QByteArray(8192, 'x'));
        damaged.close();
        fixture.start();
        QTRY_COMPARE(emptyTitle(fixture)->text(), QStringLiteral("The sessions cannot be read"));
        QTRY_VERIFY(!fixture.find<QPushButton>("purgeButton")->isEnabled());
        QVERIFY(QFile::remove(path));
        QVERIFY(QFile::rename(path + QStringLiteral(".good"), path));
        fixture.find<ui::Page>("sessionsPage")
            ->findChild<QPushButton*>(QStringLiteral("emptyAction"))
            ->click();
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 2);
        QTRY_VERIFY(fixture.find<QPushButton>("purgeButton")->isEnabled());
    }

    void saysThatADatabaseIsFromANewerLatchkey() // EDGE 63, S16
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        fixture.stop();
        {
            QSqlDatabase database =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("newer"));
            database.setDatabaseName(fixture.folder() + QStringLiteral("/sessions.db"));
            QVERIFY(database.open());
            QVERIFY(QSqlQuery(database).exec(QStringLiteral("PRAGMA user_version = 999")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("newer"));
        fixture.start();
        QTRY_COMPARE(emptyTitle(fixture)->text(), QStringLiteral("The sessions cannot be read"));
        QVERIFY(fixture.find<QLabel>("emptyText")->text().contains(QStringLiteral("newer Latchkey")));
        QVERIFY(!fixture.find<QPushButton>("purgeButton")->isEnabled());
    }

    void loadsAHundredThousandSessionsAPageAtATime()
    {
        DesktopFixture fixture;
        startWithFour(fixture);
        {
            QSqlDatabase database =
                QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), QStringLiteral("fill"));
            database.setDatabaseName(fixture.folder() + QStringLiteral("/sessions.db"));
            QVERIFY(database.open());
            QSqlQuery query(database);
            QVERIFY(query.exec(QStringLiteral(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000) "
                "INSERT INTO sessions (username, lookup, revoked, user_agent_id, created, last_used) "
                "SELECT 'user' || i, randomblob(32), 0, 1, 1700000000 + i, 1700000000 + i FROM n")));
        }
        QSqlDatabase::removeDatabase(QStringLiteral("fill"));
        fixture.find<QComboBox>("grouping")->setCurrentIndex(2); // nothing
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 200);
        QTest::qWait(300); // many times what a page takes: nothing comes that nobody scrolled to
        QCOMPARE(fixture.sessions()->model()->rowCount(), 200);
        fixture.sessions()->scrollToBottom();
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 400);
        fixture.sessions()->scrollToBottom();
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 600);
    }
};

QTEST_MAIN(SessionsPageTest)
#include "sessions_page_test.moc"
