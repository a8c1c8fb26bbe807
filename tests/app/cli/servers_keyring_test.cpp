// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"
#include "tests/support/keyring/private_keyring.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QtTest>

using namespace latchkey::test;

namespace {

const QByteArray tokenA = "CanaryTokA-abcdefghijklmnopqrstuv";
const QByteArray tokenB = "CanaryTokB-abcdefghijklmnopqrstuv";

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

/// One entry of the shared map, in the documented form.
QByteArray entryOf(
    const QByteArray& host, const QByteArray& url, const QByteArray& token, const QByteArray& more = {})
{
    return '"' + host + "\":{\"coder_url\":\"" + url + "\",\"api_token\":\"" + token + '"' + more + '}';
}

QStringList originsOf(const QJsonDocument& document)
{
    QStringList origins;
    const QJsonArray rows = document.array();
    for (const auto& row : rows) {
        origins.append(row[QLatin1String("origin")].toString());
    }
    return origins;
}

} // namespace

/// `servers` on a real gnome-keyring.
class ServersKeyringTest final : public QObject
{
    Q_OBJECT

    std::unique_ptr<PrivateKeyring> m_keyring;
    std::unique_ptr<CliProcess> m_cli;

private Q_SLOTS:
    void init();
    void cleanup();

    void addWritesTheDocumentedEntry();
    void anEntryOfSecretToolIsListed();
    void removeKeepsTheOthers();
    void useSwitchesTheTerminalAndBack();
    void useKeepsWhatOnlyTheFilesHeld();
    void removingTheActiveLoginTellsOfTheOtherCopy();
    void anotherSchemeIsAnotherServer();
    void serviceNamesAnotherEntry();
    void noTokenIsSaidOrOnACommandLine();
    void sessionsStartNoWorker();
    void corruptEntriesAreRefusedAndKept_data();
    void corruptEntriesAreRefusedAndKept();
    void tooMuchDataIsRefused();
};

void ServersKeyringTest::init()
{
    m_keyring = std::make_unique<PrivateKeyring>();
    QVERIFY(m_keyring->start());
    m_cli = std::make_unique<CliProcess>();
    m_cli->environment.insert(
        QStringLiteral("DBUS_SESSION_BUS_ADDRESS"), qEnvironmentVariable("DBUS_SESSION_BUS_ADDRESS"));
}

void ServersKeyringTest::cleanup()
{
    m_cli.reset();
    m_keyring.reset();
}

void ServersKeyringTest::addWritesTheDocumentedEntry()
{
    const Outcome added = m_cli->run("servers add --no-verify a.example.com", tokenA);
    REQUIRE_STATUS(added, 0);
    QCOMPARE(added.output, QByteArray("Stored the token for https://a.example.com in the keyring.\n"));
    QCOMPARE(m_keyring->lookup(), '{' + entryOf("a.example.com", "https://a.example.com", tokenA) + '}');
    REQUIRE_STATUS(m_cli->run("servers add --no-verify http://b.example.com:8080", tokenB), 0);
    const Outcome listed = m_cli->run("--json servers list");
    REQUIRE_STATUS(listed, 0);
    QCOMPARE(originsOf(listed.json()),
        QStringList(
            { QStringLiteral("https://a.example.com"), QStringLiteral("http://b.example.com:8080") }));
    const QJsonObject row = listed.json().array().at(0).toObject();
    QCOMPARE(row[QLatin1String("stored_in")].toString(), QStringLiteral("keyring"));
    QCOMPARE(row[QLatin1String("active")], QJsonValue(false));
    QCOMPARE(row[QLatin1String("token_id")].toString(), QStringLiteral("CanaryTokA"));
    QVERIFY(!QFile::exists(m_cli->coderFolder()));
    QCOMPARE(m_cli->run("servers show a.example.com --reveal").output, tokenA + '\n');
    REQUIRE_CONTAINS(m_cli->run("servers show a.example.com").output, "Stored in    keyring");
}

void ServersKeyringTest::anEntryOfSecretToolIsListed()
{
    QVERIFY(m_keyring->store('{' + entryOf("old.example.com", "old.example.com", tokenA, ",\"note\":1")
        + ",\"x.example.com\":{\"coder_url\":\"https://x.example.com\"}}"));
    const Outcome listed = m_cli->run("--json servers list");
    REQUIRE_STATUS(listed, 0);
    QCOMPARE(originsOf(listed.json()).value(0), QStringLiteral("https://old.example.com"));
    QCOMPARE(listed.json().array().at(1)[QLatin1String("status")].toString(), QStringLiteral("unusable"));
    REQUIRE_CONTAINS(listed.messages, "x.example.com"); // EDGE 24
    REQUIRE_STATUS(m_cli->run("servers show x.example.com"), 6);
    QCOMPARE(m_cli->run("servers show old.example.com --reveal").output, tokenA + '\n');
}

