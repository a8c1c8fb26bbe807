// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_commands.h"

#include "app/cli/output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_add.h"
#include "app/cli/servers_exec.h"
#include "app/cli/servers_foreign.h"
#include "app/cli/servers_output.h"
#include "app/cli/servers_sign_out.h"
#include "app/cli/servers_status.h"
#include "app/cli/servers_verify.h"
#include "core/shared/secret.h"

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
        context.output.json(serversJson(seen.logins, context.now));
    } else if (!seen.logins.isEmpty()) {
        context.output.print(serversTable(seen.logins, context.now));
    }
    for (const Login& login : seen.logins) {
        if (login.credential.problem) {
            context.output.message(
                serverName(login) + QStringLiteral(": ") + login.credential.problem->message);
        }
    }
    if (const auto complete = reportWhatIsMissing(context, seen); !complete) {
        return std::unexpected(complete.error());
    }
    if (seen.logins.isEmpty()) {
        context.output.message(Text::tr("No servers yet. Add one with: latchkeyctl servers add URL"));
    }
    return ExitCode::Done;
}

Result<ExitCode> show(CommandContext& context)
{
    const auto found = findLogin(context);
    if (!found) {
        return std::unexpected(found.error());
    }
    QJsonObject document = serverJson(found->login, context.now);
    QString text = serverFacts(found->login, context.now);
    if (context.arguments.has(QStringLiteral("reveal"))) {
        const auto token = tokenOf(context, *found);
        if (!token) {
            return std::unexpected(token.error());
        }
        context.done.append({ .act = activity::Act::ServersReveal, .what = loginName(found->login) });
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
    const auto found = findNamedLogin(context);
    if (!found) {
        return std::unexpected(found.error());
    }
    const auto& [id, login] = *found;
    const bool filesOnly = chosenPlace(context) == Place::CliFiles;
    const auto removed = waitFor(
        context.services.logins().remove(id, filesOnly ? std::optional(Place::CliFiles) : login.onlyPlace()));
    if (!removed) {
        return std::unexpected(removed.error());
    }
    const Place place = removed->steps.constFirst().place;
    context.done.append({ .act = activity::Act::ServersRemove,
        .what = loginName(login),
        .details = { { QStringLiteral("removed_from"), placeName(place) } } });
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("origin"), id.server.origin() },
            { QStringLiteral("host"), id.server.hostKey() },
            { QStringLiteral("account"), textOrNull(login.account) },
            { QStringLiteral("removed_from"), placeName(place) } });
    } else {
        context.output.print(
            (place == Place::CliFiles ? Text::tr("Removed the token for %1 from the CLI files.")
                                      : Text::tr("Removed the token for %1 from the keyring."))
                .arg(loginName(login))
            + u'\n');
    }
    if (place != Place::CliFiles && login.active) {
        context.output.message(
            Text::tr("The terminal stays signed in by the copy in the CLI files. Remove that too with: "
                     "latchkeyctl --backend file servers remove %1")
                .arg(id.server.origin()));
    }
    return ExitCode::Done;
}

/// The login to switch to, by name or as the previous one.
Result<LoginId> switchLogin(CommandContext& context)
{
    if (context.arguments.positional()[0] != QStringLiteral("-")) {
        const auto found = findLogin(context);
        return found ? waitFor(context.services.logins().use(found->id)) : std::unexpected(found.error());
    }
    if (!accountArgument(context).isEmpty()) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("\"use -\" goes back to the previous login, whatever its account. Leave --account out, "
                     "or name the server."));
    }
    return waitFor(context.services.logins().usePrevious());
}

Result<ExitCode> use(CommandContext& context)
{
    if (chosenPlace(context) == Place::CliFiles) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("\"use\" takes a login from the keyring to the CLI files. Leave --backend out."));
    }
    const auto active = switchLogin(context);
    if (!active) {
        return std::unexpected(active.error());
    }
    const auto overview = waitFor(context.services.logins().overview());
    const Login* login = overview ? overview->find(*active) : nullptr;
    const QString account = login == nullptr ? QString() : login->account;
    const QString name = login == nullptr ? active->server.origin() : loginName(*login);
    context.done.append({ .act = activity::Act::ServersUse, .what = name });
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("origin"), active->server.origin() },
            { QStringLiteral("host"), active->server.hostKey() },
            { QStringLiteral("account"), textOrNull(account) }, { QStringLiteral("active"), true } });
    } else {
        context.output.print(Text::tr("Now using %1.").arg(name) + u'\n');
    }
    warnOfOverride(context);
    return ExitCode::Done;
}

} // namespace

QList<Command> serversCommands()
{
    const QString group = QStringLiteral("servers");
    const auto account = optionWithValue(QStringLiteral("account"), QStringLiteral("NAME"));
    const auto noVerify = flag(QStringLiteral("no-verify"));
    const auto reveal = flag(QStringLiteral("reveal"));
    return {
        { group, QStringLiteral("list"), QString(), 0, 0, {}, list },
        { group, QStringLiteral("add"), QStringLiteral("URL [--account NAME] [--no-verify] < TOKEN"), 1, 1,
            { account, noVerify }, addServer },
        { group, QStringLiteral("show"), QStringLiteral("URL [--account NAME] [--reveal]"), 1, 1,
            { account, reveal }, show },
        { group, QStringLiteral("remove"), QStringLiteral("URL [--account NAME]"), 1, 1, { account },
            remove },
        { group, QStringLiteral("sign-out"),
            QStringLiteral("URL [--account NAME] [--yes] [--even-if-unreachable | --forget]"), 1, 1,
            { account, flag(QStringLiteral("yes")), flag(QStringLiteral("even-if-unreachable")),
                flag(QStringLiteral("forget")) },
            signOutServer },
        { group, QStringLiteral("use"), QStringLiteral("URL [--account NAME] | -"), 1, 1, { account }, use },
        { group, QStringLiteral("verify"), QStringLiteral("[URL [--account NAME]]"), 0, 1, { account },
            verifyServers },
        { group, QStringLiteral("import"), QString(), 0, 0, {}, importLogin },
        { group, QStringLiteral("settle"), QStringLiteral("URL keep|both|restore"), 2, 2, {}, settleSignIn },
        { group, QStringLiteral("status"), QString(), 0, 0, {}, serversStatus },
        { group, QStringLiteral("exec"), QStringLiteral("URL [--account NAME] -- COMMAND..."), 1, 1,
            { account }, execWithLogin, true },
        { group, QStringLiteral("env"), QStringLiteral("URL [--account NAME] --reveal"), 1, 1,
            { account, reveal }, printEnvironment },
    };
}

} // namespace latchkey::cli
