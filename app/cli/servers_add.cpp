// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_add.h"

#include "app/cli/output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_output.h"
#include "app/cli/terminal.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersAdd)
};

/// The token from standard input, with a word of warning where one is due.
Result<Secret> tokenFromInput(CommandContext& context, const ServerUrl& server)
{
    if (server.isPlainHttp() && !server.isLoopback()) {
        context.output.message(
            Text::tr("%1 is not encrypted: everyone on the way can read the token.").arg(server.origin()));
    }
    const auto input =
        readSecret(Text::tr("Token for %1 (get one at %1/cli-auth; it is not shown): ").arg(server.origin()));
    if (!input) {
        return input;
    }
    auto token = tokenFromPaste(input->revealedText());
    if (token && factsOf(*token).tokenId.isEmpty()) {
        context.output.message(Text::tr("The token does not have the usual shape (10 characters, a dash, 22 "
                                        "characters). It is stored as it is."));
    }
    return token;
}

/// The login in the CLI files that signing in to `server` there takes the place of.
std::optional<ServerUrl> replacedServer(Services& services, const ServerUrl& server)
{
    const auto files = services.cliFiles().read();
    const bool isAnother = files && files->token && files->server && files->server != server;
    return isAnother ? files->server : std::nullopt;
}

void tellWhereReplacedLoginIs(CommandContext& context, const ServerUrl& replaced)
{
    const auto kept = waitFor(context.services.logins().reveal(replaced, Place::Keyring));
    context.output.message(
        (kept ? Text::tr("The terminal was signed in to %1. That token is in the keyring; go "
                         "back with: latchkeyctl servers use -")
              : Text::tr("The terminal was signed in to %1. That token is gone, since no "
                         "keyring could take it."))
            .arg(replaced.origin()));
}

} // namespace

Result<ExitCode> addServer(CommandContext& context)
{
    const auto server = serverArgument(context);
    if (!server) {
        return std::unexpected(server.error());
    }
    const auto token = tokenFromInput(context, *server);
    if (!token) {
        return std::unexpected(token.error());
    }
    const Place place = chosenPlace(context).value_or(Place::Keyring);
    const auto otherServer =
        place == Place::CliFiles ? replacedServer(context.services, *server) : std::nullopt;
    const auto replaced = waitFor(context.services.logins().add(*server, *token, place));
    if (!replaced) {
        return std::unexpected(replaced.error());
    }
    if (otherServer) {
        tellWhereReplacedLoginIs(context, *otherServer);
    }
    if (context.output.isJson()) {
        Login login;
        login.credential = { server->hostKey(), *server, factsOf(*token), std::nullopt };
        login.storedIn = place;
        const auto files = context.services.cliFiles().read();
        login.active = files && files->server == *server && files->token == *token;
        context.output.json(serverJson(login));
        return ExitCode::Done;
    }
    const std::optional<Secret>& older = *replaced;
    const bool changed = older && *older != *token;
    const QString where = place == Place::Keyring ? Text::tr("the keyring") : Text::tr("the CLI files");
    context.output.print((changed ? Text::tr("Stored the token for %1 in %2, in place of an older one.")
                                  : Text::tr("Stored the token for %1 in %2."))
                             .arg(server->origin(), where)
        + u'\n');
    return ExitCode::Done;
}

} // namespace latchkey::cli
