// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/server_target.h"

#include "app/cli/output.h"
#include "app/cli/servers_output.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServerTarget)
};

/// Why there is no login for this server, where what is stored tells more than that.
std::optional<Error> whyMissing(
    const LoginOverview& overview, const ServerUrl& server, const std::optional<Place>& chosen)
{
    for (const Login& login : overview.logins) {
        const auto& other = login.credential.server;
        if (login.credential.problem && login.credential.key == server.hostKey()) {
            return login.credential.problem;
        }
        if (other && chosen == Place::CliFiles) {
            return Error {
                ErrorCode::OriginMismatch,
                Text::tr("The CLI files hold a login to %1, not to %2.").arg(other->origin(), server.origin())
            };
        }
        if (other && *other != server && other->hostKey() == server.hostKey()) {
            return Error { ErrorCode::OriginMismatch,
                Text::tr("The login for %1 is for %2, and its token goes nowhere else. Name that.")
                    .arg(server.hostKey(), other->origin()) };
        }
    }
    return std::nullopt;
}

Result<Login> pick(CommandContext& context, const LoginOverview& overview)
{
    const auto server = serverArgument(context);
    if (!server) {
        return std::unexpected(server.error());
    }
    const QString account = accountArgument(context);
    auto login = pickLogin(overview, *server, account);
    if (!login && login.error().code == ErrorCode::NotFound && account.isEmpty()) {
        const auto why = whyMissing(overview, *server, chosenPlace(context));
        return why ? Result<Login>(std::unexpected(*why)) : login;
    }
    if (login && login->credential.problem) {
        return std::unexpected(*login->credential.problem);
    }
    return login;
}

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
    return ServerUrl::parse(context.arguments.positional()[0]);
}

QString accountArgument(const CommandContext& context)
{
    return context.arguments.value(QStringLiteral("account")).value_or(QString());
}

Result<LoginOverview> chosenOverview(CommandContext& context)
{
    auto overview = waitFor(context.services.logins().overview());
    const auto chosen = chosenPlace(context);
    if (overview && chosen) {
        overview->logins.removeIf([place = *chosen](const Login& login) {
            return place == Place::CliFiles ? !login.isIn(place) : login.places == QList { Place::CliFiles };
        });
        (*chosen == Place::CliFiles ? overview->keyringProblem : overview->filesProblem).reset();
    }
    return overview;
}

Result<Login> findLogin(CommandContext& context)
{
    const auto overview = chosenOverview(context);
    return overview ? pick(context, *overview) : std::unexpected(overview.error());
}

Result<Login> findNamedLogin(CommandContext& context)
{
    const auto overview = chosenOverview(context);
    if (!overview) {
        return std::unexpected(overview.error());
    }
    auto login = pick(context, *overview);
    if (!login || !accountArgument(context).isEmpty()) {
        return login;
    }
    QStringList names;
    for (const Login& other : overview->logins) {
        if (other.credential.server == login->credential.server) {
            names.append(accountName(other));
        }
    }
    if (names.size() > 1) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("There are several logins for %1: %2. Name one with --account.")
                .arg(serverName(*login), names.join(QStringLiteral(", "))));
    }
    return login;
}

Result<Secret> tokenOf(CommandContext& context, const Login& login)
{
    return waitFor(context.services.logins().reveal(*login.id()));
}

Result<void> reportWhatIsMissing(CommandContext& context, const LoginOverview& overview)
{
    // What could be read is shown; what could not decides the status.
    if (overview.keyringProblem && overview.filesProblem) {
        context.output.message(overview.filesProblem->message);
    }
    if (overview.keyringProblem) {
        return failure(overview.keyringProblem->code,
            overview.keyringProblem->message + u' '
                + Text::tr("(The files alone: latchkeyctl --backend file servers list)"));
    }
    return overview.filesProblem ? Result<void>(std::unexpected(*overview.filesProblem)) : Result<void>();
}

} // namespace latchkey::cli
