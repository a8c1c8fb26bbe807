// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/places_commands.h"

#include "app/cli/output.h"
#include "app/cli/places_output.h"
#include "app/cli/server_target.h"
#include "app/cli/servers_add.h"
#include "app/cli/servers_output.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PlacesCommands)
};

/// The stores of Latchkey that hold this login, as rows.
QList<PlaceRow> ownRows(CommandContext& context, const Login& login, const std::optional<LoginId>& compared)
{
    QList<PlaceRow> rows;
    for (const Place place : login.places) {
        const bool files = place == Place::CliFiles;
        const bool parked = place == Place::Parked;
        rows.append({ .program = files ? Text::tr("Coder CLI")
                : parked               ? Text::tr("Latchkey")
                                       : Text::tr("Shared keyring entry"),
            .location = files ? context.services.cliFiles().folder()
                : parked      ? Text::tr("keyring")
                              : context.services.options().serviceName,
            .credential = login.credential,
            .account = login.account,
            .state = !login.id()                     ? PlaceState::Unreadable
                : compared && compared != login.id() ? PlaceState::Differs
                                                     : PlaceState::Same });
    }
    return rows;
}

PlaceRow foreignRow(
    const ForeignPlace& place, const LoginOverview& overview, const std::optional<LoginId>& compared)
{
    PlaceRow row { .program = place.program,
        .location = place.location,
        .credential = place.credential,
        .account = {},
        .state = stateOf(place, overview.ids(), compared) };
    if (row.state != PlaceState::Unreadable) {
        const Login* login = overview.find({ *place.credential.server, place.credential.token.fingerprint });
        row.account = login == nullptr ? QString() : login->account;
    }
    return row;
}

/// All copies; of one server's, compared with its login, when one is named.
Result<ExitCode> list(CommandContext& context)
{
    const auto overview = chosenOverview(context);
    const auto foreign = waitFor(context.services.foreignPlaces().list());
    if (!overview || !foreign) {
        return std::unexpected(overview ? foreign.error() : overview.error());
    }
    std::optional<ServerUrl> server;
    std::optional<LoginId> compared;
    if (!context.arguments.positional().isEmpty()) {
        const auto named = serverArgument(context);
        if (!named) {
            return std::unexpected(named.error());
        }
        server = *named;
        const auto login = pickLogin(*overview, *named, accountArgument(context));
        if (login) {
            compared = login->id();
        } else if (context.arguments.has(QStringLiteral("account"))) {
            return std::unexpected(login.error());
        }
    } else if (context.arguments.has(QStringLiteral("account"))) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("Name the account's server too: latchkeyctl places list URL --account NAME"));
    }
    QList<PlaceRow> rows;
    for (const Login& login : overview->logins) {
        if (!server || login.credential.server == server) {
            rows.append(ownRows(context, login, compared));
        }
    }
    for (const ForeignPlace& place : *foreign) {
        if (!server || !place.credential.server || place.credential.server == server) {
            rows.append(foreignRow(place, *overview, compared));
        }
    }
    if (context.output.isJson()) {
        QJsonArray documents;
        for (const PlaceRow& row : std::as_const(rows)) {
            documents.append(placeJson(row));
        }
        context.output.json(documents);
    } else if (!rows.isEmpty()) {
        context.output.print(placesTable(rows));
    }
    for (const PlaceRow& row : std::as_const(rows)) {
        const auto& problem = row.credential.problem;
        if (problem && problem != overview->keyringProblem) { // which is told below
            context.output.message(row.program + QStringLiteral(": ") + problem->message);
        }
    }
    const auto complete = reportWhatIsMissing(context, *overview);
    return complete ? Result<ExitCode>(ExitCode::Done) : std::unexpected(complete.error());
}

/// Whether the word names this place: its kind, or a folder's path.
bool isNamed(const ForeignPlace& place, const QString& word)
{
    if (placeArgument(place) == word) {
        return true;
    }
    const bool isFolder =
        place.kind == ForeignPlace::Kind::VsCode || place.kind == ForeignPlace::Kind::JetBrainsGateway;
    const QString path = QFileInfo(word).canonicalFilePath();
    return isFolder && !path.isEmpty() && path == QFileInfo(place.location).canonicalFilePath();
}

/// Another program's place, with a login of this server.
struct FoundPlace
{
    ServerUrl server;
    ForeignPlace place;
};

/// The other program's place that the command names, with a login of the command's server. Errors:
/// `InvalidInput` when several would do; `NotFound`; why the place cannot be read.
Result<FoundPlace> findPlace(CommandContext& context)
{
    const auto server = serverArgument(context);
    const auto places = waitFor(context.services.foreignPlaces().list());
    if (!server || !places) {
        return std::unexpected(server ? places.error() : server.error());
    }
    const QString word = context.arguments.positional()[1];
    QList<ForeignPlace> fitting;
    std::optional<Error> problem;
    for (const ForeignPlace& place : *places) {
        if (!isNamed(place, word)) {
            continue;
        }
        if (place.credential.server == *server) {
            fitting.append(place);
        } else if (!place.credential.server && place.credential.problem) {
            problem = place.credential.problem;
        }
    }
    if (fitting.size() > 1) {
        QStringList locations;
        for (const ForeignPlace& place : std::as_const(fitting)) {
            locations.append(foreignPlaceName(place));
        }
        return failure(ErrorCode::InvalidInput,
            Text::tr("There are several such places for %1: %2. Name one by its folder.")
                .arg(server->origin(), locations.join(QStringLiteral(", "))));
    }
    if (!fitting.isEmpty()) {
        return FoundPlace { .server = *server, .place = fitting.constFirst() };
    }
    if (problem) {
        return std::unexpected(*problem);
    }
    return failure(ErrorCode::NotFound,
        Text::tr("There is no such place with a login for %1. PLACE is coder-desktop, vscode, gateway, "
                 "environment, or a folder; see latchkeyctl places list.")
            .arg(server->origin()));
}

