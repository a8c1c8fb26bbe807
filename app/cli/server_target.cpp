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

Result<FoundLogin> pick(CommandContext& context, const LoginOverview& overview, Unnamed unnamed)
{
    const auto server = serverArgument(context);
    if (!server) {
        return std::unexpected(server.error());
    }
    const QString account = accountArgument(context);
    const auto login = pickLogin(overview, *server, account, unnamed);
    if (!login) {
        const auto why = login.error().code == ErrorCode::NotFound && account.isEmpty()
            ? whyMissing(overview, *server, chosenPlace(context))
            : std::nullopt;
        return std::unexpected(why.value_or(login.error()));
    }
    if (const std::optional<Error>& problem = login->credential.problem) {
        return std::unexpected(*problem);
    }
    return FoundLogin { .id = { *server, login->credential.token.fingerprint }, .login = *login };
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

Result<FoundLogin> findLogin(CommandContext& context)
{
    const auto overview = chosenOverview(context);
    return overview ? pick(context, *overview, Unnamed::InSharedEntry) : std::unexpected(overview.error());
}

Result<FoundLogin> findNamedLogin(CommandContext& context)
{
    const auto overview = chosenOverview(context);
    return overview ? pick(context, *overview, Unnamed::None) : std::unexpected(overview.error());
}

Result<Secret> tokenOf(CommandContext& context, const FoundLogin& found)
{
    return waitFor(context.services.logins().reveal(found.id));
}

Result<void> reportWhatIsMissing(CommandContext& context, const LoginOverview& overview)
{
    // What could be read is shown; what could not decides the status.
    if (overview.keyringProblem && overview.filesProblem) {
        context.output.message(overview.filesProblem->message);
    }
    if (overview.keyringProblem) {
        const bool isUnreadable = overview.keyringProblem->code == ErrorCode::Corrupt;
        return failure(overview.keyringProblem->code,
            overview.keyringProblem->message + u' '
                + (isUnreadable ? Text::tr("(A copy: latchkeyctl places save-copy FILE)")
                                : Text::tr("(The files alone: latchkeyctl --backend file servers list)")));
    }
    return overview.filesProblem ? Result<void>(std::unexpected(*overview.filesProblem)) : Result<void>();
}

} // namespace latchkey::cli
