// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/command_line.h"

#include "app/cli/suggestion.h"
#include "core/shared/visible_text.h"

#include <QCommandLineParser>
#include <QCoreApplication>

#include <algorithm>

namespace latchkey::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CommandLine)
};

QList<QCommandLineOption> globalOptions()
{
    return {
        flag(QStringLiteral("json")),
        optionWithValue(QStringLiteral("store"), QStringLiteral("LOCATION")),
        optionWithValue(QStringLiteral("backend"), QStringLiteral("keyring|file")),
        optionWithValue(QStringLiteral("service"), QStringLiteral("NAME")),
        optionWithValue(QStringLiteral("config-dir"), QStringLiteral("DIR")),
        QCommandLineOption(QStringList { QStringLiteral("help"), QStringLiteral("h") }),
        QCommandLineOption(QStringList { QStringLiteral("version"), QStringLiteral("v") }),
    };
}

std::unexpected<Error> wrongUsage(const QString& message)
{
    return failure(ErrorCode::InvalidInput, message);
}

/// "list, add, show"
QString listed(const QStringList& words) { return words.join(QStringLiteral(", ")); }

/// The words a first look can tell from options' values: with every option of every command known.
QStringList positionalWords(const QStringList& words, const QList<Command>& commands)
{
    QCommandLineParser parser;
    parser.addOptions(globalOptions());
    QStringList known;
    for (const Command& command : commands) {
        for (const QCommandLineOption& option : command.options) {
            if (!known.contains(option.names().constFirst())) {
                known.append(option.names().constFirst());
                parser.addOption(option);
            }
        }
    }
    parser.parse(words);
    return parser.positionalArguments();
}

/// The words that may come first: the groups, and the commands that stand alone.
QStringList firstWords(const QList<Command>& commands)
{
    QStringList words;
    for (const Command& command : commands) {
        words.append(command.words().section(u' ', 0, 0));
    }
    words.removeDuplicates();
    return words;
}

/// What a wrong word was: its nearest neighbour, or all there are.
std::unexpected<Error> unknownWord(const QString& what, const QString& typed, const QStringList& known)
{
    const QString nearest = nearestWord(typed, known);
    return wrongUsage(nearest.isEmpty()
            ? Text::tr("There is no %1 of that name. There are: %2. See latchkeyctl --help.")
                  .arg(what, listed(known))
            : Text::tr("There is no %1 \"%2\". Did you mean \"%3\"?").arg(what, visibleText(typed), nearest));
}

Result<const Command*> findCommand(const QStringList& positional, const QList<Command>& commands)
{
    const QStringList first = firstWords(commands);
    if (positional.isEmpty()) {
        return wrongUsage(Text::tr("Say what to do: latchkeyctl %1 COMMAND. See latchkeyctl --help.")
                .arg(first.join(u'|')));
    }
    if (!first.contains(positional[0])) {
        return unknownWord(Text::tr("command"), positional[0], first);
    }
    QStringList names;
    for (const Command& command : commands) {
        if (command.words() == positional[0]) {
            return &command;
        }
        if (command.group == positional[0]) {
            if (positional.size() > 1 && command.name == positional[1]) {
                return &command;
            }
            names.append(command.name);
        }
    }
    if (positional.size() < 2) {
        return wrongUsage(Text::tr("Say which of these: latchkeyctl %1 %2. See latchkeyctl %1 --help.")
                .arg(positional[0], names.join(u'|')));
    }
    return unknownWord(Text::tr("command %1").arg(positional[0]), positional[1], names);
}

std::unexpected<Error> unknownOption(const QString& typed, const Command& command)
{
    const QStringList secrets { QStringLiteral("token"), QStringLiteral("identifier"),
        QStringLiteral("password"), QStringLiteral("secret") };
    if (secrets.contains(typed)) {
        return wrongUsage(Text::tr("Secrets are not given on the command line, where other programs can read "
                                   "them. Give it on standard input."));
    }
    QStringList known;
    for (const QCommandLineOption& option : globalOptions() + command.options) {
        known.append(option.names().constFirst());
    }
    const QString nearest = nearestWord(typed, known);
    // An option that is near no other is not repeated: it may be a secret that begins with a dash.
    return wrongUsage(nearest.isEmpty()
            ? Text::tr("%1 has no such option. Usage: latchkeyctl %1 %2").arg(command.words(), command.usage)
            : Text::tr("%1 has no option --%2. Did you mean --%3?")
                  .arg(command.words(), visibleText(typed), nearest));
}

