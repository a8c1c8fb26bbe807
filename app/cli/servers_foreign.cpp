// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_foreign.h"

#include "app/cli/output.h"
#include "app/cli/places_output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_output.h"

#include <QCoreApplication>
#include <QMap>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersForeign)
};

void tellWhatCouldBeAdopted(CommandContext& context)
{
    const auto overview = waitFor(context.services.logins().overview());
    const auto places = waitFor(context.services.foreignPlaces().list());
    if (!overview || !places) {
        return;
    }
    for (const ForeignPlace& place : *places) {
        const auto& server = place.credential.server;
        if (server && stateOf(place, overview->ids()) == PlaceState::OnlyHere) {
            context.output.message(Text::tr(
                "%1 holds a login that Latchkey does not. Take it over with: latchkeyctl places adopt "
                "%2 %3")
                    .arg(foreignPlaceName(place), server->origin(), placeArgument(place)));
        }
    }
}

} // namespace

Result<ExitCode> importLogin(CommandContext& context)
{
    const auto change = waitFor(context.services.logins().import());
    if (change || change.error().code == ErrorCode::NotFound) {
        tellWhatCouldBeAdopted(context);
    }
    if (!change) {
        return std::unexpected(change.error());
    }
    const auto overview = waitFor(context.services.logins().overview());
    const std::optional<LoginId>& id = change->login;
    const Login* login = overview && id ? overview->find(*id) : nullptr;
    if (login == nullptr) {
        return failure(ErrorCode::Conflict,
            Text::tr("The terminal's login has changed meanwhile. See what is there now: latchkeyctl servers "
                     "list"));
    }
    if (!change->steps.isEmpty()) {
        context.done.append({ .act = activity::Act::ServersAdd,
            .what = loginName(*login),
            .details = { { QStringLiteral("stored_in"), placeName(Place::Keyring) },
                { QStringLiteral("from"), placeName(Place::CliFiles) } } });
    }
    if (context.output.isJson()) {
        context.output.json(serverJson(*login, context.now));
        return ExitCode::Done;
    }
    context.output.print(
        (change->steps.isEmpty() ? Text::tr("The keyring has the terminal's login already: %1.")
                                 : Text::tr("The keyring has the terminal's login now: %1."))
            .arg(loginName(*login))
        + u'\n');
    return ExitCode::Done;
}

Result<ExitCode> settleSignIn(CommandContext& context)
{
    const auto server = serverArgument(context);
    if (!server) {
        return std::unexpected(server.error());
    }
    const QMap<QString, ForeignLogin> decisions {
        { QStringLiteral("keep"), ForeignLogin::Keep },
        { QStringLiteral("both"), ForeignLogin::AddAsAnother },
        { QStringLiteral("restore"), ForeignLogin::Restore },
    };
    const QString word = context.arguments.positional()[1];
    if (!decisions.contains(word)) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("Say keep (the new login replaces Latchkey's), both, or restore (Latchkey's comes "
                     "back)."));
    }
    const auto settled = waitFor(context.services.logins().settle(*server, decisions[word]));
    if (!settled) {
        return std::unexpected(settled.error());
    }
    context.done.append({ .act = activity::Act::ServersSettle,
        .what = server->origin(),
        .details = { { QStringLiteral("decision"), word } } });
    const auto overview = waitFor(context.services.logins().overview());
    QList<Login> logins = overview ? overview->logins : QList<Login>();
    logins.removeIf([&server](const Login& login) { return login.credential.server != *server; });
    if (context.output.isJson()) {
        context.output.json(serversJson(logins, context.now));
    } else {
        context.output.print(serversTable(logins, context.now));
    }
    return ExitCode::Done;
}

} // namespace latchkey::cli
