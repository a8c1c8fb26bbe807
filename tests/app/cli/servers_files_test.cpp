// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace latchkey::test;

namespace {

const QByteArray token = "CanaryTok1-abcdefghijklmnopqrstuv";

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

} // namespace

/// `servers` on the CLI files alone: with `--backend file`, and where there is no keyring.
class ServersFilesTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addWritesTheCliFiles();
    void addCleansAPastedToken();
    void addRefusesWhatIsNoToken();
    void addWarnsOfUnusualTokensAndPlainHttp();
    void listHasExactlyTheFieldsOfTheContract();
    void revealPrintsTheTokenAndNothingElse();
    void removeSignsTheTerminalOut();
    void anotherServerIsNotFound();
    void withoutAKeyringTheFilesAreListedAndThatIsSaid();
    void withoutAKeyringNothingIsTakenForMissing();
    void aReplacedLoginThatIsLostIsTold();
    void brokenFilesAreRefused();
    void configDirNamesOtherFiles();
    void statusTellsWhatOverrides();
    void serversOpenNoDatabase();
};

void ServersFilesTest::addWritesTheCliFiles()
{
    CliProcess cli;
    const Outcome added =
        cli.run("--backend file servers add --no-verify https://Dev.Example.com:443/path", token + '\n');
    REQUIRE_STATUS(added, 0);
    QCOMPARE(added.output, QByteArray("Stored the token for https://dev.example.com in the CLI files.\n"));
    QCOMPARE(contentOf(cli.coderFolder() + QStringLiteral("/url")), QByteArray("https://dev.example.com"));
    QCOMPARE(contentOf(cli.coderFolder() + QStringLiteral("/session")), token);

    const Outcome again = cli.run(
        "--backend file servers add --no-verify dev.example.com", "CanaryTok2-abcdefghijklmnopqrstuv");
    REQUIRE_STATUS(again, 0);
    REQUIRE_CONTAINS(again.output, "in place of an older one");
    const Outcome json = cli.run("--json --backend file servers add --no-verify dev.example.com", token);
    QCOMPARE(json.json()[QLatin1String("token_id")].toString(), QStringLiteral("CanaryTok1"));
    QCOMPARE(json.json()[QLatin1String("stored_in")].toString(), QStringLiteral("file"));
}

void ServersFilesTest::addCleansAPastedToken()
{
    for (const QByteArray& pasted : { "  " + token + "\r\n", "Bearer " + token, '"' + token + '"',
             "\xe2\x80\x8b" + token + "\xc2\xa0" }) { // EDGE 42
        CliProcess cli;
        REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", pasted), 0);
        QCOMPARE(contentOf(cli.coderFolder() + QStringLiteral("/session")), token);
    }
}

