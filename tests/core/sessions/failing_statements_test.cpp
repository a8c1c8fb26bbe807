// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"
#include "tests/core/sessions/failing_statement.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/figure.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"

#include <QtTest>

using namespace latchkey;
using namespace latchkey::sessions;
using namespace latchkey::test;

namespace {

const QString Ann = QStringLiteral("ann");
const QString Bob = QStringLiteral("bob");

using Call = std::function<Result<void>(SessionStore&)>;

template <typename T> Result<void> ended(const Future<T>& call)
{
    const auto result = waitFor(call);
    return result ? Result<void>() : std::unexpected(result.error());
}

SessionFilter searchOf(const QString& text)
{
    SessionFilter filter;
    filter.search = text;
    return filter;
}

SessionFilter ofUser(const QString& user)
{
    SessionFilter filter;
    filter.username = user;
    return filter;
}

QList<ImportedSession> foreignSessions()
{
    QList<ImportedSession> sessions;
    for (const char* identifier : { "one", "two" }) {
        sessions.append({ .username = QStringLiteral("carol"),
            .digest = *identifierDigest(QStringLiteral("carol"), secret(identifier)),
            .userAgent = QStringLiteral("agent of carol"),
            .created = Now - 100,
            .lastUsed = Now - 50 });
    }
    return sessions;
}

/// All rows of all tables, as another program reads them.
QByteArray contentOf(const StoreFixture& fixture)
{
    RawDatabase database(fixture.path());
    QByteArray content;
    const QByteArray tables = database.value(
        "SELECT group_concat(name) FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'");
    for (const QByteArray& table : tables.split(',')) {
        const QByteArray columns = database.value(
            "SELECT group_concat('quote(' || name || ')', '||'',''||') FROM pragma_table_info('" + table
            + "')");
        content += table + ':'
            + database.value("SELECT group_concat(cells, ';') FROM (SELECT " + columns + " AS cells FROM "
                + table + " ORDER BY 1)")
            + '\n';
    }
    return content;
}

} // namespace

/// Every step of every statement of a call fails once, each in a run of its own: the call says so in words of
/// the catalogue, or had done what it says; what failed changed nothing; and the next call works.
class FailingStatementsTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void eachStepFailsOnce_data();
    void eachStepFailsOnce();

private:
    std::unique_ptr<StoreFixture> m_start;
};

void FailingStatementsTest::initTestCase()
{
    m_start = std::make_unique<StoreFixture>();
    const auto store = m_start->open();
    for (const char* identifier : { "ann", "phone", "laptop", "gone" }) {
        REQUIRE_OK(waitFor(store->add(Ann, secret(identifier), QStringLiteral("agent of %1").arg(Ann))));
    }
    for (const char* identifier : { "bob", "tablet" }) {
        REQUIRE_OK(waitFor(store->add(Bob, secret(identifier), QStringLiteral("agent"))));
    }
    REQUIRE_OK(waitFor(store->revoke(Ann, secret("gone"))));
    REQUIRE_OK(waitFor(store->rotate(Ann, secret("laptop"), secret("rotated"))));
    REQUIRE_OK(waitFor(store->checkpoint()));
}

