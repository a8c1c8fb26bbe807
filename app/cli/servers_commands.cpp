// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_commands.h"

#include "app/cli/output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_add.h"
#include "app/cli/servers_output.h"
#include "app/cli/servers_status.h"
#include "core/shared/secret.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersCommands)
};

void warnOfOverride(CommandContext& context)
{
    const QString variable = overridingVariable(context.services.options().environment);
    if (!variable.isEmpty()) {
        context.output.message(
            Text::tr("%1 is set in this environment and wins over the active login. Unset it to use the "
                     "login chosen here.")
                .arg(variable));
    }
}

Result<ExitCode> list(CommandContext& context)
{
    const auto overview = waitFor(context.services.logins().overview());
    if (!overview) {
        return std::unexpected(overview.error());
    }
    const LoginOverview& seen = *overview;
    if (context.output.isJson()) {
        context.output.json(serversJson(seen.logins));
    } else if (!seen.logins.isEmpty()) {
        context.output.print(serversTable(seen.logins));
    }
    for (const Login& login : seen.logins) {
        if (login.credential.problem) {
            context.output.message(
                visibleText(serverName(login)) + QStringLiteral(": ") + login.credential.problem->message);
        }
    }
    // What could be read is shown; what could not decides the status.
    if (seen.keyringProblem && seen.filesProblem) {
        context.output.message(seen.filesProblem->message);
    }
    if (seen.keyringProblem) {
        return failure(seen.keyringProblem->code,
            seen.keyringProblem->message + u' '
                + Text::tr("(The files alone: latchkeyctl --backend file servers list)"));
    }
    if (seen.filesProblem) {
        return std::unexpected(*seen.filesProblem);
    }
    if (seen.logins.isEmpty()) {
        context.output.message(Text::tr("No servers yet. Add one with: latchkeyctl servers add URL"));
    }
    return ExitCode::Done;
}

Result<ExitCode> show(CommandContext& context)
{
    const auto target = findServerTarget(context);
    if (!target) {
        return std::unexpected(target.error());
    }
    const Login& login = target->login;
    if (login.credential.problem) {
        return std::unexpected(*login.credential.problem);
    }
    QJsonObject document = serverJson(login);
    QString text = serverFacts(login);
    if (context.arguments.has(QStringLiteral("reveal"))) {
        const auto token = waitFor(context.services.logins().reveal(target->server, login.storedIn));
        if (!token) {
            return std::unexpected(token.error());
        }
        document.insert(QStringLiteral("token"), token->revealedText());
        text = token->revealedText() + u'\n';
    }
    if (context.output.isJson()) {
        context.output.json(document);
    } else {
        context.output.print(text);
    }
    wipe(text);
    return ExitCode::Done;
}

Result<ExitCode> remove(CommandContext& context)
{
    const auto target = findServerTarget(context);
    if (!target) {
        return std::unexpected(target.error());
    }
    const Place place = target->login.storedIn;
    const auto removed = waitFor(context.services.logins().remove(target->server, place));
    if (!removed) {
        return std::unexpected(removed.error());
    }
    const QString origin = target->server.origin();
    if (context.output.isJson()) {
        context.output.json(QJsonObject {
            { QStringLiteral("origin"), origin }, { QStringLiteral("removed_from"), placeName(place) } });
    } else {
        context.output.print(
            (place == Place::Keyring ? Text::tr("Removed the token for %1 from the keyring.")
                                     : Text::tr("Removed the token for %1 from the CLI files."))
                .arg(origin)
            + u'\n');
    }
    if (place == Place::Keyring && target->login.active) {
        context.output.message(
            Text::tr("The terminal stays signed in by the copy in the CLI files. Remove that too with: "
                     "latchkeyctl --backend file servers remove %1")
                .arg(origin));
    }
    return ExitCode::Done;
}

Result<ExitCode> use(CommandContext& context)
{
    if (chosenPlace(context) == Place::CliFiles) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("\"use\" takes a login from the keyring to the CLI files. Leave --backend out."));
    }
    const bool previous = context.arguments.positional()[0] == QStringLiteral("-");
    auto active = previous ? waitFor(context.services.logins().usePrevious()) : serverArgument(context);
    if (!previous && active) {
        active = waitFor(context.services.logins().use(*active));
    }
    if (!active) {
        return std::unexpected(active.error());
    }
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("origin"), active->origin() },
            { QStringLiteral("host"), active->hostKey() }, { QStringLiteral("active"), true } });
    } else {
        context.output.print(Text::tr("Now using %1.").arg(active->origin()) + u'\n');
    }
    warnOfOverride(context);
    return ExitCode::Done;
}

} // namespace

QList<Command> serversCommands()
{
    const QString group = QStringLiteral("servers");
    const auto account = optionWithValue(QStringLiteral("account"), QStringLiteral("NAME"));
    return {
        { group, QStringLiteral("list"), QString(), 0, 0, {}, list },
        { group, QStringLiteral("add"), QStringLiteral("URL [--account NAME] [--no-verify] < TOKEN"), 1, 1,
            { account, flag(QStringLiteral("no-verify")) }, addServer },
        { group, QStringLiteral("show"), QStringLiteral("URL [--account NAME] [--reveal]"), 1, 1,
            { account, flag(QStringLiteral("reveal")) }, show },
        { group, QStringLiteral("remove"), QStringLiteral("URL [--account NAME]"), 1, 1, { account },
            remove },
        { group, QStringLiteral("use"), QStringLiteral("URL [--account NAME] | -"), 1, 1, { account }, use },
        { group, QStringLiteral("status"), QString(), 0, 0, {}, serversStatus },
    };
}

} // namespace latchkey::cli