/// The options that were given, each once.
Result<QHash<QString, QString>> givenOptions(
    const QCommandLineParser& parser, const QList<QCommandLineOption>& options)
{
    QHash<QString, QString> given;
    for (const QCommandLineOption& option : options) {
        const QString name = option.names().constFirst();
        if (!parser.isSet(option)) {
            continue;
        }
        const QStringList values = parser.values(option);
        if (values.size() > 1) {
            return wrongUsage(Text::tr("--%1 is given more than once. Give it once.").arg(name));
        }
        given.insert(name, values.value(0));
    }
    return given;
}

/// The words that are ours: those before the first `--` where a program follows. Errors: `InvalidInput` when
/// none does.
Result<QStringList> ownWords(const QStringList& words, const Command& command)
{
    if (!command.takesProgram) {
        return words;
    }
    const qsizetype dashes = words.indexOf(QStringLiteral("--"));
    if (dashes < 0 || dashes + 1 == words.size() || words[dashes + 1].isEmpty()) {
        return wrongUsage(Text::tr("Put the program to run after --: latchkeyctl %1 %2")
                .arg(command.words(), command.usage));
    }
    return words.first(dashes);
}

Result<Arguments> parseArguments(const QStringList& words, const Command& command)
{
    const QList<QCommandLineOption> options = globalOptions() + command.options;
    QCommandLineParser parser;
    parser.addOptions(options);
    if (!parser.parse(words)) {
        if (!parser.unknownOptionNames().isEmpty()) {
            return unknownOption(parser.unknownOptionNames().constFirst(), command);
        }
        // Qt's text names the option only: a missing value, or a value for an option that takes none.
        return wrongUsage(Text::tr("An option has no value, or one too many. Usage: latchkeyctl %1 %2")
                .arg(command.words(), command.usage));
    }
    const QStringList positional =
        parser.positionalArguments().mid(command.words().count(u' ') + 1); // after the command's own
    if (positional.size() < command.fewestArguments || positional.size() > command.mostArguments) {
        return wrongUsage(Text::tr("Usage: latchkeyctl %1 %2").arg(command.words(), command.usage));
    }
    const auto given = givenOptions(parser, options);
    if (!given) {
        return std::unexpected(given.error());
    }
    const QString backend = given->value(QStringLiteral("backend"), QStringLiteral("keyring"));
    if (backend != QStringLiteral("keyring") && backend != QStringLiteral("file")) {
        return wrongUsage(Text::tr("--backend is keyring or file."));
    }
    return Arguments(positional, *given);
}

bool isAsked(const QStringList& words, const QStringList& spellings)
{
    const auto end = std::ranges::find(words, QStringLiteral("--"));
    return std::find_first_of(words.begin(), end, spellings.begin(), spellings.end()) != end;
}

} // namespace

QCommandLineOption flag(const QString& name) { return QCommandLineOption(name); }

QCommandLineOption optionWithValue(const QString& name, const QString& valueName)
{
    return QCommandLineOption(name, QString(), valueName);
}

Result<qint64> numberOption(const Arguments& arguments, const QString& option, qint64 unset, qint64 least)
{
    const auto word = arguments.value(option);
    if (!word) {
        return unset;
    }
    constexpr qint64 most = 1'000'000'000;
    bool isNumber = false;
    const qint64 number = word->toLongLong(&isNumber);
    if (!isNumber || number < least || number > most) {
        return wrongUsage(Text::tr("--%1 takes a whole number from %2 on.").arg(option).arg(least));
    }
    return number;
}

Result<Invocation> parseCommandLine(const QStringList& words, const QList<Command>& commands)
{
    // QCommandLineParser takes the first word for the program's name.
    const QStringList withProgram = QStringList { QString() } + words;
    const QStringList positional = positionalWords(withProgram, commands);
    Invocation invocation;
    if (isAsked(words, { QStringLiteral("--help"), QStringLiteral("-h") })) {
        invocation.wish = Invocation::Wish::Help;
        invocation.group = firstWords(commands).contains(positional.value(0)) ? positional[0] : QString();
        return invocation;
    }
    if (isAsked(words, { QStringLiteral("--version"), QStringLiteral("-v") })) {
        invocation.wish = Invocation::Wish::Version;
        return invocation;
    }
    const auto command = findCommand(positional, commands);
    if (!command) {
        return std::unexpected(command.error());
    }
    const auto own = ownWords(withProgram, **command);
    if (!own) {
        return std::unexpected(own.error());
    }
    auto arguments = parseArguments(*own, **command);
    if (!arguments) {
        return std::unexpected(arguments.error());
    }
    invocation.command = *command;
    invocation.arguments = *arguments;
    return invocation;
}

} // namespace latchkey::cli
