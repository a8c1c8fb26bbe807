// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/migrations.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "tests/support/result_check.h"

namespace latchkey::test {

using namespace sessions::storage;

class MigrationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void everyScriptMakesTheNextVersion();
    void aMigratedDatabaseIsNotMigratedAgain();
    void aFailingScriptLeavesTheVersionBefore();
    void everySchemaIsTheOneItsScriptsMake();
    void olderRevocationsCountFromTheirMigration();
    void sessionsKeepTheirIdsAndTheirUsers();

private:
    QString version() { return m_connection->value(QStringLiteral("PRAGMA user_version"))->toString(); }

    std::unique_ptr<SqliteConnection> m_connection;
};

void MigrationsTest::init()
{
    auto opened = SqliteConnection::open(
        QStringLiteral(":memory:"), SqliteConnection::Access::ReadWrite, std::chrono::milliseconds(0));
    REQUIRE_OK(opened);
    m_connection = std::move(*opened);
}

void MigrationsTest::cleanup() { m_connection.reset(); }

void MigrationsTest::everyScriptMakesTheNextVersion()
{
    QVERIFY(!migrations().isEmpty());
    REQUIRE_OK(migrate(*m_connection, migrations()));
    QCOMPARE(version(), QString::number(migrations().size()));
    QCOMPARE(m_connection->value(QStringLiteral("PRAGMA application_id"))->toLongLong(), ApplicationId);
    REQUIRE_OK(databaseVersion(*m_connection, migrations()));
}

void MigrationsTest::aMigratedDatabaseIsNotMigratedAgain() // EDGE 63
{
    const QList<QByteArray> scripts { "CREATE TABLE a (x);", "CREATE TABLE b (x);" };
    REQUIRE_OK(migrate(*m_connection, scripts.first(1)));
    REQUIRE_OK(m_connection->run(QStringLiteral("INSERT INTO a VALUES (7)")));
    REQUIRE_OK(migrate(*m_connection, scripts));
    REQUIRE_OK(migrate(*m_connection, scripts));
    QCOMPARE(version(), QStringLiteral("2"));
    QCOMPARE(m_connection->value(QStringLiteral("SELECT x FROM a"))->toInt(), 7);
}

void MigrationsTest::aFailingScriptLeavesTheVersionBefore()
{
    const QList<QByteArray> scripts { "CREATE TABLE a (x);",
        "CREATE TABLE b (x); DROP TABLE a; INSERT INTO nothing VALUES (1);" };
    const auto migrated = migrate(*m_connection, scripts);
    QVERIFY(!migrated);
    QVERIFY(!m_connection->isInTransaction());
    QCOMPARE(version(), QStringLiteral("1"));
    REQUIRE_OK(m_connection->run(QStringLiteral("SELECT x FROM a")));
    QVERIFY(!m_connection->run(QStringLiteral("SELECT x FROM b")));
}

void MigrationsTest::everySchemaIsTheOneItsScriptsMake()
{
    const QList<QByteArray> scripts { "CREATE TABLE a (x);", "CREATE TABLE b (x);" };
    REQUIRE_OK(migrate(*m_connection, scripts.first(1)));
    REQUIRE_OK(checkSchema(*m_connection, scripts, 1));
    REQUIRE_ERROR(checkSchema(*m_connection, scripts, 2), ErrorCode::Corrupt);
    REQUIRE_ERROR(databaseVersion(*m_connection, {}), ErrorCode::StoreTooNew);
}

void MigrationsTest::olderRevocationsCountFromTheirMigration()
{
    REQUIRE_OK(migrate(*m_connection, migrations().first(1)));
    REQUIRE_OK(
        m_connection->run(QStringLiteral("INSERT INTO user_agents VALUES (1, '', '', '', '', '', '')")));
    for (const char* revoked : { "0", "1" }) {
        REQUIRE_OK(m_connection->run(
            QStringLiteral(
                "INSERT INTO sessions (username, lookup, revoked, user_agent_id, created, last_used)"
                " VALUES ('ann', randomblob(32), ?, 1, 5, 5)"),
            { QString::fromLatin1(revoked) }));
    }
    const qint64 before = QDateTime::currentSecsSinceEpoch();
    REQUIRE_OK(migrate(*m_connection, migrations()));
    QVERIFY(
        m_connection->value(QStringLiteral("SELECT revoked_at FROM sessions WHERE revoked = 0"))->isNull());
    const auto since =
        m_connection->value(QStringLiteral("SELECT revoked_at FROM sessions WHERE revoked = 1"));
    REQUIRE_OK(since);
    QVERIFY(since->toLongLong() >= before);
}

void MigrationsTest::sessionsKeepTheirIdsAndTheirUsers()
{
    REQUIRE_OK(migrate(*m_connection, migrations().first(3)));
    REQUIRE_OK(m_connection->runScript(
        "INSERT INTO user_agents VALUES (7, 'a', '', '', '', '', ''), (8, 'b', '', '', '', '', '');"
        "INSERT INTO sessions (id, username, lookup, revoked, user_agent_id, created, last_used)"
        " VALUES (3, 'zoe', randomblob(32), 0, 7, 1, 10), (5, 'ann', randomblob(32), 1, 8, 2, 20),"
        " (6, 'zoe', randomblob(32), 0, 8, 3, 30), (9, 'bob', randomblob(32), 0, 7, 4, 40);"
        "DELETE FROM sessions WHERE id = 9"));
    REQUIRE_OK(migrate(*m_connection, migrations()));
    const auto value = [this](const QString& sql) { return m_connection->value(sql)->toString(); };
    QCOMPARE(value(QStringLiteral("SELECT group_concat(s.id || name || created || last_used || revoked, ' ')"
                                  " FROM sessions AS s JOIN users ON users.id = user_id")),
        QStringLiteral("3zoe1100 5ann2201 6zoe3300"));
    QCOMPARE(value(QStringLiteral(
                 "SELECT group_concat(user_agent_id || ':' || sessions || revoked || last_used, ' ')"
                 " FROM user_agent_totals")),
        QStringLiteral("7:1010 8:2130"));
    QCOMPARE(value(QStringLiteral(
                 "INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used)"
                 " VALUES (randomblob(32), 1, 7, 0, 5, 5) RETURNING id")),
        QStringLiteral("10")); // an id never returns
    QCOMPARE(value(QStringLiteral("PRAGMA foreign_key_check")), QString());
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::MigrationsTest)
#include "migrations_test.moc"
