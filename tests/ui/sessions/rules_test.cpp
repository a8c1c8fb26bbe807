// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"
#include "tests/support/desktop/desktop_fixture.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"
#include "ui/sessions/clock_banner.h"
#include "ui/sessions/rules_dialog.h"

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSpinBox>
#include <QTableWidget>
#include <QtTest>

using namespace latchkey;
using namespace latchkey::sessions;
using test::DesktopFixture;

/// The rules as a person sets them in the window, their daily run, and the banner of an odd clock, over a
/// real database: ten sessions of alice, used 0 to 9 days ago, and three of bob, used 100 days ago.
class RulesTest final : public QObject
{
    Q_OBJECT

private:
    static void start(DesktopFixture& fixture)
    {
        fixture.start();
        SystemRandom random;
        for (int i = 0; i < 13; ++i) {
            REQUIRE_OK(waitFor(fixture.services().sessions().add(
                QString::fromLatin1(i < 10 ? "alice" : "bob"), makeIdentifier(random), {})));
        }
        runSql(fixture,
            QStringLiteral("UPDATE sessions SET created = created - 86400 * 200,"
                           " last_used = last_used - 86400 * iif(id > 10, 100, id - 1)"));
        fixture.window().showPage(1);
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.sessions()->model()->rowCount(), 1);
    }

    static void runSql(DesktopFixture& fixture, const QString& sql)
    {
        QVERIFY(test::RawDatabase(fixture.folder() + QStringLiteral("/sessions.db")).run(sql.toUtf8()));
    }

    static ui::RulesDialog* openDialog(DesktopFixture& fixture)
    {
        fixture.find<QPushButton>("rulesButton")->click();
        auto* dialog = fixture.window().findChildren<ui::RulesDialog*>().last();
        [&] { QTRY_VERIFY(dialog->findChild<QCheckBox*>(QStringLiteral("unusedFor"))->isEnabled()); }();
        return dialog;
    }

    static QCheckBox* rule(ui::RulesDialog* dialog, const char* name)
    {
        return dialog->findChild<QCheckBox*>(QString::fromLatin1(name));
    }

    static QString text(ui::RulesDialog* dialog, const char* name)
    {
        return dialog->findChild<QLabel*>(QString::fromLatin1(name))->text();
    }

    static QPushButton* save(ui::RulesDialog* dialog)
    {
        return dialog->findChild<QPushButton*>(QStringLiteral("saveRules"));
    }

    static qint64 count(DesktopFixture& fixture, SessionState state)
    {
        SessionFilter filter;
        filter.state = state;
        return waitFor(fixture.services().sessions().counts(filter))->matched;
    }

    static QString notice(DesktopFixture& fixture) { return fixture.find<QLabel>("noticeText")->text(); }

