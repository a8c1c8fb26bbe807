// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/desktop_fixture.h"

#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"
#include "tests/support/sessions/session_rows.h"
#include "ui/diagnosis/diagnosis_dialog.h"
#include "ui/servers/login_menu.h"
#include "ui/sessions/last_used_chart.h"
#include "ui/sessions/purge_dialog.h"
#include "ui/sessions/session_columns.h"
#include "ui/shared/details_pane.h"
#include "ui/shared/elided_label.h"
#include "ui/shared/page.h"

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPainter>
#include <QPushButton>
#include <QScrollBar>
#include <QSortFilterProxyModel>
#include <QSpinBox>
#include <QStyleFactory>
#include <QTableView>
#include <QTableWidget>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

using namespace latchkey;
using test::DesktopFixture;

namespace {

constexpr char AliceToken[] = "AliceToken-abcdefghijklmnopqrstuv";
constexpr char BobToken[] = "BobsToken1-ABCDEFGHIJKLMNOPQRSTUV";
constexpr char CarolToken[] = "CarolToken-ABCdefGHIjklMNOpqrSTUv";
constexpr char GatewayToken[] = "d3mOnly010-thisIsNoRealToken0000K";

QPalette darkPalette()
{
    const QColor window(45, 46, 50);
    QPalette dark(QColor(56, 58, 63), window); // shades derived as desktops do
    const QColor base(33, 34, 37);
    const QColor text(235, 236, 240);
    const QColor faint(130, 132, 138);
    dark.setColor(QPalette::Window, window);
    dark.setColor(QPalette::WindowText, text);
    dark.setColor(QPalette::Base, base);
    dark.setColor(QPalette::AlternateBase, QColor(39, 40, 44));
    dark.setColor(QPalette::Text, text);
    dark.setColor(QPalette::Button, QColor(56, 58, 63));
    dark.setColor(QPalette::ButtonText, text);
    dark.setColor(QPalette::ToolTipBase, QColor(64, 66, 72));
    dark.setColor(QPalette::ToolTipText, text);
    dark.setColor(QPalette::PlaceholderText, faint);
    dark.setColor(QPalette::Highlight, QColor(53, 116, 240));
    dark.setColor(QPalette::HighlightedText, Qt::white);
    for (const auto role : { QPalette::WindowText, QPalette::Text, QPalette::ButtonText }) {
        dark.setColor(QPalette::Disabled, role, faint);
    }
    return dark;
}

} // namespace

/// Writes a picture of every view, light and dark, to BUILD/screens, and checks what a picture can be checked
/// for: that it has content, and that nothing in it is wider than its window.
class ScreensTest final : public QObject
{
    Q_OBJECT

private:
    QString m_theme;

    void shoot(QWidget* widget, const char* name)
    {
        QTest::qWait(30); // lets layouts and deferred repaints settle; a picture waits for nothing else
        shootNow(widget, name);
    }

    void shootNow(QWidget* widget, const char* name)
    {
        const QString folder =
            qEnvironmentVariable("LATCHKEY_BUILD_DIR", QStringLiteral("build")) + QStringLiteral("/screens");
        QVERIFY(QDir().mkpath(folder));
        const QPixmap picture = widget->grab();
        QVERIFY(!picture.isNull());
        const QString scale = picture.devicePixelRatio() > 1 ? QStringLiteral("@2x") : QString();
        QVERIFY(
            picture.save(QStringLiteral("%1/%2_%3%4.png").arg(folder, QLatin1String(name), m_theme, scale)));
    }

    void shootPurge(DesktopFixture& fixture, const char* name)
    {
        fixture.find<QPushButton>("purgeButton")->click();
        auto* dialog = fixture.find<ui::PurgeDialog>("purgeDialog");
        QTRY_VERIFY(
            dialog->findChild<QPushButton*>(QStringLiteral("purgeNow"))->text().size() > 6); // counted
        QTest::qWait(30); // the clock is asked for meanwhile
        dialog->resize(dialog->sizeHint());
        shoot(dialog, name);
        delete dialog;
    }

