// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"
#include "core/sessions/import/session_import.h"
#include "core/sessions/policy/policy_runner.h"
#include "core/sessions/storage/database_opening.h"
#include "core/sessions/storage/migrations.h"
#include "tests/core/sessions/failing_statement.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/failing_call.h"
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

/// Rules that end every session.
const Policy Everything { .unusedForDays = 1, .atMostPerUser = 1, .revokedForDays = 1 };

Result<void> byRules(SessionStore& store, const std::function<Result<void>(PolicyRunner&)>& act)
{
    ManualClock clock { Now + 10 * 86'400 };
    PolicyRunner rules(store, store, clock);
    return act(rules);
}

/// Imports what lies beside the store's database.
Result<void> importInto(SessionStore& store, const QString& path)
{
    TableMapping mapping;
    mapping.table = QStringLiteral("logins");
    mapping.username = QStringLiteral("user");
    mapping.identifier = { QStringLiteral("token") };
    const auto table = openTable(path, mapping);
    if (!table) {
        return std::unexpected(table.error());
    }
    const auto report = importTable(**table, &store, { .reading = { .mapping = mapping, .now = Now } });
    if (!report || report->stoppedBy) {
        return std::unexpected(report ? *report->stoppedBy : report.error());
    }
    return {};
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
    void theSchemaThatItShouldHaveIsFoundOutAnew();
    void aDatabaseIsMadeWholeOrRefused();
    void aCheckpointIsMadeOrRefused();
    void eachStepFailsOnce_data();
    void eachStepFailsOnce();

private:
    void makeStart();
    QString pathOfOld() const { return m_start->folder() + QStringLiteral("/old.db"); }

    std::unique_ptr<StoreFixture> m_start;
};

void FailingStatementsTest::makeStart()
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
    REQUIRE_OK(waitFor(store->setPolicy(Everything)));
    REQUIRE_OK(waitFor(store->checkpoint()));

    RawDatabase old(pathOfOld());
    QVERIFY(old.run(storage::migrations().constFirst() + "PRAGMA application_id = "
        + QByteArray::number(storage::ApplicationId) + "; PRAGMA user_version = 1;"
        + "INSERT INTO user_agents VALUES (1, 'agent', '', '', '', '', '');"
          "INSERT INTO sessions (username, lookup, revoked, user_agent_id, created, last_used)"
          " VALUES ('ann', randomblob(32), 0, 1, 1, 1)"));
    QVERIFY(QFile::setPermissions(pathOfOld(), QFile::ReadOwner | QFile::WriteOwner));
    QVERIFY(RawDatabase(m_start->folder() + QStringLiteral("/logins.db"))
            .run(
                "CREATE TABLE logins (user, token); INSERT INTO logins VALUES ('erin', 'e'), ('fred', 'f')"));
    QFile csv(m_start->folder() + QStringLiteral("/logins.csv"));
    QVERIFY(csv.open(QIODevice::WriteOnly) && csv.write("user,token\ngina,g\n") > 0);
}

// First: a program finds it out once, in a database in memory.
void FailingStatementsTest::theSchemaThatItShouldHaveIsFoundOutAnew()
{
    bool hasFailed = true;
    for (int step = 1; hasFailed; ++step) {
        StoreFixture fixture;
        failing_statement::failOnceAt(step);
        const auto added = ended(fixture.open()->add(Ann, secret("ann"), {}));
        hasFailed = failing_statement::steps() >= step;
        failing_statement::failOnceAt(0);
        QVERIFY(added || hasFailed);
    }
}

void FailingStatementsTest::aDatabaseIsMadeWholeOrRefused()
{
    std::unique_ptr<StoreFixture> fixture;
    Result<void> added;
    const auto add = [&] { added = ended(fixture->open()->add(Ann, secret("ann"), {})); };
    const auto check = [&] {
        QVERIFY(added || !added.error().message.isEmpty());
        const auto store = fixture->open();
        const auto valid = waitFor(store->validate(Ann, secret("ann")));
        QVERIFY2(valid || !added, "an acknowledged session is lost");
        REQUIRE_OK(ended(store->add(Bob, secret("bob"), {})));
    };
    int steps = 0;
    for (bool hasFailed = true; hasFailed; ++steps) {
        fixture = std::make_unique<StoreFixture>();
        failing_statement::failOnceAt(steps + 1);
        add();
        hasFailed = failing_statement::steps() > steps;
        failing_statement::failOnceAt(0);
        check();
    }
    const int tried = withEachCallFailing([&] { fixture = std::make_unique<StoreFixture>(); }, add, check);
    QVERIFY(tried > 20);
    noteFigure(
        QStringLiteral("steps in making a database, each failing once: calls that lied or lost something"),
        tried + steps - 1, 0);
}

