// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/file_backend.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FileBackend)
};

} // namespace

std::optional<StoredCredential> credentialOf(const CliFiles& files, const CliLogin& login)
{
    if (!login.token) {
        return std::nullopt;
    }
    StoredCredential credential {
        .key = files.sessionPath(),
        .server = login.server,
        .token = factsOf(*login.token),
        .problem = std::nullopt,
    };
    if (!login.server) {
        credential.problem = Error { ErrorCode::Corrupt,
            Text::tr(
                "%1 holds a token, but %2 does not say for which server. Sign in again with: coder login")
                .arg(files.sessionPath(), files.urlPath()) };
    }
    return credential;
}

FileBackend::FileBackend(CliFiles& files)
    : m_files(files)
    , m_thread(QStringLiteral("cli-files"))
{
}

Future<Secret> FileBackend::read(const ServerUrl& /*server*/)
{
    return m_thread.run([&files = m_files]() -> Result<Secret> {
        const auto login = files.read();
        if (!login) {
            return std::unexpected(login.error());
        }
        if (!login->token) {
            return failure(ErrorCode::NotFound,
                Text::tr("The terminal is not signed in: there is no token in %1. Sign in with: coder login")
                    .arg(files.sessionPath()));
        }
        return *login->token;
    });
}

Future<void> FileBackend::write(const ServerUrl& server, const Secret& token)
{
    return m_thread.run([&files = m_files, server, token] { return files.write(server, token); });
}

Future<void> FileBackend::remove(const ServerUrl& /*server*/)
{
    return m_thread.run([&files = m_files] { return files.removeToken(); });
}

Future<QList<StoredCredential>> FileBackend::list()
{
    return m_thread.run([&files = m_files]() -> Result<QList<StoredCredential>> {
        const auto login = files.read();
        if (!login) {
            return std::unexpected(login.error());
        }
        const auto credential = credentialOf(files, *login);
        return credential ? QList { *credential } : QList<StoredCredential>();
    });
}

} // namespace latchkey::credentials
