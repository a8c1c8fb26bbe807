// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/foreign_places.h"

#include "core/credentials/foreign_files.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QSet>

#include <chrono>
#include <thread>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ForeignPlaces)
};

constexpr auto OtherProgramsWriteTime = std::chrono::milliseconds(50); // as CliFiles gives the CLI
constexpr int MostPauses = 20; // hundreds of folders with an empty `session` must not take many seconds

ForeignPlace coderDesktopPlace(const StoredCredential& credential)
{
    return {
        .kind = ForeignPlace::Kind::CoderDesktop,
        .program = QStringLiteral("Coder Desktop"),
        .location = credential.key.isEmpty() ? QStringLiteral("coder-desktop") : credential.key,
        .credential = credential,
    };
}

/// The environment's login, without its token; none when the variable is unset or empty.
std::optional<ForeignPlace> placeOf(const QProcessEnvironment& environment, const Secret& token)
{
    if (token.isEmpty()) {
        return std::nullopt;
    }
    const QString urlVariable = QStringLiteral("CODER_URL");
    const QString tokenVariable = QStringLiteral("CODER_SESSION_TOKEN");
    ForeignPlace place {
        .kind = ForeignPlace::Kind::Environment,
        .program = Text::tr("Environment"),
        .location = tokenVariable,
        .credential = { .key = tokenVariable, .server = {}, .token = {}, .problem = {} },
    };
    const QString address = environment.value(urlVariable);
    if (const auto server = ServerUrl::parse(address)) {
        place.credential.server = *server;
    } else {
        place.credential.problem = Error { ErrorCode::Corrupt,
            address.isEmpty()
                ? Text::tr("The variable %1 is set, but %2 does not say for which server. Set both, or unset "
                           "%1 in the shell.")
                      .arg(tokenVariable, urlVariable)
                : Text::tr("The variable %1 names no http or https server. Correct or unset it in the shell.")
                      .arg(urlVariable) };
    }
    if (checkToken(token)) {
        place.credential.token = factsOf(token);
    } else {
        place.credential.problem = Error { ErrorCode::Corrupt,
            Text::tr("The variable %1 does not hold a token. Correct or unset it in the shell.")
                .arg(tokenVariable) };
    }
    return place;
}

std::unexpected<Error> cannotChangeEnvironment(const ForeignPlace& place)
{
    return failure(ErrorCode::NotImplemented,
        Text::tr("A variable of the environment cannot be changed from here. In the shell that sets it, "
                 "run: unset %1")
            .arg(place.location));
}

/// Why nothing can be done with what could not be read.
std::unexpected<Error> problemOf(const ForeignPlace& place)
{
    return std::unexpected(place.credential.problem.value_or(Error { ErrorCode::Corrupt,
        Text::tr("What %1 keeps in %2 could not be read.").arg(place.program, place.location) }));
}

} // namespace

ForeignPlaces::ForeignPlaces(const Options& options)
    : m_roots(options.roots)
    , m_coderDesktop(options.coderDesktop)
    , m_environmentToken(Secret::takeFrom(options.environment.value(QStringLiteral("CODER_SESSION_TOKEN"))))
    , m_thread(QStringLiteral("foreign-places"))
{
    // Now, not in the thread: copies of a QProcessEnvironment share caches that are not thread-safe.
    m_environment = placeOf(options.environment, m_environmentToken);
}

Future<QList<ForeignPlace>> ForeignPlaces::list()
{
    return m_thread.run([this]() -> Result<QList<ForeignPlace>> {
        QList<ForeignPlace> places = coderDesktopPlaces() + folderPlaces();
        if (m_environment) {
            places.append(*m_environment);
        }
        return places;
    });
}

Future<Secret> ForeignPlaces::read(const ForeignPlace& place)
{
    return m_thread.run([this, place] { return listedToken(place); });
}

Future<void> ForeignPlaces::copyOver(const ForeignPlace& place, const ServerUrl& server, const Secret& token)
{
    return m_thread.run([this, place, server, token] { return replace(place, server, token); });
}

Future<void> ForeignPlaces::remove(const ForeignPlace& place)
{
    return m_thread.run([this, place] { return removeListed(place); });
}

