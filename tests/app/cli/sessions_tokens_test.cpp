// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"

#include <QFile>
#include <QJsonObject>
#include <QtTest>

using namespace latchkey::test;

namespace {

const QByteArray canary = "Canary0123456789abcdefghijklmnopqrstuvwxyz";

const QStringList sessionFields { QStringLiteral("browser"), QStringLiteral("created"),
    QStringLiteral("device"), QStringLiteral("device_kind"), QStringLiteral("fingerprint"),
    QStringLiteral("id"), QStringLiteral("last_used"), QStringLiteral("os"), QStringLiteral("revoked"),
    QStringLiteral("user_agent"), QStringLiteral("username") };

bool writeFile(const QString& path, const QByteArray& content, qint64 offset = 0)
{
    QFile file(path);
    return file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(content) == content.size();
}

} // namespace

/// `sessions add` and `sessions validate`: the two that see identifiers.
class SessionsTokensTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void addMakesAnIdentifierAndPrintsItOnce();
    void addTakesAnIdentifierFromStandardInput();
    void addingTwiceIsADuplicateAlsoWhenRevoked();
    void addWarnsOfAWeakIdentifier();
    void addRefusesWhatCanBeNoIdentifierOrUser();
    void jsonShowsANewIdentifierOnlyWithReveal();
    void validateTellsValidFromInvalid();
    void listShowsThatARevokedTokenWasPresented();
    void validateNeverTakesAFailingStoreForAnAnswer_data();
    void validateNeverTakesAFailingStoreForAnAnswer();
    void noIdentifierIsSaidOrWritten();
};

void SessionsTokensTest::addMakesAnIdentifierAndPrintsItOnce()
{
    CliProcess cli;
    const Outcome added = cli.run("sessions add --user alice");
    REQUIRE_STATUS(added, 0);
    static const QRegularExpression identifier(
        QStringLiteral("^[A-Za-z0-9_-]{43}\n$")); // 256 bits, base64url
    QVERIFY2(identifier.match(QString::fromLatin1(added.output)).hasMatch(), "not an identifier");
    REQUIRE_CONTAINS(added.messages, "Added session 1 for alice");

    const Outcome valid = cli.run("sessions validate --user alice", added.output);
    REQUIRE_STATUS(valid, 0);
    QVERIFY(cli.run("sessions add --user alice").output != added.output);
    const QByteArray made = added.output.trimmed();
    QVERIFY(!cli.run("--json sessions list").output.contains(made));
    QCOMPARE(cli.filesHolding(made), QStringList());
}

void SessionsTokensTest::addTakesAnIdentifierFromStandardInput()
{
    CliProcess cli;
    const Outcome added =
        cli.run({ QStringLiteral("--json"), QStringLiteral("sessions"), QStringLiteral("add"),
                    QStringLiteral("--user"), QStringLiteral("alice"), QStringLiteral("--user-agent"),
                    QStringLiteral("curl/7.88.1") },
            canary + '\n');
    REQUIRE_STATUS(added, 0);
    const QJsonObject session = added.json().object();
    QCOMPARE(fieldsOf(session), sessionFields);
    QCOMPARE(session[QLatin1String("username")].toString(), QStringLiteral("alice"));
    QCOMPARE(session[QLatin1String("device_kind")].toString(), QStringLiteral("program"));
    QVERIFY(session[QLatin1String("os")].isNull());
    QCOMPARE(session[QLatin1String("created")], session[QLatin1String("last_used")]);
    REQUIRE_STATUS(cli.run("sessions validate --user alice", canary), 0);
}

void SessionsTokensTest::addingTwiceIsADuplicateAlsoWhenRevoked()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice", canary), 0);
    REQUIRE_STATUS(cli.run("sessions add --user alice", canary), 5); // EDGE 50
    REQUIRE_STATUS(cli.run("sessions add --user bob", canary), 0);
    REQUIRE_STATUS(cli.run("sessions revoke 1"), 0);
    REQUIRE_STATUS(cli.run("sessions add --user alice", canary), 5);
}

