// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

#include <QRandomGenerator>

namespace latchkey::test {

using namespace sessions;

/// The sums that groups and counts are read from stay what the sessions add up to, whoever changes them.
class UserAgentTotalsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void stayTrueThroughAllOurCalls();
    void stayTrueWhenOthersChangeSessions();
    void countsAndGroupsAreWhatTheSessionsAddUpTo();

private:
    void add(int number);
    void requireTrue();

    std::unique_ptr<StoreFixture> m_fixture;
    std::unique_ptr<SessionStore> m_store;
};

namespace {

constexpr int Sessions = 400;

QString userOf(int number) { return QStringLiteral("user%1").arg(number % 7); }
QString agentOf(int number) { return QStringLiteral("agent%1").arg(number % 5); }
Secret secretOf(int number) { return Secret::takeFrom(QByteArray::number(number)); }

} // namespace

void UserAgentTotalsTest::init()
{
    m_fixture = std::make_unique<StoreFixture>();
    m_store = m_fixture->open();
}

void UserAgentTotalsTest::cleanup()
{
    m_store.reset();
    m_fixture.reset();
}

void UserAgentTotalsTest::add(int number)
{
    REQUIRE_OK(waitFor(m_store->add(userOf(number), secretOf(number), agentOf(number))));
}

void UserAgentTotalsTest::requireTrue()
{
    QCOMPARE(
        m_fixture->sqlValue("SELECT coalesce(group_concat(user_agent_id || ':' || sessions || ',' || revoked"
                            " || ',' || last_used, ' '), '') FROM user_agent_totals"),
        m_fixture->sqlValue(
            "SELECT coalesce(group_concat(line, ' '), '') FROM (SELECT user_agent_id || ':' || count(*)"
            " || ',' || sum(revoked) || ',' || max(last_used) AS line FROM sessions"
            " GROUP BY user_agent_id)"));
    QCOMPARE(m_fixture->sqlValue("SELECT count(*) FROM users"),
        m_fixture->sqlValue("SELECT count(DISTINCT user_id) FROM sessions"));
    QCOMPARE(m_fixture->sqlValue("SELECT count(*) FROM user_agents"),
        m_fixture->sqlValue("SELECT count(DISTINCT user_agent_id) FROM sessions"));
}

void UserAgentTotalsTest::stayTrueThroughAllOurCalls()
{
    QRandomGenerator random(20261122);
    int added = 0;
    for (int i = 0; i < Sessions; ++i) {
        m_fixture->clock().advance(random.bounded(3));
        const int one = random.bounded(added + 1);
        switch (random.bounded(8)) {
        case 0:
            std::ignore = waitFor(m_store->validate(userOf(one), secretOf(one)));
            break;
        case 1:
            std::ignore = waitFor(m_store->revoke(userOf(one), secretOf(one)));
            break;
        case 2:
            std::ignore = waitFor(m_store->remove(userOf(one), secretOf(one)));
            break;
        case 3: {
            SessionFilter filter;
            filter.username = userOf(one);
            filter.device = agentOf(one);
            const auto revoked = waitFor(m_store->revoke(filter, {}));
            REQUIRE_OK(revoked);
            SessionFilter changed;
            changed.changedBy = revoked->id;
            if (random.bounded(2) == 0) {
                REQUIRE_OK(waitFor(m_store->restore(changed, {})));
            }
            break;
        }
        default:
            add(added++);
        }
    }
    QVERIFY(added > Sessions / 4);
    requireTrue();
    REQUIRE_OK(waitFor(m_store->import({ { userOf(1), QByteArray(32, 'x'), agentOf(9), true, 5, 900 },
        { userOf(2), QByteArray(32, 'y'), QStringLiteral("new"), false, 5,
            m_fixture->clock().unixSeconds() + 9 } })));
    requireTrue();
    REQUIRE_OK(waitFor(m_store->purge(userOf(3), m_fixture->clock().unixSeconds())));
    requireTrue();
    SessionFilter latest; // the latest of each user agent, and others stay
    latest.lastUsedAfter = m_fixture->clock().unixSeconds() - 60;
    QVERIFY(waitFor(m_store->remove(latest, {})).value_or(0) > 0);
    requireTrue();
    REQUIRE_OK(waitFor(m_store->remove(SessionFilter(), {})));
    requireTrue();
    QCOMPARE(waitFor(m_store->counts({}))->matched, 0);
}

void UserAgentTotalsTest::stayTrueWhenOthersChangeSessions()
{
    for (int i = 0; i < 40; ++i) {
        add(i);
    }
    for (const char* sql :
        { "UPDATE sessions SET last_used = last_used - id * 100", "UPDATE sessions SET last_used = 5",
            "UPDATE sessions SET last_used = last_used + id WHERE id < 30",
            "UPDATE sessions SET revoked = id % 2", "UPDATE sessions SET revoked = 1",
            "DELETE FROM sessions WHERE id IN (29, 28, 27, 3)" }) {
        QVERIFY(m_fixture->runSql(sql));
        requireTrue();
    }
}

void UserAgentTotalsTest::countsAndGroupsAreWhatTheSessionsAddUpTo()
{
    for (int i = 0; i < 40; ++i) {
        add(i);
    }
    SessionFilter every; // the same sessions, counted one by one
    every.lastUsedAtOrBefore = m_fixture->clock().unixSeconds();
    const auto kept = waitFor(m_store->counts({}));
    const auto counted = waitFor(m_store->counts(every));
    REQUIRE_OK(kept);
    REQUIRE_OK(counted);
    QCOMPARE(kept->matched, 40);
    QCOMPARE(counted->matched, 40);
    QCOMPARE(kept->users, counted->users);
    QCOMPARE(kept->usedLast24Hours, counted->usedLast24Hours);
    QCOMPARE(kept->kinds, counted->kinds);
    for (const GroupBy by : { GroupBy::Device, GroupBy::UserAgent, GroupBy::User }) {
        const auto keptGroups = waitFor(m_store->groups({}, by));
        const auto countedGroups = waitFor(m_store->groups(every, by));
        REQUIRE_OK(keptGroups);
        REQUIRE_OK(countedGroups);
        QCOMPARE(keptGroups->size(), by == GroupBy::User ? 7 : 5);
        for (qsizetype i = 0; i < keptGroups->size(); ++i) {
            QCOMPARE((*keptGroups)[i].key, (*countedGroups)[i].key);
            QCOMPARE((*keptGroups)[i].sessions, (*countedGroups)[i].sessions);
            QCOMPARE((*keptGroups)[i].lastUsed, (*countedGroups)[i].lastUsed);
        }
    }
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::UserAgentTotalsTest)
#include "user_agent_totals_test.moc"