void ServersFilesTest::addRefusesWhatIsNoToken()
{
    CliProcess cli;
    for (const QByteArray& input : { QByteArray(), QByteArray("\n"), QByteArray("two words"),
             QByteArray("caf\xc3\xa9"), QByteArray("two\nlines"), QByteArray(70'000, 'x') }) {
        REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", input), 2);
    }
    for (const char* server :
        { "ftp://a.example", "https://", "https://a.example:99999", "https://u:p@a.example" }) {
        REQUIRE_STATUS(
            cli.run((QByteArray("--backend file servers add --no-verify ") + server).constData(), token), 2);
    }
    QVERIFY(!QFile::exists(cli.coderFolder() + QStringLiteral("/session")));
}

void ServersFilesTest::addWarnsOfUnusualTokensAndPlainHttp()
{
    CliProcess cli;
    const Outcome unusual =
        cli.run("--backend file servers add --no-verify dev.example.com", "Canary-unusual");
    REQUIRE_STATUS(unusual, 0);
    REQUIRE_CONTAINS(unusual.messages, "usual shape");
    const Outcome plain =
        cli.run("--backend file servers add --no-verify http://dev.example.com", token); // EDGE 32
    REQUIRE_STATUS(plain, 0);
    REQUIRE_CONTAINS(plain.messages, "not encrypted");
    for (const char* quiet :
        { "http://localhost:3000", "http://127.0.0.1", "http://[::1]:3000", "https://b.example" }) {
        CliProcess other;
        const Outcome added =
            other.run((QByteArray("--backend file servers add --no-verify ") + quiet).constData(), token);
        REQUIRE_STATUS(added, 0);
        QCOMPARE(added.messages, QByteArray());
    }
}

void ServersFilesTest::listHasExactlyTheFieldsOfTheContract()
{
    CliProcess cli;
    const Outcome empty = cli.run("--backend file servers list");
    REQUIRE_STATUS(empty, 0);
    QCOMPARE(empty.output, QByteArray());
    REQUIRE_CONTAINS(empty.messages, "servers add URL");
    QCOMPARE(cli.run("--json --backend file servers list").output, QByteArray("[]\n"));

    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com:8443", token), 0);
    const Outcome listed = cli.run("--json --backend file servers list");
    REQUIRE_STATUS(listed, 0);
    QCOMPARE(listed.json().array().size(), 1);
    const QJsonObject row = listed.json().array().at(0).toObject();
    const QJsonObject expected {
        { QStringLiteral("origin"), QStringLiteral("https://dev.example.com:8443") },
        { QStringLiteral("host"), QStringLiteral("dev.example.com:8443") },
        { QStringLiteral("account"), QJsonValue() },
        { QStringLiteral("active"), true },
        { QStringLiteral("stored_in"), QStringLiteral("file") },
        { QStringLiteral("token_id"), QStringLiteral("CanaryTok1") },
        { QStringLiteral("status"), QStringLiteral("unchecked") },
        { QStringLiteral("expires_at"), QJsonValue() },
    };
    QCOMPARE(row, expected);
    const Outcome table = cli.run("--backend file servers list");
    REQUIRE_CONTAINS(
        table.output, "*  https://dev.example.com:8443  -        CLI files  CanaryTok1  not checked");
}

void ServersFilesTest::revealPrintsTheTokenAndNothingElse()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", token), 0);
    for (const char* words : { "--backend file servers list", "--json --backend file servers list",
             "--backend file servers show dev.example.com",
             "--json --backend file servers show dev.example.com", "--backend file servers status",
             "--json servers status", "servers list" }) {
        cli.run(words);
    }
    QVERIFY2(!cli.everythingSaid().contains(token.mid(11)), "a token was said"); // its first part is public

    const Outcome revealed = cli.run("--backend file servers show dev.example.com --reveal");
    REQUIRE_STATUS(revealed, 0);
    QCOMPARE(revealed.output, token + '\n');
    const Outcome json = cli.run("--json --backend file servers show dev.example.com --reveal");
    QCOMPARE(json.json()[QLatin1String("token")].toString().toLatin1(), token);
    QCOMPARE(cli.filesHolding(token.mid(11)), QStringList { cli.coderFolder() + QStringLiteral("/session") });
}

void ServersFilesTest::removeSignsTheTerminalOut()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", token), 0);
    const Outcome removed = cli.run("--backend file servers remove dev.example.com");
    REQUIRE_STATUS(removed, 0);
    QCOMPARE(cli.filesHolding(token.mid(11)), QStringList());
    QCOMPARE(contentOf(cli.coderFolder() + QStringLiteral("/url")), QByteArray("https://dev.example.com"));
    REQUIRE_STATUS(cli.run("--backend file servers remove dev.example.com"), 3);
}

void ServersFilesTest::anotherServerIsNotFound()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("--backend file servers show dev.example.com"), 3);
    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", token), 0);
    // The files hold one token: it is not another server's, and not the same host's over http.
    for (const char* words : { "show", "show --reveal", "remove" }) {
        for (const char* server : { " other.example.com", " http://dev.example.com" }) {
            const Outcome outcome =
                cli.run((QByteArray("--backend file servers ") + words + server).constData());
            REQUIRE_STATUS(outcome, 6);
            QCOMPARE(outcome.output, QByteArray());
        }
    }
    QCOMPARE(contentOf(cli.coderFolder() + QStringLiteral("/session")), token);
}

void ServersFilesTest::withoutAKeyringTheFilesAreListedAndThatIsSaid()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", token), 0);
    const Outcome listed = cli.run("--json servers list"); // EDGE 1
    REQUIRE_STATUS(listed, 7);
    QCOMPARE(listed.json().array().size(), 1);
    REQUIRE_CONTAINS(listed.messages, "--backend file");
    const Outcome status = cli.run("--json servers status");
    REQUIRE_STATUS(status, 0);
    QCOMPARE(status.json()[QLatin1String("keyring")][QLatin1String("state")].toString(),
        QStringLiteral("unavailable"));
    QCOMPARE(status.json()[QLatin1String("active")][QLatin1String("host")].toString(),
        QStringLiteral("dev.example.com"));
    REQUIRE_STATUS(cli.run("servers show dev.example.com"), 0); // it is found in the files
}