void SessionsTokensTest::addWarnsOfAWeakIdentifier()
{
    CliProcess cli;
    const Outcome weak = cli.run("sessions add --user alice", "secret");
    REQUIRE_STATUS(weak, 0);
    REQUIRE_CONTAINS(weak.messages, "guessed");
    const Outcome strong = cli.run("sessions add --user alice", canary);
    QCOMPARE(strong.messages, QByteArray());
}

void SessionsTokensTest::addRefusesWhatCanBeNoIdentifierOrUser()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice", "line\nbreak"), 2);
    REQUIRE_STATUS(cli.run("sessions add --user alice", QByteArray(513, 'x')), 2);
    REQUIRE_STATUS(cli.run("sessions add --user alice", QByteArray(70'000, 'x')), 2);
    REQUIRE_STATUS(cli.run("sessions add --user alice", "caf\xc3\xa9"), 2);
    // EDGE 49
    for (const QString& user : { QString(), QString(257, u'u'), QStringLiteral("new\nline") }) {
        const Outcome outcome = cli.run(
            { QStringLiteral("sessions"), QStringLiteral("add"), QStringLiteral("--user"), user }, canary);
        REQUIRE_STATUS(outcome, 2);
    }
    REQUIRE_STATUS(cli.run("sessions stats"), 0);
    QVERIFY(cli.run("sessions stats").output.startsWith("Sessions                   0\n"));
}

void SessionsTokensTest::jsonShowsANewIdentifierOnlyWithReveal()
{
    CliProcess cli;
    const Outcome hidden = cli.run("--json sessions add --user alice");
    REQUIRE_STATUS(hidden, 2); // else nobody would ever learn it
    REQUIRE_CONTAINS(hidden.messages, "--reveal");
    QCOMPARE(cli.run("--json sessions list").json().array().size(), 0);

    const Outcome shown = cli.run("--json sessions add --user alice --reveal");
    REQUIRE_STATUS(shown, 0);
    const QString identifier = shown.json()[QLatin1String("identifier")].toString();
    QCOMPARE(identifier.size(), 43);
    REQUIRE_STATUS(cli.run("sessions validate --user alice", identifier.toUtf8()), 0);

    const Outcome given = cli.run("--json sessions add --user bob --reveal", canary);
    QCOMPARE(fieldsOf(given.json().object()), sessionFields); // its owner knows it
}

void SessionsTokensTest::validateTellsValidFromInvalid()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice", canary), 0);
    const Outcome valid = cli.run("--json sessions validate --user alice", canary);
    REQUIRE_STATUS(valid, 0);
    QCOMPARE(valid.json()[QLatin1String("result")].toString(), QStringLiteral("valid"));
    QCOMPARE(valid.json()[QLatin1String("id")].toInt(), 1);
    QCOMPARE(valid.json()[QLatin1String("last_used_recorded")].toBool(), true);

    const auto isInvalid = [&cli](const char* words, const QByteArray& identifier) {
        const Outcome outcome = cli.run(words, identifier);
        return outcome.status == 4 && outcome.output == "invalid\n";
    };
    QVERIFY(isInvalid("sessions validate --user alice", canary + 'x'));
    QVERIFY(isInvalid("sessions validate --user bob", canary));
    QVERIFY(isInvalid("sessions validate --user Alice", canary)); // EDGE 49
    QVERIFY(isInvalid("sessions validate --user alice", "caf\xc3\xa9")); // EDGE 66
    QVERIFY(isInvalid("sessions validate --user alice", QByteArray(5000, 'x')));
    REQUIRE_STATUS(cli.run("sessions validate --user alice"), 2); // nothing to validate
    REQUIRE_STATUS(cli.run("sessions revoke 1"), 0);
    QVERIFY(isInvalid("sessions validate --user alice", canary)); // EDGE 58
    REQUIRE_STATUS(cli.run("sessions restore 1"), 0);
    REQUIRE_STATUS(cli.run("sessions validate --user alice", canary), 0);
    REQUIRE_STATUS(cli.run("sessions delete 1"), 0);
    QVERIFY(isInvalid("sessions validate --user alice", canary));
}

void SessionsTokensTest::listShowsThatARevokedTokenWasPresented()
{
    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice", canary), 0);
    REQUIRE_STATUS(cli.run("sessions revoke 1"), 0);
    QVERIFY(!cli.run("sessions list").output.contains("presented"));
    REQUIRE_STATUS(cli.run("sessions validate --user alice", canary), 4);
    REQUIRE_STATUS(cli.run("sessions validate --user alice", canary), 4);
    REQUIRE_CONTAINS(cli.run("sessions list").output, "revoked, but presented");
    const auto signs = cli.run("--json sessions list").json()[0][QLatin1String("theft_signs")];
    QCOMPARE(signs[QLatin1String("presented")].toInt(), 2);
    QVERIFY(signs[QLatin1String("last_presented")].toInteger() > 0);
    QVERIFY(signs[QLatin1String("reused_at")].isNull());
}

void SessionsTokensTest::validateNeverTakesAFailingStoreForAnAnswer_data()
{
    QTest::addColumn<QString>("damage");
    QTest::addColumn<int>("listStatus");

    QTest::newRow("missing") << "missing" << 7;
    QTest::newRow("missing folder") << "missing folder" << 7;
    QTest::newRow("a folder") << "folder" << 7;
    QTest::newRow("not a database") << "garbage" << 6;
    QTest::newRow("too new") << "too new" << 6;
    QTest::newRow("PostgreSQL, not there yet") << "postgresql" << 1;
}

void SessionsTokensTest::validateNeverTakesAFailingStoreForAnAnswer()
{
    QFETCH(const QString, damage);
    QFETCH(const int, listStatus);

    CliProcess cli;
    REQUIRE_STATUS(cli.run("sessions add --user alice", canary), 0);
    QString store = cli.database();
    if (damage == QStringLiteral("missing")) {
        store = cli.path(QStringLiteral("other.db"));
    } else if (damage == QStringLiteral("missing folder")) {
        store = cli.path(QStringLiteral("none/such/other.db"));
    } else if (damage == QStringLiteral("folder")) {
        store = cli.path(QStringLiteral("data"));
    } else if (damage == QStringLiteral("garbage")) {
        QVERIFY(writeFile(store, QByteArray(8192, 'x')));
    } else if (damage == QStringLiteral("too new")) {
        QVERIFY(writeFile(store, QByteArray("\x00\x00\x03\xe7", 4), 60)); // user_version in the header
    } else {
        store = QStringLiteral("postgresql://localhost/sessions");
    }
    cli.environment.insert(QStringLiteral("LATCHKEY_STORE"), store);

    const Outcome validated = cli.run("--json sessions validate --user alice", canary); // EDGE 63
    if (damage == QStringLiteral("postgresql")) {
        REQUIRE_STATUS(validated, 1);
    } else {
        REQUIRE_STATUS(validated, 7);
        QCOMPARE(validated.json()[QLatin1String("result")].toString(), QStringLiteral("unknown"));
    }
    QVERIFY(!validated.messages.isEmpty());
    const Outcome listed = cli.run("sessions list");
    REQUIRE_STATUS(listed, listStatus);
    QCOMPARE(listed.output, QByteArray());
    QVERIFY2(!QFile::exists(cli.path(QStringLiteral("other.db"))), "a misspelt store became a new one");
}

void SessionsTokensTest::noIdentifierIsSaidOrWritten()
{
    CliProcess cli;
    for (const char* words : { "sessions add --user alice", "sessions add --user alice",
             "--json sessions validate --user alice", "sessions validate --user bob" }) {
        cli.run(words, canary);
    }
    for (const char* words : { "sessions list", "--json sessions list", "sessions list --group-by user-agent",
             "sessions revoke 1", "sessions purge --all-users --before 0s", "sessions stats" }) {
        REQUIRE_STATUS(cli.run(words), 0);
    }
    QVERIFY2(!cli.everythingSaid().contains("Canary"), "said");
    QCOMPARE(cli.filesHolding("Canary"), QStringList());
}

QTEST_GUILESS_MAIN(SessionsTokensTest)
#include "sessions_tokens_test.moc"
