// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"
#include "tests/support/raw_database.h"
#include "tests/support/result_check.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>

#include <csignal>

using namespace latchkey::test;

namespace {

constexpr int longestWaitMs = 60'000;

/// The three known tables, as their frameworks create and fill them.
constexpr auto knownTables =
    "CREATE TABLE persistent_logins (username VARCHAR(64) NOT NULL, series VARCHAR(64) PRIMARY KEY,"
    "  token VARCHAR(64) NOT NULL, last_used TIMESTAMP NOT NULL);"
    "INSERT INTO persistent_logins VALUES ('ann', 'c2VyaWVz+w==', 'Q2FuYXJ5/x==', '2023-11-14 22:13:20.123');"
    "CREATE TABLE rememberme_token (series CHAR(88) PRIMARY KEY, value CHAR(88) NOT NULL, lastUsed DATETIME "
    "NOT NULL,"
    "  class VARCHAR(100) NOT NULL, username VARCHAR(200) NOT NULL);"
    "INSERT INTO rememberme_token VALUES ('c2VyaWVz_w~~', 'Q2FuYXJ5_w~~', '2023-11-14 23:13:20', "
    "'App\\Entity\\User', 'bob');"
    "CREATE TABLE sessions (id VARCHAR PRIMARY KEY, user_id INTEGER, ip_address VARCHAR(45), user_agent TEXT,"
    "  payload TEXT NOT NULL, last_activity INTEGER NOT NULL);"
    "INSERT INTO sessions VALUES"
    "  ('CanaryCanaryCanaryCanaryCanaryCanaryCana', 7, '10.0.0.1', 'curl/8.5.0', 'YTo=', 1700000000),"
    "  ('VisitorVisitorVisitorVisitorVisitorVisit', NULL, '10.0.0.1', NULL, 'YTo=', 1700000000);";

} // namespace

/// `latchkeyctl sessions import`, the real program.
class SessionsImportTest final : public QObject
{
    Q_OBJECT

    QString appDatabase(const char* sql);
    QString csv(const QByteArray& content);
    Outcome import(const QString& file, const char* options);
    bool isValid(const char* user, const QByteArray& identifier);

    std::unique_ptr<CliProcess> m_cli;

private Q_SLOTS:
    void init() { m_cli = std::make_unique<CliProcess>(); }
    void takesTheTablesOfFrameworks_data();
    void takesTheTablesOfFrameworks();
    void takesAnyTableByItsColumns();
    void takesTimesInAZone();
    void reportsInJsonWhatItRefused();
    void aDryRunMakesNoStore();
    void refusesWhatItCannotRead_data();
    void refusesWhatItCannotRead();
    void refusesTheStoreItself();
    void oddTimesAreShownAsTheyAre();
    void aSignalLeavesWholeBatches();
};

QString SessionsImportTest::appDatabase(const char* sql)
{
    const QString path = m_cli->path(QStringLiteral("app.db"));
    if (!RawDatabase(path).run(sql)) {
        qFatal("cannot make %s", qPrintable(path));
    }
    return path;
}

QString SessionsImportTest::csv(const QByteArray& content)
{
    QFile file(m_cli->path(QStringLiteral("table.csv")));
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size()) {
        qFatal("cannot write %s", qPrintable(file.fileName()));
    }
    return file.fileName();
}

Outcome SessionsImportTest::import(const QString& file, const char* options)
{
    return m_cli->run(QStringList { QStringLiteral("sessions"), QStringLiteral("import"), file }
        + QString::fromLatin1(options).split(u' ', Qt::SkipEmptyParts));
}

bool SessionsImportTest::isValid(const char* user, const QByteArray& identifier)
{
    return m_cli
               ->run({ QStringLiteral("sessions"), QStringLiteral("validate"), QStringLiteral("--user"),
                         QString::fromLatin1(user) },
                   identifier)
               .status
        == 0;
}

void SessionsImportTest::takesTheTablesOfFrameworks_data()
{
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<QByteArray>("user");
    QTest::addColumn<QByteArray>("identifier");

    QTest::newRow("Spring") << QByteArray("--from spring") << QByteArray("ann")
                            << QByteArray("c2VyaWVz+w==:Q2FuYXJ5/x==");
    QTest::newRow("Symfony") << QByteArray("--from symfony --time-zone Europe/Berlin") << QByteArray("bob")
                             << QByteArray("c2VyaWVz_w~~:Q2FuYXJ5_w~~");
    QTest::newRow("Laravel") << QByteArray("--from laravel") << QByteArray("7")
                             << QByteArray("CanaryCanaryCanaryCanaryCanaryCanaryCana");
}

