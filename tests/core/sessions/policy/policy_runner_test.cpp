// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/policy/policy_runner.h"

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"
#include "tests/support/sessions/session_rows.h"

namespace latchkey::test {

using namespace sessions;

constexpr qint64 Hour = 3600;
constexpr qint64 Day = 24 * Hour;

/// Rules simulated and applied on a real database.
class PolicyRunnerTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void aRunDoesWhatWasForecast();
    void aRunTouchesNothingElse();
    void withoutRulesARunDoesNothing();
    void refusesWhileTheClockLooksWrong();
    void runsOnceADayHoweverManyAsk();
    void aCancelledRunIsNotCounted();
    void aRunThatFailsIsNotCounted();
    void twoRunsAtOnceEndEachSessionOnce();
    void whatARunRevokedCanBeUndone();

private:
    void add(const char* user, const char* identifier, qint64 usedDaysAgo);
    qint64 stored(SessionState state = SessionState::All);

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<SessionStore> m_store;
    std::unique_ptr<PolicyRunner> m_runner;
};

namespace {

const Policy AllOn { .unusedForDays = 90, .atMostPerUser = 2, .revokedForDays = 30 };

} // namespace

/// ann: used 0, 1, 2, 3 and 100 days ago, and one more revoked 40 days ago; bob: used just now and 200 days
/// ago.
void PolicyRunnerTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    m_store = m_fixture->open();
    m_runner = std::make_unique<PolicyRunner>(*m_store, *m_store, m_fixture->clock());
    for (const int days : { 100, 3, 2, 1, 0 }) {
        add("ann", QByteArray::number(days).constData(), days);
    }
    add("ann", "revoked", 40);
    m_fixture->clock().set(Now - 40 * Day);
    REQUIRE_OK(waitFor(m_store->revoke(QStringLiteral("ann"), secret("revoked"))));
    add("bob", "old", 200);
    add("bob", "new", 0);
    m_fixture->clock().set(Now);
}

void PolicyRunnerTest::cleanup()
{
    m_runner.reset();
    m_store.reset();
    m_fixture.reset();
}

void PolicyRunnerTest::add(const char* user, const char* identifier, qint64 usedDaysAgo)
{
    m_fixture->clock().set(Now - usedDaysAgo * Day);
    REQUIRE_OK(waitFor(m_store->add(QString::fromLatin1(user), secret(identifier), QString())));
}

qint64 PolicyRunnerTest::stored(SessionState state)
{
    SessionFilter filter;
    filter.state = state;
    const auto counts = waitFor(m_store->counts(filter));
    return counts ? counts->matched : -1;
}

void PolicyRunnerTest::aRunDoesWhatWasForecast()
{
    const auto forecast = waitFor(m_runner->forecast(AllOn));
    REQUIRE_OK(forecast);
    QCOMPARE(forecast->stored, 8);
    QCOMPARE(forecast->ended.matched, 5);
    QCOMPARE(forecast->ended.users, 2);
    QCOMPARE(forecast->ended.revoked, 1);
    QCOMPARE(forecast->ended.usedLast24Hours, 0);
    QCOMPARE(forecast->byRule.size(), 3);
    const auto listed = waitFor(m_store->page(forecast->sessions, {}, 0, 100));
    REQUIRE_OK(listed);
    QCOMPARE(listed->size(), 5);

    REQUIRE_OK(waitFor(m_store->setPolicy(AllOn)));
    QCOMPARE(stored(), 8); // setting alone ends nothing
    const auto outcome = waitFor(m_runner->run({}));
    REQUIRE_OK(outcome);
    QCOMPARE(outcome->rules.size(), 3);
    for (qsizetype i = 0; i < 3; ++i) {
        QCOMPARE(outcome->rules[i].ended, forecast->byRule[i].matched);
        QCOMPARE(outcome->rules[i].before.users, forecast->byRule[i].users);
    }
    QCOMPARE(outcome->deleted(), 3);
    QCOMPARE(outcome->revoked(), 2);
    QCOMPARE(stored(), 5);
    QCOMPARE(waitFor(m_runner->forecast(AllOn))->ended.matched, 0);
    const auto after = waitFor(m_store->policy());
    REQUIRE_OK(after);
    QCOMPARE(after->lastRun->at, Now);
    QCOMPARE(after->lastRun->deleted, 3);
    QCOMPARE(after->lastRun->revoked, 2);
}

void PolicyRunnerTest::aRunTouchesNothingElse()
{
    const auto rest = [this] {
        return m_fixture->sqlValue("SELECT group_concat(id || user_id || hex(lookup) || revoked || created "
                                   "|| last_used || last_change) FROM sessions WHERE id IN (4, 5, 8)");
    };
    const QByteArray before = rest();
    QVERIFY(!before.isEmpty());
    REQUIRE_OK(waitFor(m_store->setPolicy(AllOn)));
    REQUIRE_OK(waitFor(m_runner->run({})));
    QCOMPARE(rest(), before); // ann's two newest, and bob's new one
    QCOMPARE(stored(SessionState::Active), 3);
    QCOMPARE(m_fixture->sqlValue("SELECT group_concat(id) FROM sessions WHERE revoked = 1"), "2,3");
}

void PolicyRunnerTest::withoutRulesARunDoesNothing()
{
    const auto outcome = waitFor(m_runner->run({}));
    REQUIRE_OK(outcome);
    QVERIFY(outcome->rules.isEmpty());
    QCOMPARE(stored(), 8);
    REQUIRE_ERROR(waitFor(m_runner->forecast({ .unusedForDays = 0 })), ErrorCode::InvalidInput);
}

