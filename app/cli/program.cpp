// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/program.h"

#include "app/cli/command_line.h"
#include "app/cli/doctor_command.h"
#include "app/cli/help.h"
#include "app/cli/log_command.h"
#include "app/cli/next_program.h"
#include "app/cli/output.h"
#include "app/cli/places_commands.h"
#include "app/cli/servers_commands.h"
#include "app/cli/sessions_commands.h"
#include "app/cli/terminal.h"
#include "app/cli/user_agents_command.h"
#include "core/credentials/memory_backend.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace latchkey::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Program)
};

/// The person's places, with what the command line says instead.
Result<Services::Options> servicesOptions(const Invocation& invocation,
    const QProcessEnvironment& environment, credentials::MemoryBackend& noKeyring)
{
    const Arguments& arguments = invocation.arguments;
    auto options = Services::Options::fromEnvironment(environment);
    if (invocation.command->group == QStringLiteral("sessions")) {
        const auto store = arguments.value(QStringLiteral("store"));
        const bool named = store || environment.contains(QStringLiteral("LATCHKEY_STORE"));
        const auto path = sessionDatabasePath(store.value_or(options.sessionDatabase));
        if (!path) {
            return std::unexpected(path.error());
        }
        options.sessionDatabase = *path;
        // A misspelt location must not become a new, empty database, nor a missing one make a session
        // invalid, or a timer make one.
        const QString& name = invocation.command->name;
        const QStringList reading { QStringLiteral("validate"), QStringLiteral("apply-policy") };
        const QStringList making { QStringLiteral("add"), QStringLiteral("import") };
        options.createSessionDatabase = making.contains(name) || (!named && !reading.contains(name));
    }
    if (const auto service = arguments.value(QStringLiteral("service"))) {
        options.serviceName = *service;
    }
    if (const auto folder = arguments.value(QStringLiteral("config-dir"))) {
        options.paths.coderConfigFolder = QFileInfo(*folder).absoluteFilePath();
    }
    // Where the files are all that is asked for, a keyring that hangs must not be waited for. What stores a
    // login puts the one that it replaces in the files into the real one.
    const QStringList storing { QStringLiteral("add"), QStringLiteral("import"), QStringLiteral("adopt") };
    const bool filesOnly = arguments.value(QStringLiteral("backend")) == QStringLiteral("file");
    if (filesOnly && !storing.contains(invocation.command->name)) {
        options.keyringInstead = &noKeyring;
    }
    options.mayPrompt = standardErrorIsTerminal();
    return options;
}

/// Puts what the command did into the log. That it cannot be noted changes nothing about its end.
void noteActivity(CommandContext& context)
{
    for (const activity::Event& event : std::as_const(context.done)) {
        const auto noted = waitFor(context.services.activity().record(event));
        if (!noted) {
            context.output.message(
                Text::tr("What was done is not in the activity log. %1").arg(noted.error().message));
            return;
        }
    }
}

/// How a command ended, and the program that is to follow it.
struct Ending
{
    ExitCode status = ExitCode::Done;
    std::optional<NextProgram> next = {};
};

Ending runCommand(const Invocation& invocation, const QList<QByteArray>& program,
    const QProcessEnvironment& environment, Output& output)
{
    credentials::MemoryBackend noKeyring; // with `--backend file`
    const auto options = servicesOptions(invocation, environment, noKeyring);
    if (!options) {
        output.message(options.error().message);
        return { exitCodeFor(options.error().code) };
    }
    Services services(*options);
    CommandContext context { .arguments = invocation.arguments,
        .services = services,
        .output = output,
        .now = SystemClock().unixSeconds(),
        .program = program };
    const auto status = invocation.command->run(context);
    noteActivity(context);
    if (!status) {
        output.message(status.error().message);
        return { exitCodeFor(status.error().code) };
    }
    return { *status, context.next };
}

QStringList decoded(const QList<QByteArray>& words)
{
    QStringList texts;
    for (const QByteArray& word : words) {
        texts.append(QString::fromLocal8Bit(word));
    }
    return texts;
}

} // namespace

int runProgram(
    const QList<QByteArray>& words, const QProcessEnvironment& environment, const ProcessState& before)
{
    const QList<Command> commands = serversCommands() + placesCommands() + sessionsCommands() + logCommands()
        + doctorCommands() + userAgentsCommands();
    const auto invocation = parseCommandLine(decoded(words), commands);
    Output output(invocation && invocation->arguments.has(QStringLiteral("json")));
    auto status = ExitCode::Done;
    if (!invocation) {
        output.message(invocation.error().message);
        status = exitCodeFor(invocation.error().code);
    } else if (invocation->wish == Invocation::Wish::Help) {
        output.print(helpText(invocation->group));
    } else if (invocation->wish == Invocation::Wish::Version) {
        output.print(QStringLiteral("latchkeyctl " LATCHKEY_VERSION "\n"));
    } else {
        const QList<QByteArray> program =
            invocation->command->takesProgram ? words.sliced(words.indexOf("--") + 1) : QList<QByteArray>();
        const Ending ending = runCommand(*invocation, program, environment, output);
        // Its services are gone by now, and with them the keyring worker.
        status = ending.next ? becomeProgram(*ending.next, before, output) : ending.status;
    }
    if (!output.flush()) {
        output.message(Text::tr("Standard output does not take the result, so it is not complete."));
        status = status == ExitCode::Done ? ExitCode::Failed : status;
    }
    return static_cast<int>(status);
}

} // namespace latchkey::cli
