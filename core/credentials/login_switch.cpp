// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/login_switch.h"

#include "core/shared/private_file.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LoginSwitch)
};

constexpr qint64 LargestState = 4096;
constexpr int Tries = 3; // against another program that signs in at the same moment
const QString PreviousField = QStringLiteral("previous");

Error differentTokens(const ServerUrl& server, const QString& sessionPath)
{
    return { ErrorCode::Conflict,
        Text::tr("The token for %1 in %2 differs from the one in the keyring and would be lost. Nothing was "
                 "changed. Add it to the keyring in place of the other, or remove one of the two.")
            .arg(server.origin(), sessionPath) };
}

/// Whether a keyring cannot be used at all, rather than refusing this one request.
bool isOutOfReach(const Error& error)
{
    return error.code == ErrorCode::KeyringUnavailable || error.code == ErrorCode::KeyringLocked
        || error.code == ErrorCode::NotImplemented || error.code == ErrorCode::TimedOut;
}

} // namespace

LoginSwitch::LoginSwitch(Backend& keyring, const CliFiles& files, const QString& stateFile)
    : m_keyring(keyring)
    , m_files(files)
    , m_stateFile(stateFile)
{
}

Result<ServerUrl> LoginSwitch::use(const ServerUrl& server) const
{
    const auto token = blockFor(m_keyring.read(server));
    if (!token) {
        return std::unexpected(token.error());
    }
    Result<void> switched;
    for (int attempt = 0; attempt < Tries; ++attempt) {
        const auto before = m_files.read();
        if (!before) {
            return std::unexpected(before.error());
        }
        if (before->token && before->server == server) {
            if (before->token == *token) {
                return server; // it is the active one already, and what was before it stays so
            }
            return std::unexpected(differentTokens(server, m_files.sessionPath()));
        }
        if (const auto kept = keepInKeyring(*before); !kept) {
            return std::unexpected(kept.error());
        }
        switched = switchTo(server, *token, *before);
        if (switched) {
            return server;
        }
        if (switched.error().code != ErrorCode::Conflict) {
            break;
        }
    }
    return std::unexpected(switched.error());
}

Result<ServerUrl> LoginSwitch::usePrevious() const
{
    const auto saved = loadPrevious();
    if (!saved) {
        return std::unexpected(saved.error());
    }
    const auto now = m_files.read();
    if (!now) {
        return std::unexpected(now.error());
    }
    const auto server = previous(*now);
    if (!server) {
        return failure(ErrorCode::NotFound,
            Text::tr("No other login was used before this one. Name the server to use."));
    }
    return use(*server);
}

std::optional<ServerUrl> LoginSwitch::previous(const CliLogin& now) const
{
    const auto saved = loadPrevious().value_or(std::nullopt);
    const bool isActive = now.token && now.server == saved;
    return isActive ? std::nullopt : saved;
}

Result<std::optional<Secret>> LoginSwitch::signInFiles(const ServerUrl& server, const Secret& token) const
{
    const auto before = m_files.read();
    if (!before) {
        return std::unexpected(before.error());
    }
    const bool isSameServer = before->token && before->server == server;
    if (!isSameServer) {
        const auto kept = keepInKeyring(*before);
        if (!kept && !isOutOfReach(kept.error())) {
            return std::unexpected(kept.error());
        }
    }
    const auto written =
        isSameServer ? m_files.write(server, token, *before) : switchTo(server, token, *before);
    if (!written) {
        return std::unexpected(written.error());
    }
    return isSameServer ? before->token : std::nullopt;
}

Result<void> LoginSwitch::switchTo(const ServerUrl& server, const Secret& token, const CliLogin& before) const
{
    // The state is saved first: after a crash it names the login that is still active, which leads nowhere.
    const auto saved = loadPrevious().value_or(std::nullopt);
    const bool wasSignedIn = before.token && before.server;
    if (wasSignedIn) {
        if (auto remembered = savePrevious(before.server); !remembered) {
            return remembered;
        }
    }
    auto written = m_files.write(server, token, before);
    if (!written && wasSignedIn) {
        std::ignore = savePrevious(saved); // nothing was switched: that is what the caller hears
    }
    return written;
}

/// Sees to it that the keyring holds the login's token. Errors: `Conflict` when it holds another for the same
/// server, or the token's server is not known; Backend's.
Result<void> LoginSwitch::keepInKeyring(const CliLogin& login) const
{
    if (!login.token) {
        return {};
    }
    if (!login.server) {
        return keepOrphan(*login.token);
    }
    const auto stored = blockFor(m_keyring.read(*login.server));
    if (stored && *stored == *login.token) {
        return {};
    }
    if (stored || stored.error().code == ErrorCode::OriginMismatch) {
        return std::unexpected(differentTokens(*login.server, m_files.sessionPath()));
    }
    if (stored.error().code != ErrorCode::NotFound) {
        return std::unexpected(stored.error());
    }
    return blockFor(m_keyring.write(*login.server, *login.token));
}

Result<void> LoginSwitch::keepOrphan(const Secret& token) const
{
    const auto stored = blockFor(m_keyring.list());
    if (!stored) {
        return std::unexpected(stored.error());
    }
    const bool isKept = std::any_of(stored->begin(), stored->end(),
        [facts = factsOf(token)](const StoredCredential& credential) { return credential.token == facts; });
    if (isKept) {
        return {};
    }
    return failure(ErrorCode::Conflict,
        Text::tr("%1 holds a token of an unknown server, which would be lost. Nothing was changed. If it is "
                 "not needed, remove the file and try again.")
            .arg(m_files.sessionPath()));
}

Result<std::optional<ServerUrl>> LoginSwitch::loadPrevious() const
{
    const auto state = readPrivateFile(m_stateFile, LargestState);
    if (!state && state.error().code == ErrorCode::NotFound) {
        return std::nullopt;
    }
    if (!state) {
        return std::unexpected(state.error());
    }
    const QString origin = QJsonDocument::fromJson(*state).object().value(PreviousField).toString();
    const auto server = ServerUrl::parse(origin);
    return server ? std::optional(*server) : std::nullopt;
}

Result<void> LoginSwitch::savePrevious(const std::optional<ServerUrl>& server) const
{
    if (auto made = ensurePrivateFolder(QFileInfo(m_stateFile).path()); !made) {
        return made;
    }
    QJsonObject state;
    if (server) {
        state.insert(PreviousField, server->origin());
    }
    return replacePrivateFile(m_stateFile, QJsonDocument(state).toJson(QJsonDocument::Compact));
}

} // namespace latchkey::credentials
