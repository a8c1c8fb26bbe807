// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/command_line.h"
#include "app/cli/places_commands.h"
#include "app/cli/servers_commands.h"
#include "app/cli/sessions_commands.h"
#include "app/cli/suggestion.h"
#include "app/cli/user_agents_command.h"
#include "tests/support/result_check.h"

using namespace latchkey;
using namespace latchkey::cli;

namespace {

QStringList wordsOf(const char* line) { return QString::fromLatin1(line).split(u' ', Qt::SkipEmptyParts); }

} // namespace

class CommandLineTest final : public QObject
{
    Q_OBJECT

    QList<Command> m_commands =
        serversCommands() + placesCommands() + sessionsCommands() + userAgentsCommands();

private Q_SLOTS:
    void findsTheCommandAmongOptions();
    void leavesAProgramsOwnWordsAlone();
    void refusesAndSaysWhatWasMeant_data();
    void refusesAndSaysWhatWasMeant();
    void doesNotRepeatWhatMayBeASecret_data();
    void doesNotRepeatWhatMayBeASecret();
    void findsHelpAndVersionAnywhere();
    void suggestsTheNearestWord();
    void everyErrorHasTheStatusOfTheContract();
};

void CommandLineTest::findsTheCommandAmongOptions()
{
    const auto invocation = parseCommandLine(
        wordsOf("--json sessions --user alice list --state=active --sort -created --limit 5"), m_commands);
    REQUIRE_OK(invocation);
    QCOMPARE(invocation->command->group, QStringLiteral("sessions"));
    QCOMPARE(invocation->command->name, QStringLiteral("list"));
    QVERIFY(invocation->arguments.has(QStringLiteral("json")));
    QCOMPARE(invocation->arguments.value(QStringLiteral("user")), QStringLiteral("alice"));
    QCOMPARE(invocation->arguments.value(QStringLiteral("state")), QStringLiteral("active"));
    QCOMPARE(invocation->arguments.value(QStringLiteral("sort")), QStringLiteral("-created"));
    QVERIFY(!invocation->arguments.value(QStringLiteral("search")));
    QVERIFY(invocation->arguments.positional().isEmpty());

    const auto previous = parseCommandLine(wordsOf("servers use -"), m_commands);
    REQUIRE_OK(previous);
    QCOMPARE(previous->arguments.positional(), QStringList { QStringLiteral("-") });

    const auto alone = parseCommandLine(wordsOf("user-agents --json"), m_commands);
    REQUIRE_OK(alone);
    QCOMPARE(alone->command->words(), QStringLiteral("user-agents"));

    const auto ids = parseCommandLine(wordsOf("sessions revoke 1 2 3"), m_commands);
    REQUIRE_OK(ids);
    QCOMPARE(ids->arguments.positional().size(), 3);
}

void CommandLineTest::leavesAProgramsOwnWordsAlone()
{
    const auto invocation = parseCommandLine(
        wordsOf("servers exec a.example --account bob -- env --json --help --account x -- -v"), m_commands);
    REQUIRE_OK(invocation);
    QCOMPARE(invocation->wish, Invocation::Wish::Run);
    QCOMPARE(invocation->command->name, QStringLiteral("exec"));
    QCOMPARE(invocation->arguments.positional(), QStringList { QStringLiteral("a.example") });
    QCOMPARE(invocation->arguments.value(QStringLiteral("account")), QStringLiteral("bob"));
    QVERIFY(!invocation->arguments.has(QStringLiteral("json")));
}

void CommandLineTest::refusesAndSaysWhatWasMeant_data()
{
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("said");

    const auto row = [](const char* line, const char* said) {
        QTest::newRow(*line == 0 ? "nothing" : line)
            << QString::fromLatin1(line) << QString::fromLatin1(said);
    };
    row("", "--help");
    row("server list", "\"servers\"");
    row("sesions list", "\"sessions\"");
    row("fly", "servers, places, sessions");
    row("servers", "list|add|show|remove|sign-out|use|verify|import|settle|status|exec|env");
    row("servers lst", "\"list\"");
    row("sessions remove 1", "\"revoke\"");
    row("sessions list --usr alice", "--user");
    row("sessions list --jsn", "--json");
    row("servers list --limit 3", "servers list has no such option");
    row("servers list extra", "Usage: latchkeyctl servers list");
    row("servers show", "Usage: latchkeyctl servers show URL");
    row("servers show a b", "Usage: latchkeyctl servers show URL");
    row("sessions revoke", "Usage: latchkeyctl sessions revoke ID...");
    row("sessions list --user", "Usage: latchkeyctl sessions list");
    row("sessions purge --dry-run=yes", "Usage: latchkeyctl sessions purge");
    row("sessions list --user a --user b", "--user is given more than once");
    row("--backend keychain servers list", "--backend is keyring or file");
    row("servers exec a", "Put the program to run after --");
    row("servers exec a --", "Put the program to run after --");
    row("servers exec a b", "Put the program to run after --");
    row("servers exec -- true", "Usage: latchkeyctl servers exec URL");
    row("servers exec a --account -- true", "Usage: latchkeyctl servers exec URL");
    row("-- servers exec a -- true", "Usage: latchkeyctl servers exec URL");
    row("places", "list|adopt|copy-over|remove");
    row("user-agents curl/8", "Usage: latchkeyctl user-agents < STRINGS");
    // Commands of later versions are not there.
    row("sessions copy", "There is no command sessions");
    row("doctor", "There is no command");
}

