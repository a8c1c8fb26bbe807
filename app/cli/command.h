// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/exit_code.h"
#include "app/services.h"

#include <QCommandLineOption>
#include <QHash>
#include <QStringList>

#include <optional>

namespace latchkey::cli {

class Output;

/// What stands on the command line for one command: its arguments and options.
class Arguments
{
public:
    Arguments() = default;
    Arguments(const QStringList& positional, const QHash<QString, QString>& options)
        : m_positional(positional)
        , m_options(options)
    {
    }

    const QStringList& positional() const { return m_positional; }
    bool has(const QString& option) const { return m_options.contains(option); }

    /// The option's value; nothing when it was not given.
    std::optional<QString> value(const QString& option) const
    {
        const auto found = m_options.constFind(option);
        return found == m_options.constEnd() ? std::nullopt : std::optional(found.value());
    }

private:
    QStringList m_positional;
    QHash<QString, QString> m_options;
};

/// A program that takes this one's place once the command is done and all that it used is gone.
struct NextProgram
{
    QList<QByteArray> words; ///< its name and arguments, byte for byte
    credentials::ServerUrl server;
    Secret token;
};

/// What a command works with.
struct CommandContext
{
    const Arguments& arguments;
    Services& services;
    Output& output;
    qint64 now; ///< Unix seconds
    QList<QByteArray> program = {}; ///< of a command that takes one: the words after `--`
    std::optional<NextProgram> next = {}; ///< set by the command
    QList<activity::Event> done = {}; ///< what the command did, for the log
};

/// One command, such as `servers add URL`. It returns its exit status, or an error that becomes message and
/// status.
struct Command
{
    QString group; ///< empty for a command that stands alone, such as `log`
    QString name;
    QString usage; ///< its arguments and options, for messages and help
    int fewestArguments;
    int mostArguments;
    QList<QCommandLineOption> options;
    Result<ExitCode> (*run)(CommandContext&);
    bool takesProgram = false; ///< `-- COMMAND...` follows, which is not ours to read

    /// The words that call it: "servers add", "log".
    QString words() const { return group.isEmpty() ? name : group + u' ' + name; }
};

constexpr int anyNumber = 1000000;

QCommandLineOption flag(const QString& name);
QCommandLineOption optionWithValue(const QString& name, const QString& valueName);

/// The option's value as a whole number, `unset` where it was not given. Errors: `InvalidInput` for what is
/// no number or below `least`.
Result<qint64> numberOption(const Arguments& arguments, const QString& option, qint64 unset, qint64 least);

} // namespace latchkey::cli
