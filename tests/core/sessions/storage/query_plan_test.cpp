// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/presented_identifier.h"
#include "core/sessions/storage/session_table.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/statement.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/result_check.h"

namespace latchkey::test {

using namespace sessions;
using namespace sessions::storage;

/// The calls that must stay quick however many rows there are go through an index and sort nothing.
class QueryPlanTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theQueryGoesThroughAnIndex_data();
    void theQueryGoesThroughAnIndex();
    void theCheckItselfSeesAScanAndASort();

private:
    QStringList planOf(const Query& query);

    StoreFixture m_fixture;
    std::unique_ptr<SqliteConnection> m_connection;
};

namespace {

bool scansOrSorts(const QStringList& plan)
{
    for (const QString& step : plan) {
        const bool scansTable = (step.startsWith(QStringLiteral("SCAN sessions"))
                                    || step.startsWith(QStringLiteral("SCAN later")))
            && !step.contains(QStringLiteral("USING INDEX"))
            && !step.contains(QStringLiteral("USING COVERING"));
        if (scansTable || step.contains(QStringLiteral("TEMP B-TREE"))) {
            return true;
        }
    }
    return plan.isEmpty();
}

} // namespace

void QueryPlanTest::initTestCase()
{
    m_fixture.fill({ QStringLiteral("ann") });
    auto opened = SqliteConnection::open(
        m_fixture.path(), SqliteConnection::Access::ReadWrite, std::chrono::milliseconds(100));
    REQUIRE_OK(opened);
    m_connection = std::move(*opened);
}

void QueryPlanTest::cleanupTestCase() { m_connection.reset(); }

QStringList QueryPlanTest::planOf(const Query& query)
{
    auto statement =
        Statement::run(*m_connection, QStringLiteral("EXPLAIN QUERY PLAN ") + query.sql, query.values);
    QStringList plan;
    while (statement && statement->next().value_or(false)) {
        plan.append(statement->text(3));
    }
    return plan;
}

void QueryPlanTest::theQueryGoesThroughAnIndex_data()
{
    QTest::addColumn<QString>("sql");
    QTest::addColumn<QVariantList>("values");
    const auto row = [](const char* name, const Query& query) {
        QTest::newRow(name) << query.sql << query.values;
    };
    const QByteArray digest(32, 'x');
    row("add", addQuery(digest, 1, 1, Now));
    row("validate", validateQuery(digest, Now));
    row("validate a revoked or replaced one", countRevokedQuery(digest, Now));
    for (const SessionColumn column : { SessionColumn::LastUsed, SessionColumn::Created,
             SessionColumn::Username, SessionColumn::Device, SessionColumn::Browser, SessionColumn::Os,
             SessionColumn::State, SessionColumn::Fingerprint, SessionColumn::Id }) {
        for (const Qt::SortOrder order : { Qt::AscendingOrder, Qt::DescendingOrder }) {
            const QByteArray name = "page, column " + QByteArray::number(static_cast<int>(column)) + " order "
                + QByteArray::number(static_cast<int>(order));
            const Query page = placesQuery({}, {}, { column, order }, 0, 100);
            if (column == SessionColumn::Id) {
                QVERIFY(
                    planOf(page) == QStringList { QStringLiteral("SCAN sessions") }); // the table's own order
            } else {
                row(name.constData(), page);
            }
        }
    }
    const QList<SessionId> ids { 1, 2, 3 };
    row("sessions of a page", sessionsQuery(ids));
    SessionFilter purge;
    purge.lastUsedAtOrBefore = Now;
    row("batch of a purge", deleteQuery(ids, purge));
    purge.username = QStringLiteral("ann");
    SessionFilter tooMany;
    tooMany.beyondNewestActive = 10;
    row("batch of those too many of a user", deleteQuery(ids, tooMany));
    SessionFilter undo;
    undo.changedBy = 7;
    row("what an undo is about", matchingIdsQuery(undo, {}));
    row("batch of an undo", setRevokedQuery(ids, undo, { false, Now, 8 }));
    SessionFilter rare;
    rare.search = QStringLiteral("ann");
    row("page of a common word", placesQuery(rare, {}, {}, 0, 100));
    SessionFilter odd;
    odd.oddClockAsOf = Now;
    row("counts of odd clocks", countsQuery(odd, {}, Now));
    SessionFilter byAgent;
    byAgent.userAgent = QStringLiteral("agent");
    row("counts of a user agent", countsQuery(byAgent, {}, Now));
    row("counts of a purge of a user", countsQuery(purge, {}, Now));
    row("oldest last use", oldestLastUseQuery({}, 1));
    row("last uses of a user", lastUsesQuery(purge));
}

void QueryPlanTest::theQueryGoesThroughAnIndex()
{
    QFETCH(const QString, sql);
    QFETCH(const QVariantList, values);
    QStringList plan = planOf({ sql, values });
    if (QByteArray(QTest::currentDataTag()).startsWith("counts")) { // they sum up what the index found
        plan.removeAll(QStringLiteral("USE TEMP B-TREE FOR count(DISTINCT)"));
        plan.removeAll(QStringLiteral("USE TEMP B-TREE FOR GROUP BY"));
    }
    QVERIFY2(!scansOrSorts(plan), qPrintable(plan.join(u'\n')));
}

void QueryPlanTest::theCheckItselfSeesAScanAndASort()
{
    QVERIFY(scansOrSorts(planOf({ QStringLiteral("SELECT * FROM sessions WHERE revoked_at = 1"), {} })));
    QVERIFY(scansOrSorts(planOf({ QStringLiteral("SELECT id FROM sessions ORDER BY revoked_at"), {} })));
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::QueryPlanTest)
#include "query_plan_test.moc"
