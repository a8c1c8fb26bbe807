// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/ui/servers/sample_logins.h"
#include "ui/servers/login_text.h"
#include "ui/servers/servers_controller.h"

#include <QPushButton>
#include <QTableView>
#include <QToolButton>

using namespace latchkey;
using namespace latchkey::test;
using credentials::Login;
using credentials::LoginCheck;

namespace {

constexpr int State = 2;
constexpr int StoredIn = 3;
constexpr int Check = 4;
constexpr qint64 Now = 1'800'000'000;
constexpr qint64 Hour = 3600;
constexpr qint64 Day = 24 * Hour;

Login checkedLogin(LoginCheck::Outcome outcome, std::optional<qint64> expires)
{
    return { .credential = { .key = QStringLiteral("dev.example.com"),
                 .server = server("https://dev.example.com"),
                 .token = { .tokenId = {}, .fingerprint = QStringLiteral("aaaa") },
                 .problem = {} },
        .places = { credentials::Place::Keyring },
        .account = QStringLiteral("alice"),
        .check = LoginCheck { .outcome = outcome,
            .at = Now - Hour,
            .owner = { .username = QStringLiteral("alice"), .expires = expires },
            .reason = QStringLiteral("The reason, for this test.") } };
}

} // namespace

/// Columns and checks of the Servers page, over servers that answer as told.
class ChecksTest final : public QObject
{
    Q_OBJECT

private:
    static void answer(DesktopFixture& fixture, const char* token, const char* account)
    {
        fixture.api().setOwner(fingerprint(token), { .username = QString::fromLatin1(account) });
    }

private Q_SLOTS:
    void saysWhatACheckFound_data() // EDGE 44
    {
        using Outcome = LoginCheck::Outcome;
        QTest::addColumn<int>("outcome");
        QTest::addColumn<qint64>("expires");
        QTest::addColumn<QString>("text");
        QTest::addColumn<int>("alarm");
        const auto row = [](const char* name, Outcome outcome, qint64 expires, const char* text,
                             ui::CheckAlarm alarm) {
            QTest::newRow(name) << int(outcome) << expires << QString::fromLatin1(text) << int(alarm);
        };
        using ui::CheckAlarm;
        row("no end", Outcome::SignedIn, 0, "OK", CheckAlarm::None);
        row("far end", Outcome::SignedIn, Now + 40 * Day, "OK", CheckAlarm::None);
        row("days", Outcome::SignedIn, Now + 3 * Day + Hour, "Expires in 3 days", CheckAlarm::None);
        row("a day", Outcome::SignedIn, Now + Day, "Expires in 24 h", CheckAlarm::None);
        row("hours", Outcome::SignedIn, Now + 3 * Hour, "Expires in 3 h", CheckAlarm::Soon);
        row("minutes", Outcome::SignedIn, Now + Hour - 60, "Expires in 59 min", CheckAlarm::Now);
        row("a moment", Outcome::SignedIn, Now + 5, "Expires in 1 min", CheckAlarm::Now);
        row("over", Outcome::SignedIn, Now - 21 * Day, "Expired 3 weeks ago", CheckAlarm::Now);
        row("refused", Outcome::Refused, 0, "Refused", CheckAlarm::Now);
        row("not reached", Outcome::NotChecked, 0, "Could not check", CheckAlarm::None);
    }

    void saysWhatACheckFound()
    {
        QFETCH(int, outcome);
        QFETCH(qint64, expires);
        QFETCH(QString, text);
        QFETCH(int, alarm);
        const auto words = ui::checkWords(checkedLogin(static_cast<LoginCheck::Outcome>(outcome),
                                              expires == 0 ? std::nullopt : std::optional(expires)),
            Now);
        QCOMPARE(words.text, text);
        QCOMPARE(int(words.alarm), alarm);
        QVERIFY(!words.iconName.isEmpty()); // never colour or text weight alone
        QVERIFY(words.toolTip.contains(QStringLiteral("alice")));
        QVERIFY(words.toolTip.contains(QStringLiteral("Checked: 20")));
        QVERIFY(words.toolTip.contains(QStringLiteral("The reason")));
    }

