// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/policy/clock_health.h"

#include "core/sessions/policy/policy_runner.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

namespace latchkey::test {

using namespace sessions;

constexpr qint64 Minute = 60;
constexpr qint64 Day = 86'400;

/// What speaks against a clock: sessions with odd times, and steps of the wall clock.
class ClockHealthTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void allIsWellAtFirst();
    void oddTimesAreCountedByWhatIsOdd();
    void anUnforeseenTimeIsNotChanged_data();
    void anUnforeseenTimeIsNotChanged();
    void aStepWhileRunningShows_data();
    void aStepWhileRunningShows();
    void aClockThatIsBehindItsLastUseShows();
    void aLongAbsenceShows();
    void aPersonMayTrustTheClock();
    void aStepIsNotTrustedUnasked();
    void theClockOfTheSystemTellsItsTimeSinceBoot();

private:
    ClockHealth health() { return waitFor(m_store->clockHealth()).value_or(ClockHealth { .inFuture = -1 }); }
    void restart() { m_store = m_fixture->open(); }

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<SessionStore> m_store;
};

void ClockHealthTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    m_fixture->fill({ QStringLiteral("ann"), QStringLiteral("bob"), QStringLiteral("carol") });
    m_store = m_fixture->open();
}

void ClockHealthTest::cleanup()
{
    m_store.reset();
    m_fixture.reset();
}

void ClockHealthTest::allIsWellAtFirst()
{
    QVERIFY(!health().looksWrong());
    QCOMPARE(clockText(health()), QString());
}

void ClockHealthTest::oddTimesAreCountedByWhatIsOdd() // EDGE 51
{
    m_store.reset();
    QVERIFY(m_fixture->runSql("UPDATE sessions SET last_used = last_used + 61 WHERE id = 1"));
    QVERIFY(m_fixture->runSql("UPDATE sessions SET created = created + 5 WHERE id = 2"));
    QVERIFY(m_fixture->runSql("UPDATE sessions SET created = 0, last_used = 0 WHERE id = 3"));
    restart();
    QCOMPARE(health().inFuture, 1);
    QCOMPARE(health().outOfOrder, 2);
    QVERIFY(health().looksWrong());
    QCOMPARE(clockText(health()),
        QStringLiteral("1 session was used in the future. 2 sessions were created after they were last used, "
                       "or before 1970. The clock of this computer, or of the server that wrote them, is "
                       "wrong."));
    m_fixture->clock().advance(1);
    QCOMPARE(health().inFuture, 0); // a minute is no news
}

void ClockHealthTest::anUnforeseenTimeIsNotChanged_data()
{
    QTest::addColumn<qint64>("time");
    QTest::newRow("the year 1601") << qint64(-11'644'473'600);
    QTest::newRow("negative") << qint64(-1);
    QTest::newRow("zero") << qint64(0);
    QTest::newRow("the year 9999") << qint64(253'402'300'799);
    QTest::newRow("microseconds") << Now * 1'000'000;
}

void ClockHealthTest::anUnforeseenTimeIsNotChanged() // EDGE 51
{
    QFETCH(const qint64, time);
    m_store.reset();
    const QByteArray set = "UPDATE sessions SET created = " + QByteArray::number(time)
        + ", last_used = " + QByteArray::number(time) + " WHERE id = 2";
    QVERIFY(m_fixture->runSql(set.constData()));
    restart();
    QCOMPARE(health().inFuture + health().outOfOrder, 1);
    SessionFilter bob;
    bob.username = QStringLiteral("bob");
    const auto found = waitFor(m_store->page(bob, {}, 0, 1));
    REQUIRE_OK(found);
    QCOMPARE(found->first().token.lastUsed, time);
}

void ClockHealthTest::aStepWhileRunningShows_data()
{
    QTest::addColumn<qint64>("step");
    QTest::addColumn<QString>("text");
    QTest::newRow("a little forward") << 5 * Minute << QString();
    QTest::newRow("a little back") << -5 * Minute << QString();
    QTest::newRow("forward") << 3 * Day
                             << QStringLiteral("The clock of this computer was set forward by 3 days.");
    QTest::newRow("back") << -6 * Minute
                          << QStringLiteral("The clock of this computer was set back by 6 minutes.");
}

void ClockHealthTest::aStepWhileRunningShows() // EDGE 52
{
    QFETCH(const qint64, step);
    QFETCH(const QString, text);
    m_store.reset();
    QVERIFY(m_fixture->runSql("DELETE FROM sessions")); // the step alone speaks
    restart();
    m_fixture->clock().advance(40 * Day); // asleep, for instance: that is no step
    QVERIFY(!health().looksWrong());
    m_fixture->clock().set(m_fixture->clock().unixSeconds() + step);
    QCOMPARE(clockText(health()), text);
    QCOMPARE(health().looksWrong(), !text.isEmpty());
    m_fixture->clock().set(m_fixture->clock().unixSeconds() - step);
    QVERIFY(!health().looksWrong()); // set right again
}

void ClockHealthTest::aClockThatIsBehindItsLastUseShows() // EDGE 52
{
    REQUIRE_OK(waitFor(m_store->trustClock()));
    m_store.reset();
    QVERIFY(m_fixture->runSql("DELETE FROM sessions"));
    m_fixture->clock().advance(-Minute);
    restart();
    QVERIFY(!health().looksWrong());
    m_fixture->clock().advance(-2 * Day);
    restart();
    QCOMPARE(health().step, (ClockStep { -2 * Day - Minute, false }));
    QCOMPARE(clockText(health()),
        QStringLiteral("The clock of this computer is 2 days behind the time when Latchkey last looked."));
}

void ClockHealthTest::aLongAbsenceShows()
{
    REQUIRE_OK(waitFor(m_store->trustClock()));
    m_fixture->clock().advance(183 * Day);
    restart();
    QVERIFY(!health().looksWrong());
    m_fixture->clock().advance(Day);
    restart();
    QCOMPARE(clockText(health()),
        QStringLiteral("By the clock of this computer, 184 days have passed since Latchkey last looked."));
}

void ClockHealthTest::aPersonMayTrustTheClock()
{
    REQUIRE_OK(waitFor(m_store->trustClock()));
    m_fixture->clock().set(Now + 400 * Day);
    QVERIFY(health().looksWrong());
    REQUIRE_OK(waitFor(m_store->trustClock()));
    QVERIFY(!health().looksWrong());
    restart();
    QVERIFY(!health().looksWrong());
}

void ClockHealthTest::aStepIsNotTrustedUnasked()
{
    PolicyRunner runner(*m_store, *m_store, m_fixture->clock());
    REQUIRE_OK(waitFor(runner.checkClock())); // trusts it
    QCOMPARE(m_fixture->sqlValue("SELECT clock_seen FROM policy"), QByteArray::number(Now));
    m_fixture->clock().set(Now + 2 * Day);
    const auto checked = waitFor(runner.checkClock());
    REQUIRE_OK(checked);
    QVERIFY(checked->looksWrong());
    QCOMPARE(m_fixture->sqlValue("SELECT clock_seen FROM policy"), QByteArray::number(Now));
}

void ClockHealthTest::theClockOfTheSystemTellsItsTimeSinceBoot()
{
    const SystemClock clock;
    QVERIFY(clock.secondsSinceBoot() > 0);
    QCOMPARE(ClockWatch(clock).step({}), ClockStep());
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::ClockHealthTest)
#include "clock_health_test.moc"