void ServersFilesTest::withoutAKeyringNothingIsTakenForMissing()
{
    CliProcess cli;
    for (const char* words : { "servers show dev.example.com", "servers show dev.example.com --reveal",
             "servers remove dev.example.com", "servers use dev.example.com" }) {
        REQUIRE_STATUS(cli.run(words), 7);
    }
    REQUIRE_STATUS(cli.run("servers add --no-verify dev.example.com", token),
        7); // and it does not fall back to the files
    REQUIRE_STATUS(cli.run("servers use -"), 7);
    QCOMPARE(cli.filesHolding(token.mid(11)), QStringList());
}

void ServersFilesTest::aReplacedLoginThatIsLostIsTold()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify a.example.com", token), 0);
    const Outcome added = cli.run("--backend file servers add --no-verify b.example.com", token);
    REQUIRE_STATUS(added, 0);
    REQUIRE_CONTAINS(added.messages, "https://a.example.com. That token is gone");
}

void ServersFilesTest::brokenFilesAreRefused()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", token), 0);
    const QString session = cli.coderFolder() + QStringLiteral("/session");
    QVERIFY(QFile::remove(session) && QDir().mkdir(session)); // EDGE 33
    for (const char* words : { "--backend file servers list", "--backend file servers show dev.example.com",
             "--backend file servers status" }) {
        const Outcome outcome = cli.run(words);
        REQUIRE_STATUS(outcome, 6);
        REQUIRE_CONTAINS(outcome.messages, "session");
    }
    QVERIFY(QDir().rmdir(session));
    QFile file(session);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray(1'000'000, 'x')) > 0);
    file.close();
    QFile::setPermissions(session, QFile::ReadOwner | QFile::WriteOwner);
    REQUIRE_STATUS(cli.run("--backend file servers list"), 6);
    QFile::setPermissions(session, QFile::ReadOwner | QFile::WriteOwner | QFile::ReadOther); // EDGE 39
    const Outcome readable = cli.run("--backend file servers list");
    REQUIRE_STATUS(readable, 7);
    REQUIRE_CONTAINS(readable.messages, "chmod 600");
}

void ServersFilesTest::configDirNamesOtherFiles()
{
    CliProcess cli;
    const QString folder = cli.path(QStringLiteral("elsewhere"));
    const QStringList words { QStringLiteral("--config-dir"), folder, QStringLiteral("--backend"),
        QStringLiteral("file"), QStringLiteral("servers") };
    REQUIRE_STATUS(cli.run(words
                           + QStringList { QStringLiteral("add"), QStringLiteral("--no-verify"),
                               QStringLiteral("a.example") },
                       token),
        0);
    QCOMPARE(contentOf(folder + QStringLiteral("/session")), token);
    cli.environment.insert(QStringLiteral("CODER_CONFIG_DIR"), folder); // EDGE 40
    QCOMPARE(cli.run("--json --backend file servers list").json().array().size(), 1);
}

void ServersFilesTest::statusTellsWhatOverrides()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("--backend file servers add --no-verify dev.example.com", token), 0);
    const Outcome plain = cli.run("--json --backend file servers status");
    QVERIFY(plain.json()[QLatin1String("overridden_by")].isNull());
    QCOMPARE(plain.json()[QLatin1String("keyring")][QLatin1String("state")].toString(),
        QStringLiteral("not asked"));
    for (const char* variable : { "CODER_URL", "CODER_SESSION_TOKEN" }) { // EDGE 41
        CliProcess other;
        other.environment.insert(QString::fromLatin1(variable), QStringLiteral("Canary-override"));
        const Outcome status = other.run("--json --backend file servers status");
        REQUIRE_STATUS(status, 0);
        QCOMPARE(status.json()[QLatin1String("overridden_by")].toString(), QString::fromLatin1(variable));
        REQUIRE_CONTAINS(other.run("--backend file servers status").output, variable);
        QVERIFY(!other.everythingSaid().contains("Canary"));
    }
}

void ServersFilesTest::serversOpenNoDatabase()
{
    CliProcess cli;
    for (const char* words : { "servers list", "servers status", "--backend file servers list" }) {
        cli.run(words);
    }
    QVERIFY(!QFile::exists(cli.path(QStringLiteral("data"))));
}

QTEST_GUILESS_MAIN(ServersFilesTest)
#include "servers_files_test.moc"