void FailingStatementsTest::aCheckpointIsMadeOrRefused()
{
    StoreFixture fixture;
    fixture.fill({ Ann });
    const auto store = fixture.open();
    REQUIRE_OK(waitFor(store->add(Ann, secret("more"), {})));
    Result<void> done;
    const int tried = withEachCallFailing([] {}, [&] { done = ended(store->checkpoint()); },
        [&] { QVERIFY(done || !done.error().message.isEmpty()); });
    QVERIFY(tried > 0);
    RawDatabase reader(fixture.path());
    QVERIFY(reader.run("BEGIN; SELECT * FROM sessions"));
    REQUIRE_OK(waitFor(store->add(Bob, secret("bob"), {})));
    REQUIRE_ERROR(ended(store->checkpoint()), ErrorCode::TimedOut);
    QVERIFY(reader.run("COMMIT"));
    REQUIRE_OK(ended(store->checkpoint()));
}

void FailingStatementsTest::eachStepFailsOnce_data() // FAULTS 4
{
    makeStart();
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
    row("rotate what was rotated",
        [](SessionStore& store) { return ended(store.rotate(Ann, secret("laptop"), secret("rotated"))); });
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
    row("either", [](SessionStore& store) {
        SessionFilter either;
        either.anyOf = { ofUser(Ann), searchOf(QStringLiteral("tablet")) };
        either.search = QStringLiteral("agent");
        return ended(store.usersLeftWithout(either));
    });
    row("histogram", [](SessionStore& store) { return ended(store.histogram({}, {})); });
    row("facts", [](SessionStore& store) { return ended(store.facts()); });
    row("policy", [](SessionStore& store) { return ended(store.policy()); });
    row("set the policy", [](SessionStore& store) { return ended(store.setPolicy({ .unusedForDays = 1 })); });
    row("forecast the rules", [](SessionStore& store) {
        return byRules(store, [](PolicyRunner& rules) { return ended(rules.forecast(Everything)); });
    });
    row(
        "run the rules",
        [](SessionStore& store) {
            return byRules(
                store, [](PolicyRunner& rules) { return ended(rules.run({ .evenIfClockOdd = true })); });
        },
        false);
    row("note a run", [](SessionStore& store) { return ended(store.recordRun({ .at = Now })); });
    row("clock health", [](SessionStore& store) { return ended(store.clockHealth()); });
    row("trust the clock", [](SessionStore& store) { return ended(store.trustClock()); });
    row(
        "run the rule that revokes",
        [](SessionStore& store) {
            const auto set = ended(store.setPolicy({ .atMostPerUser = 1 }));
            return set ? byRules(store,
                             [](PolicyRunner& rules) { return ended(rules.run({ .evenIfClockOdd = true })); })
                       : set;
        },
        false);
    for (const char* file : { "logins.csv", "logins.db" }) {
        row(
            file,
            [path = m_start->folder() + u'/' + QLatin1StringView(file)](
                SessionStore& store) { return importInto(store, path); },
            false);
    }
    row("migrate", [](SessionStore& store) { return ended(store.recordRun({ .at = Now })); }, false);
    row("import", [](SessionStore& store) { return ended(store.import(foreignSessions())); });
    row("count what is present",
        [](SessionStore& store) { return ended(store.countPresent(foreignSessions())); });
    row("checkpoint", [](SessionStore& store) { return ended(store.checkpoint()); });
}

void FailingStatementsTest::eachStepFailsOnce()
{
    QFETCH(const Call, call);
    QFETCH(const bool, isWhole);
    const QByteArray tag = QTest::currentDataTag();
    const bool isOpening = tag == "open" || tag == "migrate";
    int tried = 0;
    for (bool hasFailed = true; hasFailed; ++tried) {
        StoreFixture fixture;
        QVERIFY(QFile::copy(tag == "migrate" ? pathOfOld() : m_start->path(), fixture.path()));
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
            QVERIFY2(result.error().code == ErrorCode::StoreUnavailable,
                (number + ": " + result.error().message.toUtf8()).constData());
            QVERIFY2(!isWhole || contentOf(fixture) == before, number.constData());
        }
        const auto again = result ? result : call(*store);
        QVERIFY2(again, (number + ": " + (again ? QString() : again.error().message).toUtf8()).constData());
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