void CommandLineTest::refusesAndSaysWhatWasMeant()
{
    QFETCH(const QString, line);
    QFETCH(const QString, said);

    const auto invocation = parseCommandLine(line.split(u' ', Qt::SkipEmptyParts), m_commands);
    REQUIRE_ERROR(invocation, ErrorCode::InvalidInput);
    QVERIFY2(invocation.error().message.contains(said), qPrintable(invocation.error().message));
}

void CommandLineTest::doesNotRepeatWhatMayBeASecret_data()
{
    QTest::addColumn<QString>("line");

    for (const char* line :
        { "servers add https://a.example Canary1234-x", "servers add a --token=Canary1234",
            "servers add a --token Canary1234", "sessions validate --user a Canary1234",
            "sessions validate --user a --identifier Canary1234", "sessions revoke 1 --Canary1234",
            "Canary1234", "servers Canary1234", "sessions validate --user=a --user=Canary1234",
            "--backend Canary1234 servers list", "servers list --json=Canary1234" }) {
        QTest::newRow(line) << QString::fromLatin1(line);
    }
}

void CommandLineTest::doesNotRepeatWhatMayBeASecret()
{
    QFETCH(const QString, line);

    const auto invocation = parseCommandLine(line.split(u' '), m_commands);
    REQUIRE_ERROR(invocation, ErrorCode::InvalidInput);
    QVERIFY2(!invocation.error().message.contains(QStringLiteral("Canary")), "repeated");
    if (line.contains(QStringLiteral("--token")) || line.contains(QStringLiteral("--identifier"))) {
        QVERIFY2(invocation.error().message.contains(QStringLiteral("standard input")),
            qPrintable(invocation.error().message));
    }
}

void CommandLineTest::findsHelpAndVersionAnywhere()
{
    for (const char* line : { "--help", "-h", "servers --help", "servers add --help", "sessions list -h" }) {
        const auto invocation = parseCommandLine(wordsOf(line), m_commands);
        REQUIRE_OK(invocation);
        QCOMPARE(invocation->wish, Invocation::Wish::Help);
        const QString group = wordsOf(line)[0];
        QCOMPARE(invocation->group, group.startsWith(u'-') ? QString() : group);
    }
    const auto version = parseCommandLine(wordsOf("--version"), m_commands);
    REQUIRE_OK(version);
    QCOMPARE(version->wish, Invocation::Wish::Version);
}

void CommandLineTest::suggestsTheNearestWord()
{
    const QStringList known = wordsOf("list add show remove use status");
    QCOMPARE(nearestWord(QStringLiteral("lits"), known), QStringLiteral("list"));
    QCOMPARE(nearestWord(QStringLiteral("rem"), known), QStringLiteral("remove"));
    QCOMPARE(nearestWord(QStringLiteral("sho"), known), QStringLiteral("show"));
    QCOMPARE(nearestWord(QStringLiteral("xy"), known), QString());
    QCOMPARE(nearestWord(QString(), known), QString());
    QCOMPARE(nearestWord(QString(1'000'000, u'a'), known), QString());
}

void CommandLineTest::everyErrorHasTheStatusOfTheContract()
{
    const auto status = [](ErrorCode code) { return static_cast<int>(exitCodeFor(code)); };
    QCOMPARE(status(ErrorCode::NotImplemented), 1);
    QCOMPARE(status(ErrorCode::DiskFull), 1);
    QCOMPARE(status(ErrorCode::InvalidInput), 2);
    QCOMPARE(status(ErrorCode::NotFound), 3);
    QCOMPARE(status(ErrorCode::TokenNotFound), 3);
    QCOMPARE(status(ErrorCode::TokenInvalid), 4);
    QCOMPARE(status(ErrorCode::TokenDuplicate), 5);
    for (const auto code : { ErrorCode::OriginMismatch, ErrorCode::DataTooBig, ErrorCode::Corrupt,
             ErrorCode::StoreTooNew, ErrorCode::Conflict }) {
        QCOMPARE(status(code), 6);
    }
    for (const auto code : { ErrorCode::KeyringUnavailable, ErrorCode::KeyringLocked, ErrorCode::AccessDenied,
             ErrorCode::Cancelled, ErrorCode::TimedOut, ErrorCode::StoreUnavailable,
             ErrorCode::StoreReadOnly }) {
        QCOMPARE(status(code), 7);
    }
    QCOMPARE(status(ErrorCode::Network), 8);
    QCOMPARE(status(ErrorCode::Unauthorized), 8);
}

QTEST_GUILESS_MAIN(CommandLineTest)
#include "command_line_test.moc"
