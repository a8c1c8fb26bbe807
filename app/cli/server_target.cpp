// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/server_target.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServerTarget)
};

} // namespace

std::optional<Place> chosenPlace(const CommandContext& context)
{
    const auto backend = context.arguments.value(QStringLiteral("backend"));
    if (!backend) {
        return std::nullopt;
    }
    return *backend == QStringLiteral("file") ? Place::CliFiles : Place::Keyring;
}

Result<ServerUrl> serverArgument(const CommandContext& context)
{
    if (context.arguments.has(QStringLiteral("account"))) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("Several accounts on one server are not there yet: each server has one token, whoever "
                     "it signs in. Leave --account out."));
    }
    return ServerUrl::parse(context.arguments.positional()[0]);
}

Result<ServerTarget> findServerTarget(CommandContext& context)
{
    const auto server = serverArgument(context);
    if (!server) {
        return std::unexpected(server.error());
    }
    const auto overview = waitFor(context.services.logins().overview());
    if (!overview) {
        return std::unexpected(overview.error());
    }
    const LoginOverview& seen = *overview;
    const std::optional<Place> chosen = chosenPlace(context);
    const auto found = std::ranges::find_if(seen.logins, [&](const Login& login) {
        return login.credential.server == *server && (!chosen || login.storedIn == *chosen);
    });
    if (found != seen.logins.end()) {
        return ServerTarget { *server, *found };
    }
    if (chosen != Place::CliFiles && seen.keyringProblem) {
        return std::unexpected(*seen.keyringProblem);
    }
    if (chosen != Place::Keyring && seen.filesProblem) {
        return std::unexpected(*seen.filesProblem);
    }
    const Place place = chosen.value_or(Place::Keyring);
    const auto token = waitFor(context.services.logins().reveal(*server, place));
    if (!token) {
        return std::unexpected(token.error());
    }
    Login login; // stored between the two looks
    login.credential = { server->hostKey(), *server, factsOf(*token), std::nullopt };
    login.storedIn = place;
    return ServerTarget { *server, login };
}

} // namespace latchkey::cli