    void showsBothAccountsOfAServer()
    {
        DesktopFixture fixture;
        startWithAliceAndBob(fixture);
        QCOMPARE(cell(fixture, "alice", StoredIn), QStringLiteral("Parked"));
        QCOMPARE(cell(fixture, "bob", StoredIn), QStringLiteral("Keyring"));
        QCOMPARE(cell(fixture, "alice", Check), QStringLiteral("Not checked"));
        select(fixture, "alice");
        fixture.find<QPushButton>("useButton")->click();
        QTRY_COMPARE(cell(fixture, "alice", State), QStringLiteral("Active"));
        QCOMPARE(cell(fixture, "alice", StoredIn), QStringLiteral("Keyring"));
        QCOMPARE(cell(fixture, "bob", StoredIn), QStringLiteral("Parked"));
        QCOMPARE(notice(fixture), QStringLiteral("The terminal now uses alice on dev.example.com."));
    }

    void checksTheSelectedLoginWithTheKeyboard()
    {
        DesktopFixture fixture;
        startWithAliceAndBob(fixture);
        answer(fixture, AliceToken, "alice");
        select(fixture, "alice");
        press(fixture, Qt::Key_K, Qt::ControlModifier);
        QTRY_COMPARE(cell(fixture, "alice", Check), QStringLiteral("OK"));
        QCOMPARE(cell(fixture, "bob", Check), QStringLiteral("Not checked"));
        QCOMPARE(fixture.api().whoIsCalls(), 1);
    }