void PolicyRunnerTest::refusesWhileTheClockLooksWrong()
{
    REQUIRE_OK(waitFor(m_store->setPolicy(AllOn)));
    m_fixture->clock().set(Now + 300 * Day); // every session would be too old
    const auto refused = waitFor(m_runner->run({}));
    REQUIRE_ERROR(refused, ErrorCode::Conflict);
    QVERIFY2(refused.error().message.contains(QStringLiteral("set forward by 300 days")),
        qPrintable(refused.error().message));
    QCOMPARE(stored(), 8);
    QVERIFY(!waitFor(m_store->policy())->lastRun);

    m_fixture->clock().set(Now - 30 * Day); // now some were used in the future
    REQUIRE_ERROR(waitFor(m_runner->run({})), ErrorCode::Conflict);
    QCOMPARE(stored(), 8);
    const auto told = waitFor(m_runner->run({ .evenIfClockOdd = true }));
    REQUIRE_OK(told);
    QCOMPARE(told->deleted(), 1); // bob's, 170 days ago by that clock
}

void PolicyRunnerTest::runsOnceADayHoweverManyAsk()
{
    REQUIRE_OK(waitFor(m_store->setPolicy(AllOn)));
    const auto ran = [](PolicyRunner& runner) {
        const auto outcome = waitFor(runner.run({ .onlyIfDue = true }));
        return outcome && !outcome->rules.isEmpty();
    };
    const auto timersStore = m_fixture->open();
    PolicyRunner timer(*timersStore, *timersStore, m_fixture->clock());
    QVERIFY(ran(*m_runner));
    QVERIFY(!ran(timer));
    m_fixture->clock().advance(20 * Hour - 1);
    QVERIFY(!ran(timer));
    QVERIFY(!ran(*m_runner));
    m_fixture->clock().advance(1); // a daily timer may come a little early
    QVERIFY(ran(timer));
    QVERIFY(!ran(*m_runner));
    REQUIRE_OK(waitFor(m_runner->run({}))); // a person who asks is not told to wait
    QVERIFY(!waitFor(m_runner->run({}))->rules.isEmpty());
}

void PolicyRunnerTest::aCancelledRunIsNotCounted()
{
    REQUIRE_OK(waitFor(m_store->setPolicy(AllOn)));
    BulkProgress progress;
    progress.cancel();
    const auto outcome = waitFor(m_runner->run({}, progress));
    REQUIRE_OK(outcome);
    QCOMPARE(outcome->rules.size(), 1);
    QCOMPARE(outcome->deleted(), 2);
    const auto after = waitFor(m_store->policy());
    QVERIFY(!after->lastRun);
    QVERIFY(isDue(*after, Now));
}

void PolicyRunnerTest::aRunThatFailsIsNotCounted()
{
    REQUIRE_OK(waitFor(m_store->setPolicy(AllOn)));
    m_runner.reset();
    m_store.reset();
    {
        const AsOrdinaryUser user(m_fixture->folder());
        QVERIFY(QFile::setPermissions(m_fixture->path(), QFile::ReadOwner));
        m_store = m_fixture->open();
        m_runner = std::make_unique<PolicyRunner>(*m_store, *m_store, m_fixture->clock());
        REQUIRE_ERROR(waitFor(m_runner->run({})), ErrorCode::StoreReadOnly);
        QCOMPARE(stored(), 8);
        QVERIFY(!waitFor(m_store->policy())->lastRun);
        QVERIFY(!waitFor(m_store->policy())->policy.isOff());
    }
}

void PolicyRunnerTest::twoRunsAtOnceEndEachSessionOnce() // EDGE 80
{
    m_runner.reset();
    m_store.reset();
    QVERIFY(m_fixture->runSql(
        addingSessions(12000, "'user' || (i % 100)", "iif(i % 2, 1000 + i, 1699990000)").constData()));
    m_store = m_fixture->open();
    REQUIRE_OK(waitFor(m_store->setPolicy(AllOn)));
    const auto other = m_fixture->open(); // as in another process
    m_runner = std::make_unique<PolicyRunner>(*m_store, *m_store, m_fixture->clock());
    PolicyRunner otherRunner(*other, *other, m_fixture->clock());
    const auto forecast = waitFor(m_runner->forecast(AllOn));
    REQUIRE_OK(forecast);
    QVERIFY(forecast->ended.matched > 11'000);
    const auto first = m_runner->run({});
    const auto second = otherRunner.run({});
    REQUIRE_OK(waitFor(first));
    REQUIRE_OK(waitFor(second));
    QCOMPARE(waitFor(first)->deleted() + waitFor(second)->deleted() + waitFor(first)->revoked()
            + waitFor(second)->revoked(),
        forecast->ended.matched);
    QCOMPARE(waitFor(m_runner->forecast(AllOn))->ended.matched, 0);
}

void PolicyRunnerTest::whatARunRevokedCanBeUndone()
{
    REQUIRE_OK(waitFor(m_store->setPolicy({ .atMostPerUser = 2 })));
    const auto outcome = waitFor(m_runner->run({}));
    REQUIRE_OK(outcome);
    QCOMPARE(outcome->revoked(), 3);
    SessionFilter undo;
    undo.changedBy = outcome->rules.first().change;
    const auto undone = waitFor(m_store->restore(undo, {}));
    REQUIRE_OK(undone);
    QCOMPARE(undone->sessions, 3);
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::PolicyRunnerTest)
#include "policy_runner_test.moc"