void ServersKeyringTest::removeKeepsTheOthers()
{
    REQUIRE_STATUS(m_cli->run("servers add --no-verify a.example.com", tokenA), 0);
    REQUIRE_STATUS(m_cli->run("servers add --no-verify b.example.com", tokenB), 0);
    const Outcome removed = m_cli->run("--json servers remove a.example.com");
    REQUIRE_STATUS(removed, 0);
    QCOMPARE(removed.json()[QLatin1String("removed_from")].toString(), QStringLiteral("keyring"));
    QCOMPARE(originsOf(m_cli->run("--json servers list").json()),
        QStringList { QStringLiteral("https://b.example.com") });
    REQUIRE_STATUS(m_cli->run("servers remove a.example.com"), 3);
    REQUIRE_STATUS(m_cli->run("servers show a.example.com"), 3);
    REQUIRE_STATUS(m_cli->run("servers use a.example.com"), 3);
    REQUIRE_STATUS(m_cli->run("servers remove b.example.com"), 0);
    QCOMPARE(m_keyring->items(), QStringList()); // the last one takes the entry with it
}

void ServersKeyringTest::useSwitchesTheTerminalAndBack()
{
    REQUIRE_STATUS(m_cli->run("servers add --no-verify a.example.com", tokenA), 0);
    REQUIRE_STATUS(m_cli->run("servers add --no-verify b.example.com", tokenB), 0);
    REQUIRE_STATUS(m_cli->run("servers use -"), 3);
    const auto active = [this] {
        return m_cli->run("--json servers status")
            .json()[QLatin1String("active")][QLatin1String("origin")]
            .toString();
    };
    const Outcome used = m_cli->run("servers use a.example.com");
    REQUIRE_STATUS(used, 0);
    QCOMPARE(used.output, QByteArray("Now using https://a.example.com.\n"));
    QCOMPARE(contentOf(m_cli->coderFolder() + QStringLiteral("/url")), QByteArray("https://a.example.com"));
    QCOMPARE(contentOf(m_cli->coderFolder() + QStringLiteral("/session")), tokenA);
    QCOMPARE(active(), QStringLiteral("https://a.example.com"));
    REQUIRE_STATUS(m_cli->run("--json servers use b.example.com"), 0);
    QCOMPARE(contentOf(m_cli->coderFolder() + QStringLiteral("/session")), tokenB);
    const Outcome back = m_cli->run("--json servers use -");
    REQUIRE_STATUS(back, 0);
    QCOMPARE(back.json()[QLatin1String("origin")].toString(), QStringLiteral("https://a.example.com"));
    REQUIRE_STATUS(m_cli->run("servers use -"), 0);
    QCOMPARE(active(), QStringLiteral("https://b.example.com"));

    m_cli->environment.insert(QStringLiteral("CODER_URL"), QStringLiteral("https://c.example.com"));
    REQUIRE_CONTAINS(m_cli->run("servers use a.example.com").messages, "CODER_URL"); // EDGE 41
}

void ServersKeyringTest::useKeepsWhatOnlyTheFilesHeld()
{
    REQUIRE_STATUS(m_cli->run("--backend file servers add --no-verify a.example.com", tokenA), 0);
    REQUIRE_STATUS(m_cli->run("servers add --no-verify b.example.com", tokenB), 0);
    QCOMPARE(m_cli->run("--json servers list").json().array().size(), 2);
    REQUIRE_STATUS(m_cli->run("servers use b.example.com"), 0);
    QCOMPARE(m_cli->run("servers show a.example.com --reveal").output, tokenA + '\n');

    const Outcome replaced = m_cli->run("--backend file servers add --no-verify c.example.com", tokenA);
    REQUIRE_STATUS(replaced, 0);
    REQUIRE_CONTAINS(replaced.messages, "https://b.example.com. That token is in the keyring");
    REQUIRE_STATUS(m_cli->run("servers use -"), 0);
    QCOMPARE(contentOf(m_cli->coderFolder() + QStringLiteral("/session")), tokenB);
    QCOMPARE(m_cli->run("servers show c.example.com --reveal").output, tokenA + '\n');
}

void ServersKeyringTest::removingTheActiveLoginTellsOfTheOtherCopy()
{
    REQUIRE_STATUS(m_cli->run("servers add --no-verify a.example.com", tokenA), 0);
    REQUIRE_STATUS(m_cli->run("servers use a.example.com"), 0);
    const Outcome removed = m_cli->run("servers remove a.example.com");
    REQUIRE_STATUS(removed, 0);
    REQUIRE_CONTAINS(removed.messages, "--backend file servers remove https://a.example.com");
    REQUIRE_STATUS(m_cli->run("--backend file servers remove https://a.example.com"), 0);
    REQUIRE_STATUS(m_cli->run("servers show a.example.com"), 3);
}

