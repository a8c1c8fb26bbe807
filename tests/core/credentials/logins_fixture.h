// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"
#include "core/credentials/memory_backend.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/fake_server_api.h"
#include "tests/support/file_check.h"
#include "tests/support/manual_clock.h"
#include "tests/support/result_check.h"

#include <QTemporaryDir>

namespace latchkey::test {

/// Logins over a keyring in memory, the CLI's files in a temporary folder, and servers that answer as told.
class LoginsFixture
{
public:
    LoginsFixture() { restart(); }

    /// As when the program starts anew.
    void restart(const QProcessEnvironment& environment = {})
    {
        logins.reset();
        servers = std::make_unique<FakeServerApi>();
        logins = std::make_unique<credentials::Logins>(
            credentials::Logins::Collaborators { keyring, keyring, files, *servers, clock }, indexPath(),
            environment);
    }

    QString indexPath() const { return folder.filePath(QStringLiteral("data/latchkey/logins.json")); }

    /// As another program stores and signs in.
    void store(const char* url, const QByteArray& token)
    {
        REQUIRE_OK(waitFor(keyring.write(server(url), secret(token))));
    }
    void signIn(const char* url, const QByteArray& token)
    {
        REQUIRE_OK(files.write(server(url), secret(token)));
    }

    static credentials::LoginId login(const char* url, const QByteArray& token)
    {
        return credentials::loginId(server(url), secret(token));
    }

    credentials::LoginOverview overview() const
    {
        return waitFor(logins->overview()).value_or(credentials::LoginOverview());
    }
    Result<credentials::LoginId> use(const char* url, const QByteArray& token) const
    {
        return waitFor(logins->use(login(url, token)));
    }
    Result<credentials::Change> add(const char* url, const QByteArray& token, const char* account = "",
        credentials::Place place = credentials::Place::Keyring) const
    {
        return waitFor(logins->add({ .server = server(url),
            .token = secret(token),
            .place = place,
            .account = QString::fromUtf8(account) }));
    }

    QByteArray inSharedEntry(const char* url) { return text(waitFor(keyring.read(server(url)))); }

    /// The parked tokens, in the order of parking.
    QByteArrayList parked() const
    {
        QByteArrayList tokens;
        for (const auto& item : keyring.parkedItems()) {
            tokens.append(item.token.bytes().toByteArray());
        }
        return tokens;
    }

    QTemporaryDir folder;
    credentials::MemoryBackend keyring;
    credentials::CliFiles files { folder.filePath(QStringLiteral("coderv2")), [] { } };
    ManualClock clock { 1'800'000'000 };
    std::unique_ptr<FakeServerApi> servers;
    std::unique_ptr<credentials::Logins> logins;
};

} // namespace latchkey::test
