// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/policy/policy.h"

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QSet>

namespace latchkey::test {

using namespace sessions;

constexpr qint64 Day = 86'400;

/// Which sessions the rules end, asked of a real database.
class PolicyTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void theFirstRuleEndsWhatWasNotUsedForItsDays();
    void aUsersSurplusIsWhatWasUsedLongestAgo();
    void theLastRuleEndsWhatWasRevokedLongAgo();
    void noSessionFitsTwoRules();
    void withoutRulesNoSessionEnds();
    void boundsAreChecked_data();
    void boundsAreChecked();
    void aStoreKeepsItsRulesAndNoOther();

private:
    SessionId add(const char* user, const char* identifier, qint64 usedDaysAgo);
    QSet<SessionId> matching(const SessionFilter& filter);
    QSet<SessionId> endedBy(const Policy& policy, Rule rule);

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<SessionStore> m_store;
};

void PolicyTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    m_store = m_fixture->open();
}

void PolicyTest::cleanup()
{
    m_store.reset();
    m_fixture.reset();
}

SessionId PolicyTest::add(const char* user, const char* identifier, qint64 usedDaysAgo)
{
    m_fixture->clock().set(Now - usedDaysAgo * Day);
    const auto added =
        waitFor(m_store->add(QString::fromLatin1(user), secret(identifier), QStringLiteral("agent")));
    m_fixture->clock().set(Now);
    return added ? added->id : -1;
}

QSet<SessionId> PolicyTest::matching(const SessionFilter& filter)
{
    QSet<SessionId> ids;
    const auto page = waitFor(m_store->page(filter, {}, 0, 1000));
    for (const Session& session : page.value_or(QList<Session>())) {
        ids.insert(session.token.id);
    }
    return ids;
}

QSet<SessionId> PolicyTest::endedBy(const Policy& policy, Rule rule)
{
    for (const RuleFilter& filter : filtersFor(policy, Now)) {
        if (filter.rule == rule) {
            return matching(filter.sessions);
        }
    }
    return { -1 };
}

void PolicyTest::theFirstRuleEndsWhatWasNotUsedForItsDays()
{
    const SessionId old = add("ann", "a", 91);
    const SessionId atTheDay = add("ann", "b", 90); // EDGE 53
    m_fixture->clock().set(Now - 90 * Day + 1);
    REQUIRE_OK(waitFor(m_store->add(QStringLiteral("ann"), secret("c"), QString())));
    add("bob", "d", 0);
    QCOMPARE(endedBy({ .unusedForDays = 90 }, Rule::UnusedFor), QSet<SessionId>({ old, atTheDay }));
}

void PolicyTest::aUsersSurplusIsWhatWasUsedLongestAgo() // EDGE 61
{
    const SessionId oldest = add("ann", "a", 30);
    const SessionId older = add("ann", "b", 20);
    add("ann", "c", 10);
    add("ann", "d", 0);
    add("bob", "e", 400);
    REQUIRE_OK(waitFor(m_store->revoke(QStringLiteral("ann"), secret("d"))));
    QCOMPARE(endedBy({ .atMostPerUser = 1 }, Rule::AtMostPerUser), QSet<SessionId>({ oldest, older }));
    QCOMPARE(endedBy({ .atMostPerUser = 2 }, Rule::AtMostPerUser), QSet<SessionId>({ oldest }));
    QCOMPARE(endedBy({ .atMostPerUser = 3 }, Rule::AtMostPerUser), QSet<SessionId>());
}

void PolicyTest::theLastRuleEndsWhatWasRevokedLongAgo()
{
    const SessionId ended = add("ann", "a", 60);
    add("ann", "b", 60); // active
    const SessionId endedLater = add("ann", "c", 60);
    const auto revokeAt = [&](const char* identifier, qint64 daysAgo) {
        m_fixture->clock().set(Now - daysAgo * Day);
        REQUIRE_OK(waitFor(m_store->revoke(QStringLiteral("ann"), secret(identifier))));
    };
    revokeAt("a", 31);
    revokeAt("c", 29);
    QCOMPARE(endedBy({ .revokedForDays = 30 }, Rule::RevokedFor), QSet<SessionId>({ ended }));
    QCOMPARE(endedBy({ .revokedForDays = 29 }, Rule::RevokedFor), QSet<SessionId>({ ended, endedLater }));
}

