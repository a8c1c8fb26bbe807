// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/migrations.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "tests/core/sessions/store_fixture.h"
#include "tests/support/figure.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"

#include <QProcess>
#include <QRandomGenerator>
#include <QtTest>

namespace latchkey::test {

using namespace sessions::storage;

/// Programs that are killed while they bring an old database to the newest schema.
class KilledMigrationsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void aKilledMigrationLeavesAWholeVersion();
};

namespace {

constexpr int Sessions = 5000;

/// The first schema there was, with sessions of a hundred users; beside the tests' own folder, to be copied.
void makeOldDatabase(const QString& path)
{
    RawDatabase database(path);
    QVERIFY(database.run("BEGIN;" + migrations().constFirst()
        + "PRAGMA application_id = " + QByteArray::number(ApplicationId)
        + "; PRAGMA user_version = 1; COMMIT; PRAGMA journal_mode = WAL;"));
    QVERIFY(database.run("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        + QByteArray::number(Sessions)
        + ") INSERT INTO sessions (username, lookup, revoked, user_agent_id, created, last_used)"
          " SELECT 'user' || i % 100, randomblob(32), i % 3 = 0, 1, i, i FROM n;"));
    QVERIFY(database.run("INSERT INTO user_agents VALUES (1, 'agent', '', '', '', '', '')"));
    QVERIFY(QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner));
}

/// Empty when the file is a whole database of some version, with all sessions.
QByteArray faultOf(const QString& path)
{
    auto opened = SqliteConnection::open(path, SqliteConnection::Access::ReadWrite, std::chrono::seconds(1));
    if (!opened) {
        return opened.error().message.toUtf8();
    }
    SqliteConnection& connection = **opened;
    const auto version = databaseVersion(connection, migrations());
    if (!version) {
        return version.error().message.toUtf8();
    }
    if (const auto schema = checkSchema(connection, migrations(), *version); !schema) {
        return "version " + QByteArray::number(*version) + ": " + schema.error().message.toUtf8();
    }
    const auto count = connection.value(QStringLiteral("SELECT count(*) FROM sessions"));
    const auto pages = connection.value(QStringLiteral("PRAGMA integrity_check"));
    if (!count || !pages || count->toInt() != Sessions || pages->toString() != QStringLiteral("ok")) {
        return "version " + QByteArray::number(*version) + " is not whole";
    }
    return {};
}

} // namespace

void KilledMigrationsTest::aKilledMigrationLeavesAWholeVersion() // FAULTS 4
{
    const QTemporaryDir folder;
    const QString old = folder.filePath(QStringLiteral("old.db"));
    makeOldDatabase(old);
    const int kills = qEnvironmentVariableIsSet("LATCHKEY_LONG_TESTS") ? 1000 : 100;
    QMap<QByteArray, int> versions;
    int longest = 100;
    for (int i = 0; i < kills; ++i) {
        StoreFixture fixture;
        QVERIFY(QFile::copy(old, fixture.path()));
        QElapsedTimer timer;
        timer.start();
        QProcess process;
        process.start(QStringLiteral(SESSION_PROCESS), { QStringLiteral("open"), fixture.path() });
        QVERIFY(process.waitForStarted());
        if (i > 0) { // the first one is not killed: it shows how long a migration takes
            process.waitForFinished(QRandomGenerator::global()->bounded(1, longest));
            process.kill();
        }
        QVERIFY(process.state() == QProcess::NotRunning || process.waitForFinished(30'000));
        longest = i == 0 ? int(timer.elapsed()) : longest;
        const QByteArray fault = faultOf(fixture.path());
        QVERIFY2(fault.isEmpty(), fault.constData());
        ++versions[fixture.sqlValue("PRAGMA user_version")];
        REQUIRE_OK(waitFor(fixture.open()->setPolicy({}))); // the next start goes on
        QCOMPARE(fixture.sqlValue("PRAGMA user_version"), QByteArray::number(migrations().size()));
        QCOMPARE(fixture.sqlValue("SELECT count(*) FROM sessions"), QByteArray::number(Sessions));
    }
    qInfo() << "versions found after a kill:" << versions;
    QVERIFY(versions.size() > 1);
    noteFigure(QStringLiteral("kills during a migration: databases left between two versions"), kills, 0);
}

} // namespace latchkey::test

QTEST_GUILESS_MAIN(latchkey::test::KilledMigrationsTest)
#include "killed_migrations_test.moc"