void ServersKeyringTest::anotherSchemeIsAnotherServer()
{
    REQUIRE_STATUS(m_cli->run("servers add --no-verify https://a.example.com", tokenA), 0);
    for (const char* words : { "servers show http://a.example.com --reveal",
             "servers remove http://a.example.com", "servers use http://a.example.com" }) {
        const Outcome outcome = m_cli->run(words);
        REQUIRE_STATUS(outcome, 6);
        QCOMPARE(outcome.output, QByteArray());
    }
    QVERIFY(m_keyring->lookup().contains(tokenA));
}

void ServersKeyringTest::serviceNamesAnotherEntry()
{
    REQUIRE_STATUS(m_cli->run("--service latchkey-test servers add --no-verify a.example.com", tokenA), 0);
    QCOMPARE(m_keyring->items(), QStringList());
    QCOMPARE(m_cli->run("--json --service latchkey-test servers list").json().array().size(), 1);
    QCOMPARE(m_cli->run("--json servers list").json().array().size(), 0);
}

void ServersKeyringTest::noTokenIsSaidOrOnACommandLine()
{
    for (const char* words :
        { "servers add --no-verify a.example.com", "--json servers add --no-verify b.example.com" }) {
        REQUIRE_STATUS(m_cli->run(words, tokenA), 0);
    }
    for (const char* words : { "servers list", "--json servers list", "servers show a.example.com",
             "--json servers show a.example.com", "servers use a.example.com", "servers status",
             "--json servers status", "servers remove b.example.com" }) {
        REQUIRE_STATUS(m_cli->run(words), 0);
    }
    QVERIFY2(!m_cli->everythingSaid().contains(tokenA.mid(11)), "a token was said");
    QCOMPARE(m_cli->filesHolding(tokenA.mid(11)),
        QStringList { m_cli->coderFolder() + QStringLiteral("/session") });
}

void ServersKeyringTest::sessionsStartNoWorker()
{
    // A keyring that hangs would hold them up.
    m_keyring->pauseDaemon();
    const Outcome stats = m_cli->run("sessions stats");
    m_keyring->continueDaemon();
    REQUIRE_STATUS(stats, 0);
    QVERIFY2(stats.milliseconds < 1500, QByteArray::number(stats.milliseconds).constData());
}

void ServersKeyringTest::corruptEntriesAreRefusedAndKept_data()
{
    QTest::addColumn<QByteArray>("entry");

    // EDGE 23, 24
    QTest::newRow("not JSON") << QByteArray("{\"a.example.com\": {");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("duplicate keys") << QByteArray("{\"a\":{},\"a\":{}}");
    QTest::newRow("too deep") << QByteArray(5000, '[');
}

void ServersKeyringTest::corruptEntriesAreRefusedAndKept()
{
    QFETCH(const QByteArray, entry);

    QVERIFY(m_keyring->store(entry));
    REQUIRE_STATUS(m_cli->run("--backend file servers add --no-verify f.example.com", tokenB), 0);
    const Outcome listed = m_cli->run("--json servers list");
    REQUIRE_STATUS(listed, 6);
    QCOMPARE(originsOf(listed.json()), QStringList { QStringLiteral("https://f.example.com") });
    REQUIRE_STATUS(m_cli->run("servers add --no-verify a.example.com", tokenA), 6);
    REQUIRE_STATUS(m_cli->run("servers show a.example.com"), 6);
    REQUIRE_STATUS(m_cli->run("servers remove a.example.com"), 6);
    REQUIRE_STATUS(m_cli->run("servers use a.example.com"), 6);
    QCOMPARE(m_keyring->lookup(), entry);
    QVERIFY(!m_cli->everythingSaid().contains(tokenB.mid(11)));

    const QString path = m_keyring->folder() + QStringLiteral("/copy.json");
    const QByteArray saveCopy = "places save-copy " + QFile::encodeName(path);
    REQUIRE_STATUS(m_cli->run(saveCopy.constData()), 0);
    QFile copy(path);
    QVERIFY(copy.open(QIODevice::ReadOnly));
    QCOMPARE(copy.readAll(), entry);
    QCOMPARE(
        copy.permissions() & (QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther),
        QFile::Permissions());
    REQUIRE_STATUS(m_cli->run(saveCopy.constData()), 2); // an older copy is not lost
}

void ServersKeyringTest::tooMuchDataIsRefused()
{
    const QByteArray entry =
        '{' + entryOf("big.example.com", "https://big.example.com", QByteArray(64 * 1024 - 150, 'x')) + '}';
    QVERIFY(m_keyring->addItem(entry)); // secret-tool takes 8192 bytes
    REQUIRE_STATUS(m_cli->run("servers add --no-verify a.example.com", tokenA), 6); // EDGE 20
    QCOMPARE(m_keyring->items().size(), 1);
    QCOMPARE(m_keyring->itemValue(m_keyring->items().constFirst()), entry);
}

QTEST_GUILESS_MAIN(ServersKeyringTest)
#include "servers_keyring_test.moc"