void PolicyTest::noSessionFitsTwoRules()
{
    m_fixture->clock().set(Now);
    for (int i = 0; i < 12; ++i) {
        add("ann", QByteArray::number(i).constData(), i * 10);
    }
    for (const char* identifier : { "1", "4", "9" }) {
        m_fixture->clock().set(Now - 50 * Day);
        REQUIRE_OK(waitFor(m_store->revoke(QStringLiteral("ann"), secret(identifier))));
    }
    const Policy policy { .unusedForDays = 60, .atMostPerUser = 3, .revokedForDays = 40 };
    const auto unused = endedBy(policy, Rule::UnusedFor);
    const auto surplus = endedBy(policy, Rule::AtMostPerUser);
    const auto revoked = endedBy(policy, Rule::RevokedFor);
    QCOMPARE(unused.size(), 6); // 60 to 110 days
    QCOMPARE(surplus.size(), 1); // of 0, 20, 30 and 50 days the last
    QCOMPARE(revoked.size(), 2); // "9" is the first rule's already
    QVERIFY(!unused.intersects(surplus));
    QVERIFY(!unused.intersects(revoked));
    QCOMPARE(matching(filterForAll(policy, Now)), unused + surplus + revoked);
}

void PolicyTest::withoutRulesNoSessionEnds()
{
    add("ann", "a", 4000);
    QVERIFY(Policy().isOff());
    QVERIFY(filtersFor({}, Now).isEmpty());
    QCOMPARE(matching(filterForAll({}, Now)), QSet<SessionId>());
}

void PolicyTest::boundsAreChecked_data()
{
    QTest::addColumn<Rule>("rule");
    QTest::addColumn<int>("limit");
    QTest::addColumn<bool>("isFine");
    for (const Rule rule : AllRules) {
        const auto row = [rule](const char* what, int limit, bool isFine) {
            QTest::addRow("rule %d: %s", static_cast<int>(rule), what) << rule << limit << isFine;
        };
        row("nothing", 0, false); // would end every session
        row("less than nothing", -1, false);
        row("the lowest", 1, true);
        row("the highest", highestLimit(rule), true);
        row("too high", highestLimit(rule) + 1, false);
    }
}

void PolicyTest::boundsAreChecked()
{
    QFETCH(const Rule, rule);
    QFETCH(const int, limit);
    QFETCH(const bool, isFine);
    Policy policy;
    policy.setLimit(rule, limit);
    QCOMPARE(policy.limit(rule), std::optional(limit));
    QCOMPARE(checkPolicy(policy).has_value(), isFine);
    const auto stored = waitFor(m_store->setPolicy(policy));
    if (isFine) {
        REQUIRE_OK(stored);
    } else {
        REQUIRE_ERROR(stored, ErrorCode::InvalidInput);
    }
    QCOMPARE(waitFor(m_store->policy())->policy, isFine ? policy : Policy());
}

void PolicyTest::aStoreKeepsItsRulesAndNoOther()
{
    const Policy policy { .unusedForDays = 90, .revokedForDays = 7 };
    REQUIRE_OK(waitFor(m_store->setPolicy(policy)));
    REQUIRE_OK(waitFor(m_store->recordRun({ Now, 3, 4 })));
    m_store = m_fixture->open(); // as a restart
    const auto stored = waitFor(m_store->policy());
    REQUIRE_OK(stored);
    QCOMPARE(stored->policy, policy);
    QVERIFY(stored->lastRun.has_value());
    QCOMPARE(stored->lastRun->at, Now);
    QCOMPARE(stored->lastRun->deleted, 3);
    QCOMPARE(stored->lastRun->revoked, 4);
    StoreFixture other;
    const auto elsewhere = waitFor(other.open()->policy());
    REQUIRE_OK(elsewhere);
    QVERIFY(elsewhere->policy.isOff());
    QVERIFY(!elsewhere->lastRun);
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::PolicyTest)
#include "policy_test.moc"
