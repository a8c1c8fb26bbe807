// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_sign_out.h"

#include "app/cli/output.h"
#include "app/cli/places_output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_output.h"
#include "app/cli/terminal.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersSignOut)
};

QString placesText(const QList<Place>& places)
{
    QStringList texts;
    for (const Place place : places) {
        texts.append(placeText(place));
    }
    return texts.join(QStringLiteral(", "));
}

/// Says where this token lies, here and with other programs.
void tellPlaces(CommandContext& context, const FoundLogin& found)
{
    const Login& login = found.login;
    context.output.message(
        Text::tr("The token of %1 lies here: %2.").arg(loginName(login), placesText(login.places)));
    const auto foreign = waitFor(context.services.foreignPlaces().list());
    for (const ForeignPlace& place : foreign.value_or(QList<ForeignPlace>())) {
        if (stateOf(place, {}, found.id) == PlaceState::Same) {
            context.output.message(
                Text::tr("%1 has the same token. Its copy stays there, and works no longer "
                         "after the sign-out.")
                    .arg(foreignPlaceName(place)));
        }
    }
}

QString sameCommand(const Login& login)
{
    return QStringLiteral("latchkeyctl servers sign-out %1 --account %2")
        .arg(serverName(login), accountWord(login));
}

QJsonArray placeNames(const QList<Place>& places)
{
    QJsonArray names;
    for (const Place place : places) {
        names.append(placeName(place));
    }
    return names;
}

Result<ExitCode> forgetSignOut(CommandContext& context, const FoundLogin& found)
{
    const auto forgotten = waitFor(context.services.logins().forgetSignOut(found.id));
    if (!forgotten) {
        return std::unexpected(forgotten.error());
    }
    if (context.output.isJson()) {
        context.output.json(serverJson(found.login, context.now));
    } else {
        context.output.print(
            Text::tr("The sign-out of %1 is no longer waiting to be finished.").arg(loginName(found.login))
            + u'\n');
    }
    return ExitCode::Done;
}

void report(CommandContext& context, const FoundLogin& found, const SignedOut& done)
{
    const Login& login = found.login;
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("origin"), found.id.server.origin() },
            { QStringLiteral("host"), found.id.server.hostKey() },
            { QStringLiteral("account"), textOrNull(login.account) },
            { QStringLiteral("ended_at_server"), done.endedAtServer },
            { QStringLiteral("removed_from"), placeNames(done.removedFrom) } });
    } else {
        context.output.print(
            (done.endedAtServer ? Text::tr("Signed out: %1. The server no longer accepts the token.")
                                : Text::tr("Removed here: %1."))
                .arg(loginName(login))
            + u'\n');
    }
    if (!done.endedAtServer) {
        context.output.message(
            Text::tr("The server was not reached and may accept the token until it expires. "
                     "End it in the server's own settings, under tokens."));
    }
}

} // namespace

Result<ExitCode> signOutServer(CommandContext& context)
{
    const auto found = findNamedLogin(context);
    if (!found) {
        return std::unexpected(found.error());
    }
    const bool evenIfUnreachable = context.arguments.has(QStringLiteral("even-if-unreachable"));
    if (context.arguments.has(QStringLiteral("forget"))) {
        return evenIfUnreachable
            ? failure(ErrorCode::InvalidInput, Text::tr("Give --forget or --even-if-unreachable, not both."))
            : forgetSignOut(context, *found);
    }
    tellPlaces(context, *found);
    if (!context.arguments.has(QStringLiteral("yes")) && standardInputIsTerminal()
        && !confirm(Text::tr("Sign out %1?").arg(loginName(found->login)))) {
        context.output.message(Text::tr("Nothing was changed."));
        return ExitCode::Failed;
    }
    const auto done = waitFor(context.services.logins().signOut(found->id, evenIfUnreachable));
    if (!done && done.error().code == ErrorCode::Network) {
        return failure(ErrorCode::Network,
            done.error().message + u' '
                + Text::tr("Nothing was removed. Finish it later with: %1. To remove the token here although "
                           "the server still accepts it, add --even-if-unreachable.")
                    .arg(sameCommand(found->login)));
    }
    if (!done) {
        return std::unexpected(done.error());
    }
    context.done.append({ .act = activity::Act::ServersSignOut,
        .what = loginName(found->login),
        .details = { { QStringLiteral("ended_at_server"), done->endedAtServer },
            { QStringLiteral("removed_from"), placeNames(done->removedFrom) } } });
    report(context, *found, *done);
    return ExitCode::Done;
}

} // namespace latchkey::cli