void SessionsImportTest::takesTheTablesOfFrameworks()
{
    QFETCH(const QByteArray, options);
    QFETCH(const QByteArray, user);
    QFETCH(const QByteArray, identifier);

    const QString file = appDatabase(knownTables);
    const Outcome outcome = import(file, options.constData());
    REQUIRE_STATUS(outcome, 0);
    REQUIRE_CONTAINS(outcome.output, "Imported: 1.");
    const QJsonArray sessions = m_cli->run("--json sessions list").json().array();
    QCOMPARE(sessions.size(), 1);
    QCOMPARE(sessions[0][QLatin1String("username")].toString(), QString::fromLatin1(user));
    QCOMPARE(sessions[0][QLatin1String("last_used")].toInteger(), 1'700'000'000);
    QCOMPARE(sessions[0][QLatin1String("created")].toInteger(), 1'700'000'000);
    QVERIFY(isValid(user.constData(), identifier));

    // The secret went nowhere but through the digest.
    QVERIFY(!m_cli->everythingSaid().contains(identifier));
    QCOMPARE(m_cli->filesHolding(identifier.right(12)), QStringList { file });
}

void SessionsImportTest::takesAnyTableByItsColumns()
{
    const QString file = csv("Login;Key;Browser;Since;Seen;Ended\n"
                             "ann;key-1;curl/8.5.0;2023-01-01;2023-11-14T22:13:20Z;\n"
                             "\"bob; jr\";key-2;;;1700000000;2023-11-15\n");
    REQUIRE_STATUS(
        import(file,
            "--username login --identifier key --user-agent browser --created since --last-used seen "
            "--revoked ended"),
        0);
    const QJsonArray sessions = m_cli->run("--json sessions list --sort username").json().array();
    QCOMPARE(sessions.size(), 2);
    QCOMPARE(sessions[0][QLatin1String("browser")].toString(), QStringLiteral("curl 8.5"));
    QCOMPARE(sessions[0][QLatin1String("created")].toInteger(), 1'672'531'200);
    QVERIFY(!sessions[0][QLatin1String("revoked")].toBool());
    QCOMPARE(sessions[1][QLatin1String("username")].toString(), QStringLiteral("bob; jr"));
    QVERIFY(sessions[1][QLatin1String("revoked")].toBool());
    QVERIFY(isValid("ann", "key-1"));

    REQUIRE_STATUS(import(appDatabase("CREATE TABLE t (u, a, b); INSERT INTO t VALUES ('cat', 'x', 'y')"),
                       "--table t --username u --identifier a,b"),
        0);
    QVERIFY(isValid("cat", "x:y"));
}

void SessionsImportTest::takesTimesInAZone() // EDGE 51
{
    const QString file = csv("u,i,t\nann,1,2023-07-01 12:00:00\n");
    REQUIRE_STATUS(import(file, "--username u --identifier i --last-used t --time-zone America/New_York"), 0);
    QCOMPARE(
        m_cli->run("--json sessions list").json()[0][QLatin1String("last_used")].toInteger(), 1'688'227'200);
    REQUIRE_STATUS(import(file, "--username u --identifier i --last-used t --time-zone Atlantis"), 2);
}

void SessionsImportTest::reportsInJsonWhatItRefused()
{
    const QString file = csv("u,i,t\nann,1,5\nann,Canary-2,soon\nann,1,5\n,3,5\nann,Canary-4,later\n");
    const Outcome outcome = import(file, "--json --username u --identifier i --last-used t");
    REQUIRE_STATUS(outcome, 2);
    QCOMPARE(outcome.json(),
        QJsonDocument::fromJson(
            R"({"read":5,"imported":1,"already_there":1,"refused":[{"reason":"no_user","count":1,"rows":[4]},)"
            R"({"reason":"time","count":2,"rows":[2,5]}]})"));
    QVERIFY(!m_cli->everythingSaid().contains("Canary"));

    const Outcome again = import(file, "--username u --identifier i --last-used t");
    REQUIRE_STATUS(again, 2);
    REQUIRE_CONTAINS(again.output, "Rows read: 5. Imported: 0. Already there: 2.");
    REQUIRE_CONTAINS(again.output, "Refused: 2, a time that cannot be told; row 2, 5");
}

void SessionsImportTest::aDryRunMakesNoStore()
{
    const Outcome outcome = import(appDatabase(knownTables), "--from spring --dry-run");
    REQUIRE_STATUS(outcome, 0);
    REQUIRE_CONTAINS(outcome.output, "Would be imported: 1.");
    QVERIFY(!QFile::exists(m_cli->database()));
}

void SessionsImportTest::refusesWhatItCannotRead_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QByteArray>("options");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("said");

    const auto row = [](const char* name, const QByteArray& content, const char* options, int status,
                         const char* said) {
        QTest::newRow(name) << content << QByteArray(options) << status << QByteArray(said);
    };
    row("kind", "u,i\n", "--from rails", 2, "spring, symfony or laravel");
    row("no mapping", "u,i\n", "", 2, "--username COLUMN --identifier COLUMN");
    row("no identifier", "u,i\n", "--username u", 2, "--identifier");
    row("column", "username,token,other\n", "--from spring", 2, "It has: username, token, other.");
    row("no header", "ann,Canary\n", "--from spring", 2, "must name the columns");
    row("binary", QByteArray("\0\1", 2), "--from spring", 2, "neither");
    row("quotes", "u,i\nann,1\nann,\"Canary\n", "--username u --identifier i", 6, "row 2");
    row("Latin-1", "u,i\nann,1\nJos\xe9,Canary\n", "--username u --identifier i", 6, "not UTF-8");
    row("damaged", "SQLite format 3" + QByteArray(200, '\0'), "--from spring", 6, "damaged");
}

void SessionsImportTest::refusesWhatItCannotRead()
{
    QFETCH(const QByteArray, content);
    QFETCH(const QByteArray, options);
    QFETCH(const int, status);
    QFETCH(const QByteArray, said);

    const Outcome outcome = import(csv(content), options.constData());
    REQUIRE_STATUS(outcome, status);
    REQUIRE_CONTAINS(outcome.messages, said);
    QCOMPARE(outcome.output, QByteArray());
    QVERIFY(!m_cli->everythingSaid().contains("Canary"));
    QCOMPARE(m_cli->run("--json sessions list").json().array().size(), 0);
}

void SessionsImportTest::refusesTheStoreItself()
{
    REQUIRE_STATUS(m_cli->run("sessions add --user ann", "1"), 0);
    REQUIRE_STATUS(import(m_cli->database(), "--from laravel"), 2);
    REQUIRE_STATUS(import(m_cli->path(QStringLiteral("nothing")), "--from laravel"), 3);
}

void SessionsImportTest::oddTimesAreShownAsTheyAre() // EDGE 51
{
    const QString file =
        csv("u,i,c,t\na,1,1601-01-01,0\nb,1,9999-12-31,-1\nc,1,4000000000,1700000000000000\n");
    REQUIRE_STATUS(import(file, "--username u --identifier i --created c --last-used t"), 0);
    const QJsonArray sessions = m_cli->run("--json sessions list --sort username").json().array();
    const QList<std::pair<qint64, qint64>> times { { -11'644'473'600, 0 }, { 253'402'214'400, -1 },
        { 4'000'000'000, 1'700'000'000 } };
    QCOMPARE(sessions.size(), times.size());
    for (qsizetype i = 0; i < times.size(); ++i) {
        QCOMPARE(sessions[i][QLatin1String("created")].toInteger(), times[i].first);
        QCOMPARE(sessions[i][QLatin1String("last_used")].toInteger(), times[i].second);
    }
    const Outcome table = m_cli->run("sessions list");
    REQUIRE_STATUS(table, 0);
    QCOMPARE(table.output.count('\n'), 4);
}

void SessionsImportTest::aSignalLeavesWholeBatches()
{
    constexpr int rows = 600'000;
    QByteArray content("u,i\n");
    for (int i = 0; i < rows; ++i) {
        content += "user" + QByteArray::number(i % 1000) + ",identifier-" + QByteArray::number(i) + '\n';
    }
    QProcess process;
    process.setProcessEnvironment(m_cli->environment);
    process.start(latchkeyctlProgram(),
        { QStringLiteral("--json"), QStringLiteral("sessions"), QStringLiteral("import"), csv(content),
            QStringLiteral("--username"), QStringLiteral("u"), QStringLiteral("--identifier"),
            QStringLiteral("i") });
    QTRY_VERIFY_WITH_TIMEOUT(
        m_cli->run("--json sessions list --limit 1").json().array().size() == 1, longestWaitMs);
    QCOMPARE(kill(pid_t(process.processId()), SIGINT), 0);
    QVERIFY(process.waitForFinished(longestWaitMs));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 1);
    REQUIRE_CONTAINS(process.readAllStandardError(), "The import was stopped. Repeat it to go on.");
    const qint64 imported =
        QJsonDocument::fromJson(process.readAllStandardOutput())[QLatin1String("imported")].toInteger();
    QVERIFY(imported > 0 && imported < rows);
    const QJsonDocument stats = m_cli->run("--json sessions stats").json();
    QCOMPARE(stats[QLatin1String("sessions")].toInteger(), imported);
}

QTEST_GUILESS_MAIN(SessionsImportTest)
#include "sessions_import_test.moc"
