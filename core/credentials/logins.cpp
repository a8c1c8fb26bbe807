// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/logins.h"

#include "core/credentials/file_backend.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Logins)
};

/// The CLI files' token when they are signed in to this server.
Result<Secret> filesToken(const CliFiles& files, const ServerUrl& server)
{
    const auto login = files.read();
    if (!login) {
        return std::unexpected(login.error());
    }
    const CliLogin& found = *login;
    if (!found.token) {
        return std::unexpected(files.notSignedIn());
    }
    if (!found.server) {
        return failure(ErrorCode::OriginMismatch,
            Text::tr("The token in %1 belongs to an unknown server. It was not used; sign in again with: "
                     "coder login")
                .arg(files.sessionPath()));
    }
    if (*found.server != server) {
        return failure(ErrorCode::OriginMismatch,
            Text::tr("The terminal is signed in to %1, not to %2. The token was not used.")
                .arg(found.server->origin(), server.origin()));
    }
    return *found.token;
}

/// The row whose copy the CLI files hold.
bool isCopyOf(const Login& row, const StoredCredential& filesCredential)
{
    return !row.credential.problem && row.credential.server == filesCredential.server
        && row.credential.token == filesCredential.token;
}

void addFilesLogin(LoginOverview& overview, const StoredCredential& credential)
{
    const auto copy = std::find_if(overview.logins.begin(), overview.logins.end(),
        [&credential](const Login& row) { return isCopyOf(row, credential); });
    if (copy != overview.logins.end()) {
        copy->active = true;
        return;
    }
    overview.logins.append({
        .credential = credential,
        .storedIn = Place::CliFiles,
        .account = {},
        .active = !credential.problem,
    });
}

/// The token that a write is about to replace. What cannot be read as a token is nothing to give back.
Result<std::optional<Secret>> replacedToken(const Result<Secret>& stored)
{
    if (stored) {
        return *stored;
    }
    if (stored.error().code == ErrorCode::NotFound || stored.error().code == ErrorCode::Corrupt) {
        return std::nullopt;
    }
    return std::unexpected(stored.error());
}

} // namespace

QString overridingVariable(const QProcessEnvironment& environment)
{
    for (const auto& name : { QStringLiteral("CODER_SESSION_TOKEN"), QStringLiteral("CODER_URL") }) {
        if (!environment.value(name).isEmpty()) {
            return name;
        }
    }
    return {};
}

Logins::Logins(
    Backend& keyring, CliFiles& files, const QString& stateFile, const QProcessEnvironment& environment)
    : m_keyring(keyring)
    , m_files(files)
    , m_switch(keyring, files, stateFile)
    , m_environment(environment)
    , m_thread(QStringLiteral("logins"))
{
}

Logins::~Logins() = default;

Future<LoginOverview> Logins::overview()
{
    return m_thread.run([this]() -> Result<LoginOverview> {
        LoginOverview overview;
        const auto stored = blockFor(m_keyring.list());
        if (!stored) {
            overview.keyringProblem = stored.error();
        }
        for (const StoredCredential& credential : stored.value_or(QList<StoredCredential>())) {
            overview.logins.append({ .credential = credential, .storedIn = Place::Keyring, .account = {} });
        }
        const auto files = m_files.read();
        if (!files) {
            overview.filesProblem = files.error();
        } else if (const auto credential = credentialOf(m_files, *files)) {
            addFilesLogin(overview, *credential);
        }
        overview.previous = m_switch.previous(files.value_or(CliLogin()));
        overview.overriddenByEnvironment = !overridingVariable(m_environment).isEmpty();
        return overview;
    });
}

Future<std::optional<Secret>> Logins::add(const ServerUrl& server, const Secret& token, Place place)
{
    return m_thread.run([this, server, token, place]() -> Result<std::optional<Secret>> {
        if (place == Place::CliFiles) {
            return m_switch.signInFiles(server, token);
        }
        auto replaced = replacedToken(blockFor(m_keyring.read(server)));
        if (!replaced) {
            return replaced;
        }
        if (const auto written = blockFor(m_keyring.write(server, token)); !written) {
            return std::unexpected(written.error());
        }
        return replaced;
    });
}

Result<Secret> Logins::tokenIn(Place place, const ServerUrl& server) const
{
    return place == Place::Keyring ? blockFor(m_keyring.read(server)) : filesToken(m_files, server);
}

Future<Secret> Logins::reveal(const ServerUrl& server, Place place)
{
    return m_thread.run([this, server, place] { return tokenIn(place, server); });
}

Future<Secret> Logins::remove(const ServerUrl& server, Place place)
{
    return m_thread.run([this, server, place]() -> Result<Secret> {
        auto token = tokenIn(place, server);
        if (!token) {
            return token;
        }
        const auto removed =
            place == Place::Keyring ? blockFor(m_keyring.remove(server)) : m_files.removeToken();
        if (!removed) {
            return std::unexpected(removed.error());
        }
        return token;
    });
}

Future<ServerUrl> Logins::use(const ServerUrl& server)
{
    return m_thread.run([this, server] { return m_switch.use(server); });
}

Future<ServerUrl> Logins::usePrevious()
{
    return m_thread.run([this] { return m_switch.usePrevious(); });
}

} // namespace latchkey::credentials