    static void waitForServers(DesktopFixture& fixture, int rows)
    {
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), rows);
    }

    static void select(DesktopFixture& fixture, const char* account)
    {
        fixture.servers()->setCurrentIndex(
            DesktopFixture::row(*fixture.servers()->model(), QString::fromLatin1(account)));
    }

private Q_SLOTS:

    void initTestCase_data()
    {
        QTest::addColumn<bool>("dark");
        QTest::newRow("light") << false;
        QTest::newRow("dark") << true;
    }

    void init()
    {
        QFETCH_GLOBAL(bool, dark);
        m_theme = dark ? QStringLiteral("dark") : QStringLiteral("light");
        QApplication::setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
        QApplication::setPalette(dark ? darkPalette() : QApplication::style()->standardPalette());
    }

    void serversWithSamples()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        waitForServers(fixture, 7);
        QTest::qWait(50); // until other programs' places are read
        shoot(&fixture.window(), "servers");
        fixture.servers()->selectRow(3);
        shoot(&fixture.window(), "servers_plain_http");
        fixture.find<QPushButton>("useButton")->click();
        QTRY_VERIFY(fixture.find("noticeBar")->isVisible());
        shoot(&fixture.window(), "servers_switched");
        fixture.find<QPushButton>("copyButton")->click();
        QTRY_VERIFY(fixture.window().findChild<QPushButton*>(QStringLiteral("noticeAction")) != nullptr);
        shoot(&fixture.window(), "servers_copied");
        fixture.window().resize(720, 480);
        shoot(&fixture.window(), "servers_small");
        fixture.window().resize(1200, 700);
        fixture.find<QLineEdit>("search")->setText(QStringLiteral("no such server"));
        QTRY_VERIFY(fixture.find("emptyAction")->isVisible());
        shoot(&fixture.window(), "servers_no_match");
    }

    void serversEmptyLockedAndLong()
    {
        DesktopFixture fixture;
        fixture.start();
        QTRY_VERIFY(fixture.find("emptyAction")->isVisible());
        shoot(&fixture.window(), "servers_empty");

        fixture.keyring().failWith(Error { ErrorCode::KeyringLocked,
            QStringLiteral("The keyring is locked. Unlock it to see the logins in it.") });
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.find<QLabel>("emptyTitle")->text(), QStringLiteral("The keyring is locked"));
        shoot(&fixture.window(), "servers_locked");

        fixture.keyring().failWith({});
        fixture.keyring().setText("[]");
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.find<QPushButton>("emptyAction")->text(), QStringLiteral("Save a copy…"));
        shoot(&fixture.window(), "servers_unreadable");

        fixture.keyring().setText("{}");
        const QByteArray longHost = QByteArray(60, 'a') + '.' + QByteArray(60, 'b') + ".example.com";
        REQUIRE_OK(fixture.addLogin("https://" + longHost + ":65535", "d3mOnly005-thisIsNoRealToken000E"));
        REQUIRE_OK(fixture.addLogin("http://xn--bcher-kva.example", "not-the-usual-form"));
        fixture.keyring().setText(fixture.keyring().text().chopped(1)
            + ",\"broken.example.com\":{\"coder_url\":\"https://other.example.com\",\"api_token\":\"x\"}}");
        fixture.desktop().reload();
        waitForServers(fixture, 3);
        shoot(&fixture.window(), "servers_long_and_odd");
    }

    void serversInTrouble()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.signInForeign(
            QStringLiteral("coder-gateway/lab.example.net"), "https://lab.example.net", GatewayToken));
        REQUIRE_OK(fixture.addLogin("https://dev.example.com", AliceToken));
        fixture.start();
        const auto dev = credentials::ServerUrl::parse(QStringLiteral("https://dev.example.com"));
        REQUIRE_OK(waitFor(fixture.services().logins().add({ .server = *dev,
            .token = Secret::takeFrom(QByteArray(BobToken)),
            .account = QStringLiteral("bob") })));
        fixture.desktop().reload();
        waitForServers(fixture, 2);
        QTRY_VERIFY(fixture.shows("banner"));
        shoot(&fixture.window(), "servers_elsewhere");

        REQUIRE_OK(fixture.addLogin("https://dev.example.com", CarolToken));
        fixture.desktop().reload();
        waitForServers(fixture, 3);
        shoot(&fixture.window(), "servers_foreign");
        fixture.find<QPushButton>("bannerAction")->click();
        auto* decide = fixture.find<QDialog>("foreignLoginDialog");
        shoot(decide, "foreign_login");
        decide->reject();

        const auto alice = credentials::loginId(*dev, Secret::takeFrom(QByteArray(AliceToken)));
        fixture.api().setSignOutError(alice.fingerprint,
            Error { ErrorCode::Network,
                QStringLiteral(
                    "The server did not answer in time. Check the network, or try again later.") });
        select(fixture, "AliceToken");
        fixture.find<QPushButton>("signOutButton")->click();
        fixture.find<QPushButton>("signOutNow")->click();
        QTRY_VERIFY(fixture.shows("unreachableQuestion"));
        auto* question = fixture.find<QMessageBox>("unreachableQuestion");
        shoot(question, "sign_out_unreachable");
        question->reject();
        QTRY_VERIFY(fixture.find<QLabel>("bannerText")->text().startsWith(QStringLiteral("Signing out")));
        shoot(&fixture.window(), "servers_unfinished");
    }

    void signOutDialog()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        waitForServers(fixture, 7);
        QTest::qWait(50); // until other programs' places are read
        fixture.find<QPushButton>("signOutButton")->click();
        auto* dialog = fixture.find<QDialog>("signOutDialog");
        shoot(dialog, "sign_out");
        dialog->reject();
    }

    void serversBeingChecked()
    {
        DesktopFixture fixture;
        fixture.start();
        for (int i = 0; i < 12; ++i) {
            REQUIRE_OK(waitFor(fixture.services().logins().add(
                { .server = *credentials::ServerUrl::parse(QStringLiteral("s%1.customer.example.com").arg(i)),
                    .token = Secret::takeFrom(
                        QByteArray("Token" + QByteArray::number(10000 + i) + "-abcdefghijklmnopqrstuv")),
                    .account = QStringLiteral("alice") })));
        }
        fixture.desktop().reload();
        waitForServers(fixture, 12);
        fixture.api().hold();
        fixture.find<QPushButton>("checkAll")->click();
        QTRY_VERIFY(fixture.shows("checkProgress"));
        shoot(&fixture.window(), "servers_checking");
        fixture.api().release();
    }

    void addServerDialog()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        waitForServers(fixture, 7);
        fixture.find<QPushButton>("addServer")->click();
        auto* dialog = fixture.find<QDialog>("addServerDialog");
        dialog->findChild<QLineEdit*>(QStringLiteral("url"))
            ->setText(QStringLiteral("http://dev2.example.com"));
        dialog->findChild<QLineEdit*>(QStringLiteral("token"))
            ->setText(QStringLiteral("d3mOnly006-thisIsNoRealToken000F"));
        shoot(dialog, "add_server");
        dialog->findChild<QCheckBox*>(QStringLiteral("checkFirst"))->click();
        shoot(dialog, "add_server_unchecked");
        dialog->reject();
    }

    void diagnosis()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        using namespace latchkey::diagnosis;
        const QList<Finding> findings {
            { QStringLiteral("keyring.locked"), Area::Keyring, Level::Problem,
                QStringLiteral(
                    "gnome-keyring-daemon keeps the keyring, and it is locked: its logins cannot be seen."),
                QStringLiteral("Unlock it: press Unlock on the Servers page, or sign in to the desktop with "
                               "your password.") },
            { QStringLiteral("keyring.other_provider"), Area::Keyring, Level::Note,
                QStringLiteral("KWallet runs as well. What programs keep there is not in this keyring, and "
                               "is not shown."),
                QStringLiteral("Where logins are missing, let one of the two provide the Secret Service, and "
                               "sign in again.") },
            { QStringLiteral("files.access"), Area::Files, Level::Good,
                QStringLiteral(
                    "The files belong to you, and nobody else can read or change them (4 looked at).") },
            { QStringLiteral("environment.override"), Area::Environment, Level::Good,
                QStringLiteral("No variable overrides the active login or the usual places.") },
            { QStringLiteral("sessions.store"), Area::Sessions, Level::Good,
                QStringLiteral("/home/alice/.local/share/latchkey/sessions.db is whole and can be written "
                               "(journal: wal).") },
            { QStringLiteral("clock.health"), Area::Clock, Level::Good,
                QStringLiteral("The clock agrees with the sessions.") },
        };
        auto* dialog = new latchkey::ui::DiagnosisDialog(
            [&] { return latchkey::finishedFuture<QList<Finding>>(findings); }, &fixture.window());
        dialog->show();
        shoot(dialog, "diagnosis");
        dialog->close();
    }

    void sessionsWithSamples()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        fixture.window().showPage(1);
        QTreeView* tree = fixture.sessions();
        QTRY_VERIFY(tree->model()->rowCount() > 5);
        shoot(&fixture.window(), "sessions");

        const QModelIndex device = tree->model()->index(0, 0);
        tree->expand(device);
        QTRY_VERIFY(tree->model()->rowCount(device) > 0);
        const QModelIndex agent = tree->model()->index(0, 0, device);
        tree->expand(agent);
        QTRY_VERIFY(tree->model()->rowCount(agent) > 0);
        tree->setCurrentIndex(tree->model()->index(0, 0, agent));
        shoot(&fixture.window(), "sessions_expanded");

        tree->setCurrentIndex(device);
        fixture.find<QPushButton>("revokeButton")->click();
        QTRY_VERIFY(fixture.find("noticeBar")->isVisible());
        QTest::qWait(100);
        shoot(&fixture.window(), "sessions_undo");

        fixture.find<QPushButton>("deleteButton")->click();
        QTRY_VERIFY(fixture.shows("deleteQuestion"));
        auto* question = fixture.find<QMessageBox>("deleteQuestion");
        shoot(question, "sessions_delete");
        question->reject();

        fixture.find<QPushButton>("purgeButton")->click();
        auto* purge = fixture.find<QDialog>("purgeDialog");
        QTRY_VERIFY(purge->findChild<QPushButton*>(QStringLiteral("purgeNow"))->isEnabled());
        shoot(purge, "sessions_purge");
        purge->reject();

        fixture.window().resize(720, 480);
        shoot(&fixture.window(), "sessions_small");
        tree->setFocus();
        fixture.window().activateWindow(); // the dialogs had it
        QTRY_VERIFY(fixture.window().isActiveWindow());
        QTest::keyClick(tree, Qt::Key_Return);
        QVERIFY(fixture.find("sessionDetails")->isVisible());
        shoot(&fixture.window(), "sessions_small_details");
    }

    void sessionsFoundAndFiltered()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        fixture.window().showPage(1);
        QTreeView* tree = fixture.sessions();
        QTRY_VERIFY(tree->model()->rowCount() > 5);
        const auto counts = [&] { return fixture.find<ui::ElidedLabel>("sessionCounts")->fullText(); };
        fixture.find<QLineEdit>("search")->setText(QStringLiteral("windows"));
        fixture.find<QToolButton>("chipActive")->click();
        QTRY_VERIFY(counts().contains(QStringLiteral(" of ")));
        tree->setCurrentIndex(tree->model()->index(0, 0));
        const auto* details = fixture.find<ui::DetailsPane>("sessionDetails");
        QTRY_VERIFY(details->facts().size() > 3); // the versions are there
        shoot(&fixture.window(), "sessions_search");

        fixture.find<QLineEdit>("search")->setText(QStringLiteral("no such session"));
        QTRY_VERIFY(fixture.find("emptyAction")->isVisible());
        shoot(&fixture.window(), "sessions_no_match");

        fixture.find<QPushButton>("emptyAction")->click();
        fixture.find<QComboBox>("grouping")->setCurrentIndex(2); // nothing
        QTRY_VERIFY(fixture.sessionList()->isVisible());
        QTRY_VERIFY(fixture.sessionList()->model()->rowCount() > 20);
        QTRY_VERIFY(!counts().contains(QStringLiteral(" of ")));
        fixture.window().findChild<QAction*>(QStringLiteral("selectAll"))->trigger();
        shoot(&fixture.window(), "sessions_flat_all");
    }

    void aSessionThatSomebodyElseHolds()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        fixture.window().showPage(1);
        fixture.find<QComboBox>("grouping")->setCurrentIndex(2); // nothing
        fixture.find<QToolButton>("chipRevoked")->click();
        QTableView* list = fixture.sessionList();
        const auto warned = [&] {
            for (int row = 0; row < list->model()->rowCount(); ++row) {
                if (!list->model()->index(row, ui::SessionColumns::State).data(Qt::DecorationRole).isNull()) {
                    return row;
                }
            }
            return -1;
        };
        QTRY_VERIFY(warned() >= 0);
        list->selectRow(warned());
        shoot(&fixture.window(), "sessions_theft");
    }

    void sessionsInAList()
    {
        constexpr int Sessions = 100'000;
        DesktopFixture fixture;
        fixture.start();
        fixture.window().showPage(1);
        QTRY_VERIFY(fixture.find("emptyAction")->isVisible()); // the database is there
        test::addSessionRows(fixture.services().options().sessionDatabase, Sessions,
            QStringLiteral("strftime('%s', 'now') - i * 300"));
        fixture.find<QComboBox>("grouping")->setCurrentIndex(2); // nothing
        QTableView* list = fixture.sessionList();
        QTRY_COMPARE(list->model()->rowCount(), Sessions);
        const auto isRead = [&] { return list->model()->index(list->rowAt(0), 3).data().isValid(); };
        QTest::qWait(30); // the scroll bar gets its length
        list->verticalScrollBar()->setValue(Sessions / 2 - 8);
        shootNow(&fixture.window(), "sessions_list_coming");
        QTRY_VERIFY(isRead());
        shoot(&fixture.window(), "sessions_list");
        list->setFocus();
        list->selectRow(Sessions / 2);
        QTest::keyClick(list, Qt::Key_End, Qt::ShiftModifier);
        QTRY_VERIFY(fixture.find<QPushButton>("revokeButton")->isEnabled());
        shoot(&fixture.window(), "sessions_list_range");
        fixture.desktop().reload();
        QTRY_VERIFY(!fixture.find<QPushButton>("revokeButton")->isEnabled());
        shoot(&fixture.window(), "sessions_list_reloaded");
        fixture.window().resize(720, 480);
        shoot(&fixture.window(), "sessions_list_small");
    }

    void purge()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.window().showPage(1);
        auto* open = fixture.find<QPushButton>("purgeButton");
        QTRY_VERIFY(open->isEnabled());
        open->click();
        auto* empty = fixture.find<ui::PurgeDialog>("purgeDialog");
        QTRY_VERIFY(!empty->findChild<ui::LastUsedChart*>()->message().isEmpty());
        QTRY_VERIFY(!empty->findChild<QLabel*>(QStringLiteral("preview"))->text().isEmpty());
        shoot(empty, "purge_empty");
        delete empty;

        const QString database = fixture.folder() + QStringLiteral("/sessions.db");
        const QString day = QStringLiteral("unixepoch() - 86400 * ");
        test::addSessionRows(
            database, 9000, day + QStringLiteral("pow((i * 7919 % 10007) / 10007.0, 2.5) * 900"));
        test::addSessionRows(database, 1200, day + QStringLiteral("(300 + i * 31 % 45)"));
        test::addSessionRows(database, 400, day + QStringLiteral("(560 + i * 17 % 30)"));
        shootPurge(fixture, "purge");
        test::addSessionRows(database, 7, QStringLiteral("i - 1"));
        test::addSessionRows(database, 3, QStringLiteral("253402300799 - i"));
        test::addSessionRows(database, 60'000, day + QStringLiteral("(220 + i % 10)"));
        shootPurge(fixture, "purge_logarithmic");

        fixture.find<QPushButton>("purgeButton")->click();
        auto* dialog = fixture.find<ui::PurgeDialog>("purgeDialog");
        dialog->setClockWarning(
            QStringLiteral("3 sessions were last used in the future, so the clock was or is "
                           "wrong. Check it before you delete by time."));
        dialog->findChild<QLineEdit*>(QStringLiteral("user"))->setText(QStringLiteral("user7"));
        dialog->findChild<QSpinBox*>(QStringLiteral("days"))->setValue(400);
        dialog->setLayoutDirection(Qt::RightToLeft);
        auto* preview = dialog->findChild<QLabel*>(QStringLiteral("preview"));
        QTRY_VERIFY(preview->text().contains(QStringLiteral("of 1 user")));
        QTRY_VERIFY(!dialog->findChild<ui::LastUsedChart*>()->isEmpty());
        shoot(dialog, "purge_warning_right_to_left");
        delete dialog;
    }

    void rulesAndClock()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        fixture.window().showPage(1);
        fixture.find<QPushButton>("rulesButton")->click();
        auto* rules = fixture.find<QDialog>("rulesDialog");
        auto* unused = rules->findChild<QCheckBox*>(QStringLiteral("unusedFor"));
        QTRY_VERIFY(unused->isEnabled());
        QTest::qWait(30);
        shoot(rules, "rules_off");
        unused->click();
        rules->findChild<QSpinBox*>(QStringLiteral("unusedForLimit"))->setValue(30);
        rules->findChild<QCheckBox*>(QStringLiteral("atMostPerUser"))->click();
        rules->findChild<QSpinBox*>(QStringLiteral("atMostPerUserLimit"))->setValue(1);
        auto* list = rules->findChild<QTableWidget*>(QStringLiteral("endedSessions"));
        QTRY_VERIFY(list->rowCount() > 3);
        shoot(rules, "rules");
        rules->reject();

        QTRY_VERIFY(fixture.sessions()->model()->rowCount() > 5);
        QVERIFY(test::RawDatabase(fixture.services().options().sessionDatabase)
                .run("UPDATE sessions SET last_used = last_used + 86400 * 2000 WHERE id IN (3, 5, 8)"));
        fixture.desktop().reload();
        QTRY_VERIFY(fixture.shows("banner"));
        shoot(&fixture.window(), "sessions_odd_clock");
        fixture.window().resize(720, 480);
        shoot(&fixture.window(), "sessions_odd_clock_small");
        fixture.find<QPushButton>("rulesButton")->click();
        rules = fixture.window().findChildren<QDialog*>(QStringLiteral("rulesDialog")).last();
        unused = rules->findChild<QCheckBox*>(QStringLiteral("unusedFor"));
        QTRY_VERIFY(unused->isEnabled());
        unused->click();
        QTRY_VERIFY(rules->findChild<QTableWidget*>(QStringLiteral("endedSessions"))->rowCount() > 0);
        shoot(rules, "rules_odd_clock");
    }

    void sessionsEmptyAndUnreadable()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.window().showPage(1);
        auto* page = fixture.find<ui::Page>("sessionsPage");
        QTRY_COMPARE(page->findChild<QLabel*>(QStringLiteral("emptyTitle"))->text(),
            QStringLiteral("No sessions yet"));
        shoot(&fixture.window(), "sessions_empty");
        fixture.stop();

        QFile database(fixture.folder() + QStringLiteral("/sessions.db"));
        QVERIFY(database.open(QIODevice::WriteOnly));
        database.write(QByteArray(4096, 'x'));
        database.close();
        fixture.start();
        fixture.window().showPage(1);
        page = fixture.find<ui::Page>("sessionsPage");
        QTRY_COMPARE(page->findChild<QLabel*>(QStringLiteral("emptyTitle"))->text(),
            QStringLiteral("The sessions cannot be read"));
        shoot(&fixture.window(), "sessions_unreadable");
    }

    void activityWithSamples()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        fixture.window().showPage(2);
        auto* table = fixture.find<QTableView>("activityTable");
        QTRY_VERIFY(table->model()->rowCount() > 10);
        QTRY_VERIFY(!fixture.find<QLabel>("activitySummary")->text().isEmpty());
        shoot(&fixture.window(), "activity");
        table->selectRow(DesktopFixture::row(*table->model(), QStringLiteral("Purged"), 1).row());
        shoot(&fixture.window(), "activity_details");
        fixture.window().resize(720, 480);
        shoot(&fixture.window(), "activity_small");
        fixture.window().resize(1200, 700);
        fixture.find<QLineEdit>("search")->setText(QStringLiteral("no such thing"));
        QTRY_VERIFY(fixture.find("emptyAction")->isVisible());
        shoot(&fixture.window(), "activity_no_match");
        fixture.find<QLineEdit>("search")->clear();
        QFile log(fixture.services().activity().path());
        QVERIFY(log.open(QIODevice::ReadWrite));
        QByteArray content = log.readAll();
        content.replace("bob on", "eve on");
        QVERIFY(log.seek(0) && log.write(content) == content.size());
        log.close();
        QTRY_VERIFY(fixture.find("banner")->isVisible());
        shoot(&fixture.window(), "activity_changed");
    }

    void activityEmptyAndUnreadable()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.window().showPage(2);
        QTRY_COMPARE(fixture.find<QLabel>("emptyTitle")->text(), QStringLiteral("Nothing done here yet"));
        shoot(&fixture.window(), "activity_empty");
        QVERIFY(QDir().mkpath(fixture.services().activity().path()));
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.find<QLabel>("emptyTitle")->text(), QStringLiteral("The log cannot be read"));
        shoot(&fixture.window(), "activity_unreadable");
    }

    void settings()
    {
        DesktopFixture fixture;
        fixture.start();
        fixture.window().showPage(3);
        shoot(&fixture.window(), "settings");
        fixture.window().resize(720, 480);
        fixture.find<ui::SettingsView>("settingsPage")
            ->setProblem(
                QStringLiteral("The settings file /home/alice/.config/latchkey/settings.ini cannot be "
                               "read. The usual settings are used."));
        shoot(&fixture.window(), "settings_problem");
    }

    void trayIcons()
    {
        constexpr int Sides[] = { 16, 22, 24, 32, 48, 64 };
        constexpr int RowHeight = 80;
        const QColor panels[] = { QColor(32, 33, 36), QColor(239, 240, 241), QColor(90, 92, 98) };
        QPixmap sheet(850, RowHeight * static_cast<int>(std::size(panels)));
        QPainter painter(&sheet);
        for (int row = 0; row < static_cast<int>(std::size(panels)); ++row) {
            painter.fillRect(0, row * RowHeight, sheet.width(), RowHeight, panels[row]);
            int x = 10;
            for (const auto badge : { TrayBadge::None, TrayBadge::Active, TrayBadge::Warning }) {
                for (const int side : Sides) {
                    painter.drawPixmap(x, row * RowHeight + 8, trayImage(badge).pixmap(side, side));
                    x += side + 10;
                }
                x += 10;
            }
        }
        painter.end();
        QLabel label;
        label.setPixmap(sheet);
        label.resize(sheet.size());
        shoot(&label, "tray_icons");
    }

    void loginMenu()
    {
        DesktopFixture fixture(DesktopFixture::Content::Samples);
        fixture.start();
        waitForServers(fixture, 7);
        auto* menu = fixture.window().loginMenu();
        menu->popup(QPoint(0, 0));
        shoot(menu, "login_menu");
        menu->close();
    }
};

QTEST_MAIN(ScreensTest)
#include "screens_test.moc"