QList<ForeignPlace> ForeignPlaces::coderDesktopPlaces() const
{
    if (!m_coderDesktop) {
        return {};
    }
    const auto stored = blockFor(m_coderDesktop->list());
    if (!stored) {
        return { coderDesktopPlace({ .key = {}, .server = {}, .token = {}, .problem = stored.error() }) };
    }
    QList<ForeignPlace> places;
    for (const StoredCredential& credential : *stored) {
        places.append(coderDesktopPlace(credential));
    }
    return places;
}

QList<ForeignPlace> ForeignPlaces::folderPlaces() const
{
    int pauses = 0;
    const auto pause = [&pauses] {
        if (++pauses <= MostPauses) {
            std::this_thread::sleep_for(OtherProgramsWriteTime);
        }
    };
    QList<ForeignPlace> places;
    QSet<QString> seen;
    for (const ForeignRoot& root : m_roots) {
        const FoundFolders found = foldersUnder(root);
        for (const QString& folder : found.folders) {
            const QString canonical = QFileInfo(folder).canonicalFilePath();
            if (canonical.isEmpty() || seen.contains(canonical)) {
                continue;
            }
            seen.insert(canonical);
            if (const auto place = placeIn(root, folder, pause)) {
                places.append(*place);
            }
        }
        if (found.problem) {
            places.append({ .kind = root.kind,
                .program = root.program,
                .location = root.path,
                .credential = { .key = root.path, .server = {}, .token = {}, .problem = found.problem } });
        }
    }
    return places;
}

Result<Secret> ForeignPlaces::listedToken(const ForeignPlace& place) const
{
    if (place.credential.token.fingerprint.isEmpty()) {
        return problemOf(place);
    }
    switch (place.kind) {
    case ForeignPlace::Kind::Environment:
        return m_environmentToken;
    case ForeignPlace::Kind::CoderDesktop:
        return coderDesktopToken(place);
    case ForeignPlace::Kind::VsCode:
    case ForeignPlace::Kind::JetBrainsGateway:
        break;
    }
    const auto login = listedLogin(place);
    if (!login) {
        return std::unexpected(login.error());
    }
    return login->token.value_or(Secret());
}

Result<Secret> ForeignPlaces::coderDesktopToken(const ForeignPlace& place) const
{
    if (!m_coderDesktop || !place.credential.server) {
        return problemOf(place);
    }
    const auto token = blockFor(m_coderDesktop->read(*place.credential.server));
    if (token && factsOf(*token) != place.credential.token) {
        return std::unexpected(changedSinceListed(place));
    }
    return token;
}

Result<void> ForeignPlaces::replace(
    const ForeignPlace& place, const ServerUrl& server, const Secret& token) const
{
    if (place.kind == ForeignPlace::Kind::Environment) {
        return cannotChangeEnvironment(place);
    }
    if (place.credential.problem || !place.credential.server) {
        return problemOf(place);
    }
    if (*place.credential.server != server) {
        return failure(ErrorCode::OriginMismatch,
            Text::tr("%1 holds a login to %2 there, not to %3. Nothing was changed.")
                .arg(place.program, place.credential.server->origin(), server.origin()));
    }
    if (place.kind != ForeignPlace::Kind::CoderDesktop) {
        return replaceListedLogin(place, server, token);
    }
    if (const auto listed = coderDesktopToken(place); !listed) {
        return std::unexpected(listed.error());
    }
    return blockFor(m_coderDesktop->write(server, token));
}

Result<void> ForeignPlaces::removeListed(const ForeignPlace& place) const
{
    if (place.kind == ForeignPlace::Kind::Environment) {
        return cannotChangeEnvironment(place);
    }
    if (place.credential.token.fingerprint.isEmpty()) {
        return problemOf(place);
    }
    if (place.kind != ForeignPlace::Kind::CoderDesktop) {
        return removeListedToken(place);
    }
    if (const auto listed = coderDesktopToken(place); !listed) {
        return std::unexpected(listed.error());
    }
    return blockFor(m_coderDesktop->remove(*place.credential.server));
}

} // namespace latchkey::credentials