private Q_SLOTS:
    void aRuleIsSimulatedBeforeItIsSaved()
    {
        DesktopFixture fixture;
        start(fixture);
        auto* dialog = openDialog(fixture);
        QVERIFY(!save(dialog)->isEnabled());
        QVERIFY(!dialog->findChild<QSpinBox*>(QStringLiteral("unusedForLimit"))->isEnabled());
        QCOMPARE(text(dialog, "lastRun"), QStringLiteral("Last run: never"));

        rule(dialog, "unusedFor")->click();
        QVERIFY(!save(dialog)->isEnabled()); // until the person can see what it would do
        QTRY_COMPARE(text(dialog, "summary"),
            QStringLiteral("Would end 3 of 13 sessions, of 1 user; none was used in the last 24 hours."));
        QCOMPARE(text(dialog, "unusedForCount"), QStringLiteral("deletes 3 now"));
        auto* list = dialog->findChild<QTableWidget*>(QStringLiteral("endedSessions"));
        QTRY_COMPARE(list->rowCount(), 3);
        QCOMPARE(list->item(0, 0)->text(), QStringLiteral("bob"));
        QCOMPARE(count(fixture, SessionState::All), 13);
        QCOMPARE(save(dialog)->text(), QStringLiteral("Save and end 3 sessions"));

        save(dialog)->click();
        QTRY_COMPARE(notice(fixture), QStringLiteral("Rules ended 3 sessions: 3 deleted, 0 revoked."));
        QVERIFY(!fixture.shows("undoButton")); // what is deleted is gone
        QCOMPARE(count(fixture, SessionState::All), 10);
        QCOMPARE(waitFor(fixture.services().sessions().policy())->policy, Policy { .unusedForDays = 90 });

        dialog = openDialog(fixture);
        QTRY_VERIFY(rule(dialog, "unusedFor")->isChecked());
        QVERIFY(text(dialog, "lastRun").startsWith(QStringLiteral("Last run: just now: 3 deleted")));
        QTRY_COMPARE(text(dialog, "summary"), QStringLiteral("Would end no session now."));
        QVERIFY(!save(dialog)->isEnabled()); // nothing to save and nothing to do
        rule(dialog, "unusedFor")->click();
        QVERIFY(save(dialog)->isEnabled()); // turning off needs no simulation
        save(dialog)->click();
        QTRY_COMPARE(notice(fixture), QStringLiteral("Rules are off."));
        QTRY_VERIFY(waitFor(fixture.services().sessions().policy())->policy.isOff());
    }

    void countsFollowWhatIsTyped()
    {
        DesktopFixture fixture;
        start(fixture);
        auto* dialog = openDialog(fixture);
        rule(dialog, "atMostPerUser")->click();
        auto* limit = dialog->findChild<QSpinBox*>(QStringLiteral("atMostPerUserLimit"));
        for (const int number : { 9, 7, 1, 4 }) { // faster than the answers come
            limit->setValue(number);
        }
        QVERIFY(!save(dialog)->isEnabled());
        QTRY_COMPARE(save(dialog)->text(), QStringLiteral("Save and end 6 sessions"));
        QCOMPARE(text(dialog, "atMostPerUserCount"), QStringLiteral("revokes 6 now"));

        const auto old = waitFor(fixture.services().policyRunner().forecast({ .atMostPerUser = 1 }));
        REQUIRE_OK(old);
        dialog->showForecast({ .atMostPerUser = 1 }, old); // an answer that comes late
        dialog->showSessions({ .atMostPerUser = 1 }, {});
        QCOMPARE(save(dialog)->text(), QStringLiteral("Save and end 6 sessions"));
        auto* list = dialog->findChild<QTableWidget*>(QStringLiteral("endedSessions"));
        QTRY_COMPARE(list->rowCount(), 6);
        rule(dialog, "unusedFor")->click();
        QTRY_COMPARE(save(dialog)->text(), QStringLiteral("Save and end 9 sessions"));
        QTRY_COMPARE(list->rowCount(), 9);
    }

    void whatARuleRevokedCanBeUndone() // EDGE 61
    {
        DesktopFixture fixture;
        start(fixture);
        auto* dialog = openDialog(fixture);
        rule(dialog, "atMostPerUser")->click();
        dialog->findChild<QSpinBox*>(QStringLiteral("atMostPerUserLimit"))->setValue(1);
        QTRY_COMPARE(save(dialog)->text(), QStringLiteral("Save and end 11 sessions"));
        save(dialog)->click();
        QTRY_COMPARE(notice(fixture), QStringLiteral("Rules ended 11 sessions: 0 deleted, 11 revoked."));
        QCOMPARE(count(fixture, SessionState::Active), 2); // one each: nobody is left without
        fixture.find<QPushButton>("undoButton")->click();
        QTRY_COMPARE(notice(fixture), QStringLiteral("Restored: 11 sessions."));
        QCOMPARE(count(fixture, SessionState::Active), 13);
        const auto acts = [&] {
            QStringList words;
            for (const auto& entry :
                waitFor(fixture.services().activity().newest(10)).value_or(QList<activity::Entry>())) {
                words.append(entry.by + u' ' + entry.act);
            }
            return words;
        };
        QTRY_COMPARE(acts(),
            (QStringList { QStringLiteral("window undo"), QStringLiteral("rules sessions.revoke"),
                QStringLiteral("window policy.change") }));
    }

    void rulesRunOnceADay()
    {
        DesktopFixture fixture;
        start(fixture);
        REQUIRE_OK(waitFor(fixture.services().sessions().setPolicy({ .unusedForDays = 90 })));
        QSignalSpy applied(&fixture.desktop().rules(), &ui::RulesController::policyApplied);
        fixture.desktop().rules().runIfDue();
        QTRY_COMPARE(notice(fixture), QStringLiteral("Rules ended 3 sessions: 3 deleted, 0 revoked."));
        QCOMPARE(applied.count(), 1);
        runSql(fixture, QStringLiteral("UPDATE sessions SET last_used = created WHERE id = 1"));
        fixture.desktop().rules().runIfDue();
        QVERIFY(waitFor(fixture.services().policyRunner().run({ .onlyIfDue = true }))->rules.isEmpty());
        QCOMPARE(count(fixture, SessionState::All), 10); // the next run is tomorrow's
        runSql(fixture, QStringLiteral("UPDATE policy SET last_run = last_run - 86400"));
        fixture.desktop().rules().runIfDue();
        QTRY_COMPARE(count(fixture, SessionState::All), 9);
    }

    void anOddClockIsSaidAndStopsTheRules() // EDGE 51
    {
        DesktopFixture fixture;
        start(fixture);
        REQUIRE_OK(waitFor(fixture.services().sessions().setPolicy({ .unusedForDays = 90 })));
        runSql(fixture,
            QStringLiteral("UPDATE sessions SET last_used = last_used + 86400 * 365 WHERE id IN (1, 2, 3)"));
        fixture.desktop().reload();
        QTRY_VERIFY(fixture.shows("banner"));
        QVERIFY(fixture.find<QLabel>("bannerText")
                ->text()
                .startsWith(QStringLiteral("3 sessions were used in the future. The clock of this")));
        QCOMPARE(fixture.find<QPushButton>("bannerAction")->text(), QStringLiteral("Show them"));
        fixture.desktop().rules().runIfDue();
        auto* dialog = openDialog(fixture);
        QTRY_COMPARE(text(dialog, "unusedForCount"), QStringLiteral("deletes 3 now"));
        QVERIFY(text(dialog, "bannerText").contains(QStringLiteral("The rules wait until")));
        QCOMPARE(save(dialog)->text(), QStringLiteral("Save rules"));
        dialog->findChild<QSpinBox*>(QStringLiteral("unusedForLimit"))->setValue(80);
        QTRY_VERIFY(save(dialog)->isEnabled());
        save(dialog)->click();
        QTRY_VERIFY(notice(fixture).startsWith(QStringLiteral("Rules saved. 3 sessions were used in the")));
        QCOMPARE(count(fixture, SessionState::All), 13);

        runSql(fixture, QStringLiteral("DELETE FROM sessions WHERE id IN (1, 2, 3)"));
        fixture.desktop().reload();
        QTRY_VERIFY(!fixture.shows("banner"));
        fixture.desktop().rules().runIfDue();
        QTRY_COMPARE(count(fixture, SessionState::All), 7);
    }

    void aPersonSaysThatTheClockIsRight() // EDGE 52
    {
        DesktopFixture fixture;
        start(fixture);
        REQUIRE_OK(waitFor(fixture.services().sessions().trustClock()));
        runSql(fixture, QStringLiteral("UPDATE policy SET clock_seen = clock_seen + 7200"));
        fixture.desktop().reload();
        QTRY_VERIFY(fixture.shows("banner"));
        QVERIFY(fixture.find<QLabel>("bannerText")->text().contains(QStringLiteral("behind the time when")));
        auto* right = fixture.find<QPushButton>("bannerAction");
        QCOMPARE(right->text(), QStringLiteral("The clock is right"));
        right->click();
        QTRY_VERIFY(!fixture.shows("banner"));
        QVERIFY(!waitFor(fixture.services().sessions().clockHealth())->looksWrong());
    }

    void theBannerAsksForTheOddSessions()
    {
        DesktopFixture fixture;
        start(fixture);
        runSql(fixture, QStringLiteral("UPDATE sessions SET created = last_used + 5 WHERE id = 1"));
        ui::MessageBanner banner;
        ui::ClockBanner clock(fixture.services().sessions(), banner);
        QSignalSpy asked(&clock, &ui::ClockBanner::showOddRequested);
        clock.update(true);
        QTRY_VERIFY(!banner.isHidden());
        QVERIFY(banner.text().startsWith(QStringLiteral("1 session was created after it was last used")));
        banner.findChild<QPushButton*>(QStringLiteral("bannerAction"))->click();
        QCOMPARE(asked.count(), 1);
        clock.update(false);
        banner.showMessage(
            ui::MessageBanner::Severity::Warning, QStringLiteral("Something else."), QStringLiteral("Do it"));
        banner.findChild<QPushButton*>(QStringLiteral("bannerAction"))->click();
        QCOMPARE(asked.count(), 1); // that was not its own
        QCOMPARE(banner.text(), QStringLiteral("Something else."));
    }
};

QTEST_MAIN(RulesTest)
#include "rules_test.moc"