void FailingStatementsTest::eachStepFailsOnce_data() // FAULTS 4
{
    QTest::addColumn<Call>("call");
    QTest::addColumn<bool>("isWhole"); // in one transaction
    const auto row = [](const char* name, const Call& call, bool isWhole = true) {
        QTest::newRow(name) << call << isWhole;
    };
    const auto refused = [](const Result<void>& result, ErrorCode expected) {
        return !result && result.error().code == expected ? Result<void>() : result;
    };
    row("open", [](SessionStore& store) { return ended(store.counts({})); });
    row("check", [](SessionStore& store) { return ended(store.checkPages()); });
    row("validate", [](SessionStore& store) { return ended(store.validate(Ann, secret("ann"))); });
    row("validate what is revoked", [=](SessionStore& store) {
        return refused(ended(store.validate(Ann, secret("gone"))), ErrorCode::TokenInvalid);
    });
    row("validate what was rotated",
        [](SessionStore& store) { return ended(store.validate(Ann, secret("laptop"))); });
    row("validate what is unknown", [=](SessionStore& store) {
        return refused(ended(store.validate(Ann, secret("unknown"))), ErrorCode::TokenInvalid);
    });
    row("add", [](SessionStore& store) {
        return ended(store.add(QStringLiteral("dave"), secret("new"), QStringLiteral("a new agent")));
    });
    row("rotate",
        [](SessionStore& store) { return ended(store.rotate(Ann, secret("ann"), secret("next"))); });
    row("revoke", [](SessionStore& store) { return ended(store.revoke(Ann, secret("phone"))); });
    row("remove", [](SessionStore& store) { return ended(store.remove(Ann, secret("phone"))); });
    row("purge", [](SessionStore& store) { return ended(store.purge(Bob, Now)); }, false);
    row("revoke many", [](SessionStore& store) { return ended(store.revoke(ofUser(Ann), {})); }, false);
    row("restore many", [](SessionStore& store) { return ended(store.restore(ofUser(Ann), {})); }, false);
    row("remove many", [](SessionStore& store) { return ended(store.remove(ofUser(Bob), {})); }, false);
    row("page", [](SessionStore& store) { return ended(store.page({}, {}, 0, 100)); });
    row("search", [](SessionStore& store) {
        return ended(store.page(searchOf(QStringLiteral("agent ann")), {}, 0, 100));
    });
    row("ids", [](SessionStore& store) { return ended(store.ids({}, {}, 0, 100)); });
    row("devices", [](SessionStore& store) { return ended(store.groups({}, GroupBy::Device)); });
    row("users", [](SessionStore& store) {
        return ended(store.groups(searchOf(QStringLiteral("agent")), GroupBy::User));
    });
    row("counts of a search",
        [](SessionStore& store) { return ended(store.counts(searchOf(QStringLiteral("ann")))); });
    row("users left without", [](SessionStore& store) { return ended(store.usersLeftWithout(ofUser(Ann))); });
    row("histogram", [](SessionStore& store) { return ended(store.histogram({}, {})); });
    row("facts", [](SessionStore& store) { return ended(store.facts()); });
    row("policy", [](SessionStore& store) { return ended(store.policy()); });
    row("set the policy", [](SessionStore& store) { return ended(store.setPolicy({})); });
    row("note a run", [](SessionStore& store) { return ended(store.recordRun({ .at = Now })); });
    row("clock health", [](SessionStore& store) { return ended(store.clockHealth()); });
    row("trust the clock", [](SessionStore& store) { return ended(store.trustClock()); });
    row("import", [](SessionStore& store) { return ended(store.import(foreignSessions())); });
    row("count what is present",
        [](SessionStore& store) { return ended(store.countPresent(foreignSessions())); });
    row("checkpoint", [](SessionStore& store) { return ended(store.checkpoint()); });
}

void FailingStatementsTest::eachStepFailsOnce()
{
    QFETCH(const Call, call);
    QFETCH(const bool, isWhole);
    const bool isOpening = QByteArray(QTest::currentDataTag()) == "open";
    int tried = 0;
    for (bool hasFailed = true; hasFailed; ++tried) {
        StoreFixture fixture;
        QVERIFY(QFile::copy(m_start->path(), fixture.path()));
        const auto store = fixture.open();
        if (!isOpening) {
            REQUIRE_OK(waitFor(store->counts({})));
            REQUIRE_OK(waitFor(store->clockHealth()));
            REQUIRE_OK(waitFor(store->recordRun({ .at = Now - 1 }))); // the writer has opened it, too
        }
        const QByteArray before = contentOf(fixture);
        failing_statement::failOnceAt(tried + 1);
        const auto result = call(*store);
        hasFailed = failing_statement::steps() > tried;
        failing_statement::failOnceAt(0);
        const QByteArray number = QByteArray::number(tried + 1);
        if (!result) {
            QVERIFY2(hasFailed, qPrintable(result.error().message));
            QVERIFY2(result.error().code == ErrorCode::StoreUnavailable, number.constData());
            QVERIFY2(!isWhole || contentOf(fixture) == before, number.constData());
        }
        QVERIFY2(result || call(*store), number.constData());
        QCOMPARE(fixture.sqlValue("PRAGMA integrity_check"), "ok");
    }
    --tried; // the last one met no failure
    QVERIFY(tried > 0);
    noteFigure(
        QStringLiteral("steps of SQL statements, each failing once: calls that lied or lost something"),
        tried, 0);
}

QTEST_GUILESS_MAIN(FailingStatementsTest)
#include "failing_statements_test.moc"
