// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_add.h"

#include "app/cli/output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_output.h"
#include "app/cli/terminal.h"

#include <QCoreApplication>

#include <algorithm>

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
    if (server.isUnprotected()) {
        context.output.message(
            Text::tr("%1 is not encrypted: everyone on the way can read the token.").arg(server.origin()));
    }
    const auto input =
        readSecret(Text::tr("Token for %1 (get one at %1/cli-auth; it is not shown): ").arg(server.origin()));
    if (!input) {
        return input;
    }
    return tokenFromPaste(input->revealedText());
}

/// Whom the server says the token signs in. Errors: as ask(), with what to do then.
Result<TokenOwner> askServer(CommandContext& context, const ServerUrl& server, const Secret& token)
{
    auto owner = waitFor(context.services.logins().ask(server, token));
    if (!owner
        && (owner.error().code == ErrorCode::Unauthorized || owner.error().code == ErrorCode::Network)) {
        return failure(owner.error().code,
            owner.error().message + u' '
                + Text::tr("Nothing was stored; to store the token all the same, add --no-verify."));
    }
    return owner;
}

/// The login that stood in this place before the change; none when there was none, or the same.
std::optional<LoginId> displaced(const Change& change, Place place)
{
    const auto step = std::ranges::find(change.steps, place, &StoredChange::place);
    const auto before = step == change.steps.end() ? std::nullopt : step->before;
    return before && change.login != before->id() ? std::optional(before->id()) : std::nullopt;
}

void tellOfDisplaced(CommandContext& context, const LoginId& before, const Login* kept, Place place)
{
    if (place == Place::Keyring) {
        context.output.message(Text::tr("The login that stood there, %1, is kept as another account. Back to "
                                        "it: latchkeyctl servers use %2 --account %3")
                .arg(loginName(*kept), before.server.origin(), accountWord(*kept)));
        return;
    }
    context.output.message(
        (kept != nullptr ? Text::tr("The terminal was signed in to %1. That token is in the "
                                    "keyring; go back with: latchkeyctl servers use -")
                         : Text::tr("The terminal was signed in to %1. That token is gone, "
                                    "since no keyring could take it."))
            .arg(before.server.origin()));
}

QString storedText(const Login& login, Place place, bool replaces)
{
    const QString where = place == Place::CliFiles ? Text::tr("the CLI files") : Text::tr("the keyring");
    return (login.account.isEmpty()
                   ? (replaces ? Text::tr("Stored the token for %1 in %2, in place of an older one.")
                               : Text::tr("Stored the token for %1 in %2."))
                   : (replaces ? Text::tr("Stored the login of %1 in %2, in place of an older one.")
                               : Text::tr("Stored the login of %1 in %2.")))
               .arg(loginName(login), where)
        + u'\n';
}

} // namespace

Result<ExitCode> addServer(CommandContext& context)
{
    const auto server = serverArgument(context);
    if (!server) {
        return std::unexpected(server.error());
    }
    const auto token = tokenFromInput(context, *server);
    return token ? addLogin(context, *server, *token) : std::unexpected(token.error());
}

Result<ExitCode> addLogin(CommandContext& context, const ServerUrl& server, const Secret& token)
{
    if (factsOf(token).tokenId.isEmpty()) {
        context.output.message(Text::tr("The token does not have the usual shape (10 characters, a dash, 22 "
                                        "characters). It is taken as it is."));
    }
    const Place place = chosenPlace(context).value_or(Place::Keyring);
    NewLogin login { .server = server, .token = token, .place = place, .account = accountArgument(context) };
    if (!context.arguments.has(QStringLiteral("no-verify"))) {
        const auto owner = askServer(context, server, token);
        if (!owner) {
            return std::unexpected(owner.error());
        }
        login.owner = *owner;
    }
    const auto change = waitFor(context.services.logins().add(login));
    if (!change) {
        return std::unexpected(change.error());
    }
    const auto overview = waitFor(context.services.logins().overview());
    const LoginId id = loginId(server, token);
    const Login* stored = overview ? overview->find(id) : nullptr;
    context.done.append({ .act = activity::Act::ServersAdd,
        .what = stored != nullptr ? loginName(*stored) : server.origin(),
        .details = { { QStringLiteral("stored_in"), placeName(place) } } });
    if (stored == nullptr) {
        return failure(ErrorCode::Conflict,
            Text::tr("The token for %1 was stored, and another program has changed it since. See what is "
                     "there now: latchkeyctl servers list")
                .arg(server.origin()));
    }
    const auto before = displaced(*change, place);
    const Login* kept = before ? overview->find(*before) : nullptr;
    const bool replaces = change->replaced || (before && kept == nullptr && before->server == server);
    if (before && !replaces && (kept != nullptr || place == Place::CliFiles)) {
        tellOfDisplaced(context, *before, kept, place);
    }
    if (context.output.isJson()) {
        context.output.json(serverJson(*stored, context.now));
    } else {
        context.output.print(storedText(*stored, place, replaces));
    }
    return ExitCode::Done;
}

} // namespace latchkey::cli
