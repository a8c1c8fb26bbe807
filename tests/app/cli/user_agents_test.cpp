// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/app/cli/cli_process.h"
#include "tests/support/result_check.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QProcess>

#include <yaml-cpp/yaml.h>

using namespace latchkey::test;

namespace {

constexpr int longestWaitMs = 30'000;

const QByteArray firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0";
const QByteArray firefoxAnswer =
    R"({"user_agent":{"family":"Firefox","major":"120","minor":"0","patch":null},)"
    R"("os":{"family":"Windows","major":"10","minor":null,"patch":null,"patch_minor":null},)"
    R"("device":{"family":"Other","brand":null,"model":null},"kind":"desktop"})"
    "\n";
const QByteArray unknownAnswer =
    R"({"user_agent":{"family":"Other","major":null,"minor":null,"patch":null},)"
    R"("os":{"family":"Other","major":null,"minor":null,"patch":null,"patch_minor":null},)"
    R"("device":{"family":"Other","brand":null,"model":null},"kind":"unknown"})"
    "\n";

/// What a case says of one part, as JSON: a text, or null where there is none.
QJsonObject statedFields(const YAML::Node& testCase, const std::vector<std::string>& names)
{
    QJsonObject fields;
    for (const std::string& name : names) {
        const YAML::Node& value = testCase[name];
        const bool isThere = value.IsDefined() && !value.IsNull();
        fields.insert(QString::fromStdString(name),
            isThere ? QJsonValue(QString::fromStdString(value.as<std::string>())) : QJsonValue());
    }
    return fields;
}

} // namespace

/// `latchkeyctl user-agents`, the real program.
class UserAgentsTest final : public QObject
{
    Q_OBJECT

    CliProcess m_cli;

private Q_SLOTS:
    void answersOneObjectALine();
    void agreesWithUapCoresCases_data();
    void agreesWithUapCoresCases();
    void staysInStepWhateverTheLinesHold();
    void answersBeforeTheInputEnds();
    void endsQuietlyWhenNobodyReadsOn();
    void usesThePatternsItIsToldTo();
    void saysThatThereAreNoPatterns();
    void helpIsThere();
};

void UserAgentsTest::answersOneObjectALine()
{
    const Outcome two = m_cli.run("user-agents", firefox + "\nnobody knows");
    REQUIRE_STATUS(two, 0);
    QCOMPARE(two.output, firefoxAnswer + unknownAnswer);
    QCOMPARE(two.messages, QByteArray());
    QCOMPARE(m_cli.run("--json user-agents", firefox).output, firefoxAnswer);
    QCOMPARE(m_cli.run("user-agents").output, QByteArray());
    REQUIRE_STATUS(m_cli.run("user-agents curl/8"), 2);
}

void UserAgentsTest::agreesWithUapCoresCases_data()
{
    QTest::addColumn<std::string>("file");
    QTest::addColumn<QString>("part");
    QTest::addColumn<std::vector<std::string>>("names");

    using Names = std::vector<std::string>;
    QTest::newRow("browsers") << std::string("test_ua") << QStringLiteral("user_agent")
                              << Names { "family", "major", "minor", "patch" };
    QTest::newRow("systems") << std::string("test_os") << QStringLiteral("os")
                             << Names { "family", "major", "minor", "patch", "patch_minor" };
    QTest::newRow("devices") << std::string("test_device") << QStringLiteral("device")
                             << Names { "family", "brand", "model" };
}

void UserAgentsTest::agreesWithUapCoresCases()
{
    QFETCH(const std::string, file);
    QFETCH(const QString, part);
    QFETCH(const std::vector<std::string>, names);

    const YAML::Node cases = YAML::LoadFile(UAP_CORE_DIR "/tests/" + file + ".yaml")["test_cases"];
    QVERIFY(cases.size() > 100);
    QByteArray input;
    for (const YAML::Node& testCase : cases) {
        input += QByteArray::fromStdString(testCase["user_agent_string"].as<std::string>()) + '\n';
    }
    const Outcome outcome = m_cli.run("user-agents", input);
    REQUIRE_STATUS(outcome, 0);
    const QList<QByteArray> lines = outcome.output.split('\n');
    QCOMPARE(lines.size(), qsizetype(cases.size()) + 1);
    for (std::size_t i = 0; i < cases.size(); ++i) {
        const QByteArray& line = lines[qsizetype(i)];
        QCOMPARE(
            QJsonDocument::fromJson(line).object().value(part).toObject(), statedFields(cases[i], names));
    }
}