Result<ExitCode> adopt(CommandContext& context)
{
    const auto found = findPlace(context);
    if (!found) {
        return std::unexpected(found.error());
    }
    const auto token = waitFor(context.services.foreignPlaces().read(found->place));
    if (!token) {
        return std::unexpected(token.error());
    }
    const auto added = addLogin(context, found->server, *token);
    for (activity::Event& event : context.done) {
        event.details.insert(QStringLiteral("from"), foreignPlaceName(found->place));
    }
    return added;
}

void reportChange(
    CommandContext& context, const FoundPlace& found, const TokenFacts& token, const QString& text)
{
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("origin"), found.server.origin() },
            { QStringLiteral("program"), found.place.program },
            { QStringLiteral("location"), found.place.location },
            { QStringLiteral("token_id"), textOrNull(token.tokenId) },
            { QStringLiteral("fingerprint"), textOrNull(token.fingerprint) } });
    } else {
        context.output.print(text + u'\n');
    }
}

Result<ExitCode> copyOver(CommandContext& context)
{
    const auto ours = findLogin(context);
    if (!ours) {
        return std::unexpected(ours.error());
    }
    const auto found = findPlace(context);
    if (!found) {
        return std::unexpected(found.error());
    }
    const auto token = tokenOf(context, *ours);
    if (!token) {
        return std::unexpected(token.error());
    }
    const auto done =
        waitFor(context.services.foreignPlaces().copyOver(found->place, ours->id.server, *token));
    if (!done) {
        return std::unexpected(done.error());
    }
    context.done.append({ .act = activity::Act::PlacesCopyOver,
        .what = loginName(ours->login),
        .details = { { QStringLiteral("place"), foreignPlaceName(found->place) } } });
    reportChange(context, *found, ours->login.credential.token,
        Text::tr("%1 has the token of %2 now.").arg(foreignPlaceName(found->place), loginName(ours->login)));
    return ExitCode::Done;
}

Result<ExitCode> remove(CommandContext& context)
{
    const auto found = findPlace(context);
    if (!found) {
        return std::unexpected(found.error());
    }
    const auto done = waitFor(context.services.foreignPlaces().remove(found->place));
    if (!done) {
        return std::unexpected(done.error());
    }
    context.done.append({ .act = activity::Act::PlacesRemove,
        .what = found->server.origin(),
        .details = { { QStringLiteral("place"), foreignPlaceName(found->place) } } });
    reportChange(context, *found, found->place.credential.token,
        Text::tr("%1 no longer has the token for %2. The server still accepts it.")
            .arg(foreignPlaceName(found->place), found->server.origin()));
    return ExitCode::Done;
}

/// Of an entry that cannot be read, before a person mends or deletes it.
Result<ExitCode> saveCopy(CommandContext& context)
{
    const QString path = context.arguments.positional().constFirst();
    auto* const keyring = context.services.keyring();
    if (keyring == nullptr) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The logins do not come from the system's keyring here, so there is no entry to copy."));
    }
    if (QFileInfo::exists(path)) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("%1 exists already, and was left as it is. Name another file.").arg(path));
    }
    if (const auto saved = waitFor(keyring->saveCopy(path)); !saved) {
        return std::unexpected(saved.error());
    }
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("file"), path } });
    } else {
        context.output.print(Text::tr(
            "Saved the shared keyring entry, as it is, in %1. It holds tokens: delete it when it has "
            "served.\n")
                .arg(path));
    }
    return ExitCode::Done;
}

} // namespace

QList<Command> placesCommands()
{
    const QString group = QStringLiteral("places");
    const auto account = optionWithValue(QStringLiteral("account"), QStringLiteral("NAME"));
    return {
        { group, QStringLiteral("list"), QStringLiteral("[URL [--account NAME]]"), 0, 1, { account }, list },
        { group, QStringLiteral("adopt"), QStringLiteral("URL PLACE [--account NAME] [--no-verify]"), 2, 2,
            { account, flag(QStringLiteral("no-verify")) }, adopt },
        { group, QStringLiteral("copy-over"), QStringLiteral("URL PLACE [--account NAME]"), 2, 2, { account },
            copyOver },
        { group, QStringLiteral("remove"), QStringLiteral("URL PLACE"), 2, 2, {}, remove },
        { group, QStringLiteral("save-copy"), QStringLiteral("FILE"), 1, 1, {}, saveCopy },
    };
}

} // namespace latchkey::cli
