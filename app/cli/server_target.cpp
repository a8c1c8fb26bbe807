// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/server_target.h"

namespace latchkey::cli {

using namespace credentials;

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
    return ServerUrl::parse(context.arguments.positional()[0]);
}

Result<Login> findLogin(CommandContext& context)
{
    const auto server = serverArgument(context);
    if (!server) {
        return std::unexpected(server.error());
    }
    auto overview = waitFor(context.services.logins().overview());
    if (!overview) {
        return std::unexpected(overview.error());
    }
    if (const auto chosen = chosenPlace(context)) {
        overview->logins.removeIf([place = *chosen](const Login& login) {
            return place == Place::CliFiles ? !login.isIn(place) : login.places == QList { Place::CliFiles };
        });
        (*chosen == Place::CliFiles ? overview->keyringProblem : overview->filesProblem).reset();
    }
    auto login =
        pickLogin(*overview, *server, context.arguments.value(QStringLiteral("account")).value_or(QString()));
    if (login && login->credential.problem) {
        return std::unexpected(*login->credential.problem);
    }
    return login;
}

} // namespace latchkey::cli