    void learnsTheAccountsNameFromTheServer()
    {
        DesktopFixture fixture;
        REQUIRE_OK(fixture.addLogin("https://dev.example.com", AliceToken));
        fixture.start();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 1);
        QVERIFY(rowOf(fixture, "AliceToken").isValid()); // the token's public name
        answer(fixture, AliceToken, "alice");
        fixture.find<QPushButton>("checkAll")->click();
        QTRY_VERIFY(rowOf(fixture, "alice").isValid());
    }

    void checksAllWithProgressAFewAtOnceAndKeepsTheSelection()
    {
        DesktopFixture fixture;
        fixture.start();
        for (int i = 0; i < 9; ++i) {
            const QByteArray token = "Token" + QByteArray::number(10000 + i) + "-abcdefghijklmnopqrstuv";
            store(fixture, ("https://s" + QByteArray::number(i) + ".example.com").constData(),
                token.constData(), ("user" + QByteArray::number(i)).constData());
            answer(fixture, token.constData(), ("user" + QByteArray::number(i)).constData());
        }
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 9);
        select(fixture, "user7");
        fixture.api().hold();
        press(fixture, Qt::Key_K, Qt::ControlModifier | Qt::ShiftModifier);
        QTRY_VERIFY(fixture.find<QLabel>("checkProgress")->isVisible());
        QTRY_COMPARE(fixture.api().waiting(), 3);
        QCOMPARE(fixture.find<QLabel>("checkProgress")->text(), QStringLiteral("Checking 1 of 9…"));
        QCOMPARE(cell(fixture, "user7", Check), QStringLiteral("Checking…"));
        fixture.api().release();
        QTRY_COMPARE(cell(fixture, "user8", Check), QStringLiteral("OK"));
        QTRY_VERIFY(!fixture.find<QLabel>("checkProgress")->isVisible());
        QCOMPARE(fixture.api().whoIsCalls(), 9);
        QVERIFY(fixture.api().mostAtOnce() <= 4);
        QCOMPARE(
            fixture.servers()->currentIndex().siblingAtColumn(0).data().toString(), QStringLiteral("user7"));
    }

    void cancelsWhatHasNotBeenAskedYet()
    {
        DesktopFixture fixture;
        fixture.start();
        for (int i = 0; i < 6; ++i) {
            store(fixture, ("https://s" + QByteArray::number(i) + ".example.com").constData(),
                ("Token" + QByteArray::number(10000 + i) + "-abcdefghijklmnopqrstuv").constData(), "");
        }
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 6);
        fixture.api().hold();
        fixture.find<QPushButton>("checkAll")->click();
        QTRY_COMPARE(fixture.api().waiting(), 3);
        fixture.find<QToolButton>("cancelChecks")->click();
        fixture.api().release();
        QTRY_VERIFY(fixture.find<QPushButton>("checkAll")->isVisible());
        QCOMPARE(fixture.api().whoIsCalls(), 3);
    }

    void aCheckDoesNotHideARevealedToken()
    {
        DesktopFixture fixture;
        startWithAliceAndBob(fixture);
        answer(fixture, AliceToken, "alice");
        select(fixture, "alice");
        press(fixture, Qt::Key_E, Qt::ControlModifier);
        auto* text = fixture.find<QLabel>("secretText");
        QTRY_COMPARE(text->text(), QString::fromLatin1(AliceToken));
        fixture.find<QPushButton>("checkButton")->click();
        QTRY_COMPARE(cell(fixture, "alice", Check), QStringLiteral("OK"));
        QCOMPARE(text->text(), QString::fromLatin1(AliceToken));
    }

    void saysWhyNothingCouldBeAsked()
    {
        DesktopFixture fixture;
        startWithAliceAndBob(fixture);
        fixture.keyring().failWith(
            Error { ErrorCode::KeyringLocked, QStringLiteral("Locked, for this test.") });
        fixture.find<QPushButton>("checkAll")->click();
        QTRY_COMPARE(notice(fixture), QStringLiteral("Locked, for this test."));
    }

    void sortsChecksByUrgencyNotByWords()
    {
        DesktopFixture fixture;
        startWithAliceAndBob(fixture);
        store(fixture, "https://other.example.com", CarolToken, "carol");
        const qint64 now = SystemClock().unixSeconds();
        fixture.api().setOwner(
            fingerprint(AliceToken), { .username = QStringLiteral("alice"), .expires = now + 10 * Day + 60 });
        fixture.api().setOwner(
            fingerprint(BobToken), { .username = QStringLiteral("bob"), .expires = now + 9 * Hour + 60 });
        // carol is refused
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 3);
        fixture.find<QPushButton>("checkAll")->click();
        QTRY_COMPARE(cell(fixture, "carol", Check), QStringLiteral("Refused"));
        QTRY_COMPARE(cell(fixture, "alice", Check), QStringLiteral("Expires in 10 days"));
        QTRY_COMPARE(cell(fixture, "bob", Check), QStringLiteral("Expires in 9 h"));
        fixture.servers()->sortByColumn(Check, Qt::AscendingOrder);
        QStringList order;
        for (int row = 0; row < 3; ++row) {
            order.append(fixture.servers()->model()->index(row, 0).data().toString());
        }
        QCOMPARE(
            order, QStringList({ QStringLiteral("carol"), QStringLiteral("bob"), QStringLiteral("alice") }));
    }

    void checksByItselfAtTheChosenInterval()
    {
        DesktopFixture fixture;
        startWithAliceAndBob(fixture);
        answer(fixture, AliceToken, "alice");
        auto* interval = fixture.desktop().servers().findChild<QTimer*>(QStringLiteral("checkInterval"));
        QVERIFY(!interval->isActive());
        fixture.desktop().servers().setCheckInterval(std::chrono::minutes(15));
        QCOMPARE(interval->intervalAsDuration(), std::chrono::minutes(15));
        QVERIFY(interval->isActive());
        interval->setInterval(1); // as if the time were over
        QTRY_VERIFY(fixture.api().whoIsCalls() > 0);
        fixture.desktop().servers().setCheckInterval(std::chrono::minutes(0));
        QVERIFY(!interval->isActive());
        QTRY_COMPARE(cell(fixture, "alice", Check), QStringLiteral("OK"));
    }

    void warnsOfPlainHttpButNotOnLoopback() // EDGE 32
    {
        DesktopFixture fixture;
        fixture.start();
        store(fixture, "http://lab.example.net", AliceToken, "alice");
        store(fixture, "http://localhost:3000", BobToken, "bob");
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        select(fixture, "alice");
        QVERIFY(fixture.find<QLabel>("detailsWarning")->isVisible());
        QVERIFY(fixture.find<QLabel>("detailsWarning")->text().contains(QStringLiteral("not encrypted")));
        select(fixture, "bob");
        QVERIFY(!fixture.find<QLabel>("detailsWarning")->isVisible());
    }

    void saysWhenOneTokenIsStoredForTwoServers() // EDGE 43
    {
        DesktopFixture fixture;
        fixture.start();
        store(fixture, "https://a.example.com", AliceToken, "alice");
        store(fixture, "https://b.example.com", AliceToken, "alice");
        fixture.desktop().reload();
        QTRY_COMPARE(fixture.servers()->model()->rowCount(), 2);
        select(fixture, "alice");
        QVERIFY(
            fixture.find<QLabel>("detailsWarning")->text().contains(QStringLiteral("https://b.example.com")));
    }
};

QTEST_MAIN(ChecksTest)
#include "checks_test.moc"