void UserAgentsTest::staysInStepWhateverTheLinesHold() // EDGE 48
{
    const QByteArray hostile[] = { "", "\r", "\xff\xfe\x80", QByteArray("\0\0", 2), "\x1b[31m<script>",
        "\xe2\x80\xae\xef\xbb\xbf", "\xed\xa0\x80", QByteArray(3'000'000, 'x'), "{\"a\":\\\"\t" };
    for (const QByteArray& line : hostile) {
        const Outcome outcome = m_cli.run("user-agents", line + '\n' + firefox + "\r\n");
        REQUIRE_STATUS(outcome, 0);
        QCOMPARE(outcome.output, unknownAnswer + firefoxAnswer);
    }
    // What is taken over from a string is shown escaped, and stays JSON.
    const Outcome shown =
        m_cli.run("user-agents", "Mozilla/5.0 (Linux; Android 4; a\"b\x01\xe2\x80\xae Build/X)\n");
    REQUIRE_STATUS(shown, 0);
    REQUIRE_CONTAINS(shown.output, "a\\\"b\\u0001\\u202e");
    QCOMPARE(shown.json()[QStringLiteral("device")][QStringLiteral("model")].toString(),
        QStringLiteral("a\"b\u0001\u202e"));
}

void UserAgentsTest::answersBeforeTheInputEnds()
{
    QProcess process;
    process.setProcessEnvironment(m_cli.environment);
    process.start(latchkeyctlProgram(), { QStringLiteral("user-agents") });
    QByteArray answers;
    for (int i = 1; i <= 2; ++i) {
        process.write(firefox + '\n');
        while (answers.count('\n') < i) {
            QVERIFY(process.waitForReadyRead(longestWaitMs));
            answers += process.readAllStandardOutput();
        }
    }
    QCOMPARE(answers, firefoxAnswer + firefoxAnswer);
    process.closeWriteChannel();
    QVERIFY(process.waitForFinished(longestWaitMs));
    QCOMPARE(process.exitCode(), 0);
}

void UserAgentsTest::endsQuietlyWhenNobodyReadsOn()
{
    QProcess process;
    process.setProcessEnvironment(m_cli.environment);
    process.start(QStringLiteral("sh"),
        { QStringLiteral("-c"),
            QStringLiteral("(yes curl/8 | \"$0\" user-agents; echo \"status $?\" >&2) | head -n 1"),
            latchkeyctlProgram() });
    QVERIFY(process.waitForFinished(longestWaitMs));
    QCOMPARE(process.readAllStandardError(), QByteArray("status 1\n"));
    QCOMPARE(process.readAllStandardOutput().count('\n'), 1);
}

void UserAgentsTest::usesThePatternsItIsToldTo()
{
    QFile patterns(m_cli.path(QStringLiteral("regexes.yaml")));
    QVERIFY(patterns.open(QIODevice::WriteOnly));
    patterns.write("user_agent_parsers:\n  - regex: '(Mine)/(\\d+)'\nos_parsers:\n  - regex: 'AnOS'\n"
                   "device_parsers:\n  - regex: '(Phone)'\n");
    patterns.close();
    CliProcess cli;
    cli.environment.insert(QStringLiteral("LATCHKEY_USER_AGENT_PATTERNS"), patterns.fileName());
    const QJsonDocument answer = cli.run("user-agents", "Mine/3").json();
    QCOMPARE(
        answer[QStringLiteral("user_agent")][QStringLiteral("family")].toString(), QStringLiteral("Mine"));
    QCOMPARE(answer[QStringLiteral("user_agent")][QStringLiteral("major")].toString(), QStringLiteral("3"));
}

void UserAgentsTest::saysThatThereAreNoPatterns()
{
    CliProcess cli;
    cli.environment.insert(
        QStringLiteral("LATCHKEY_USER_AGENT_PATTERNS"), QStringLiteral("/nowhere/regexes.yaml"));
    const Outcome outcome = cli.run("user-agents", firefox);
    REQUIRE_STATUS(outcome, 7);
    QCOMPARE(outcome.output, QByteArray());
    REQUIRE_CONTAINS(outcome.messages, "/nowhere/regexes.yaml");

    // A session is stored all the same, and shown by its raw string.
    REQUIRE_STATUS(
        cli.run({ QStringLiteral("sessions"), QStringLiteral("add"), QStringLiteral("--user"),
            QStringLiteral("alice"), QStringLiteral("--user-agent"), QString::fromLatin1(firefox) }),
        0);
    const QJsonValue session = cli.run("--json sessions list").json().array().at(0);
    QCOMPARE(session[QStringLiteral("device")].toString().left(40), QString::fromLatin1(firefox.left(40)));
    QCOMPARE(session[QStringLiteral("browser")].toString(), QString());
    QCOMPARE(session[QStringLiteral("device_kind")].toString(), QStringLiteral("unknown"));
}

void UserAgentsTest::helpIsThere()
{
    const Outcome help = m_cli.run("user-agents --help");
    REQUIRE_STATUS(help, 0);
    REQUIRE_CONTAINS(help.output, "LATCHKEY_USER_AGENT_PATTERNS");
}

QTEST_GUILESS_MAIN(UserAgentsTest)
#include "user_agents_test.moc"
