// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"
#include "core/credentials/memory_backend.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/fake_server_api.h"
#include "tests/support/manual_clock.h"

namespace latchkey::test {

inline const QByteArray FirstUrl("https://first.example.com");
inline const QByteArray SecondUrl("http://second.example.com:3000");

/// The token of a server in these tests.
inline QByteArray tokenOf(const QByteArray& url) { return "token-of-" + url; }

/// A Latchkey that knows two logins, over the CLI's files in this folder. Its index lies beside it.
class Switching
{
public:
    explicit Switching(const QString& folder)
        : files(folder)
        , logins(
              { keyring, keyring, files, servers, clock }, folder + QStringLiteral("-index/logins.json"), {})
    {
        for (const QByteArray& url : { FirstUrl, SecondUrl }) {
            if (!waitFor(keyring.write(server(url.constData()), secret(tokenOf(url))))) {
                qFatal("a keyring in memory refuses a login");
            }
        }
    }

    Result<credentials::LoginId> use(const QByteArray& url)
    {
        return waitFor(logins.use(credentials::loginId(server(url.constData()), secret(tokenOf(url)))));
    }

    credentials::MemoryBackend keyring;
    credentials::CliFiles files;
    FakeServerApi servers;
    ManualClock clock { 1'800'000'000 };
    credentials::Logins logins;
};

} // namespace latchkey::test
