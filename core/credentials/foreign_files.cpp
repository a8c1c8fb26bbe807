// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/foreign_files.h"

#include "core/shared/private_file.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ForeignFiles)
};

constexpr qint64 LargestUrlFile = 4096; // as the CLI's

/// What CliFiles says in the terminal's words, said for the place's program.
Error inWordsOf(const ForeignPlace& place, const Error& error)
{
    switch (error.code) {
    case ErrorCode::Corrupt:
        return { error.code,
            Text::tr("%1 holds no login that can be used: its url and session must be plain files of one "
                     "line, an address and a token. Sign in again in %2.")
                .arg(place.location, place.program) };
    case ErrorCode::DataTooBig:
        return { error.code,
            Text::tr("The token is larger than the files of %1 may be. Nothing was changed.")
                .arg(place.program) };
    case ErrorCode::NotFound:
        return {
            error.code,
            Text::tr("There is no token in %1 any more. Look again for where tokens lie.").arg(place.location)
        };
    case ErrorCode::Conflict:
        return changedSinceListed(place);
    default:
        return error;
    }
}

/// The server of a folder whose token cannot be read, so that its row stands beside the right logins.
std::optional<ServerUrl> serverNamedBy(const CliFiles& files)
{
    const auto content = readPrivateFile(files.urlPath(), LargestUrlFile, Readers::Anyone);
    if (!content) {
        return std::nullopt;
    }
    const auto server = ServerUrl::parse(QString::fromUtf8(content->trimmed()));
    return server ? std::optional(*server) : std::nullopt;
}

} // namespace

std::optional<ForeignPlace> placeIn(
    const ForeignRoot& root, const QString& folder, const CliFiles::Pause& pause)
{
    const CliFiles files(folder, pause);
    ForeignPlace place {
        .kind = root.kind,
        .program = root.program,
        .location = folder,
        .credential = { .key = files.sessionPath(), .server = {}, .token = {}, .problem = {} },
    };
    const auto login = files.read();
    if (!login) {
        place.credential.server = serverNamedBy(files);
        place.credential.problem = inWordsOf(place, login.error());
        return place;
    }
    const CliLogin& found = *login;
    if (!found.token) {
        return std::nullopt;
    }
    place.credential.server = found.server;
    place.credential.token = factsOf(*found.token);
    if (!found.server) {
        place.credential.problem = Error { ErrorCode::Corrupt,
            Text::tr("%1 holds a token, but %2 does not say for which server. Sign in again in %3, or remove "
                     "the token.")
                .arg(files.sessionPath(), files.urlPath(), place.program) };
    }
    return place;
}

Result<CliLogin> listedLogin(const ForeignPlace& place)
{
    const auto login = CliFiles(place.location).read();
    if (!login) {
        return std::unexpected(inWordsOf(place, login.error()));
    }
    const CliLogin& found = *login;
    if (!found.token) {
        return std::unexpected(inWordsOf(place, { ErrorCode::NotFound, {} }));
    }
    if (found.server != place.credential.server || factsOf(*found.token) != place.credential.token) {
        return std::unexpected(changedSinceListed(place));
    }
    return found;
}

Result<void> replaceListedLogin(const ForeignPlace& place, const ServerUrl& server, const Secret& token)
{
    const auto login = listedLogin(place);
    if (!login) {
        return std::unexpected(login.error());
    }
    const auto written = CliFiles(place.location).write(server, token, *login);
    return written ? written : std::unexpected(inWordsOf(place, written.error()));
}

Result<void> removeListedToken(const ForeignPlace& place)
{
    if (const auto login = listedLogin(place); !login) {
        return std::unexpected(login.error());
    }
    const auto removed = CliFiles(place.location).removeToken();
    return removed ? removed : std::unexpected(inWordsOf(place, removed.error()));
}

Error changedSinceListed(const ForeignPlace& place)
{
    return { ErrorCode::Conflict,
        Text::tr("%1 holds another login in %2 by now. Nothing was changed; look again for where tokens lie.")
            .arg(place.program, place.location) };
}

} // namespace latchkey::credentials
