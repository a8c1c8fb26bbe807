// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_url.h"
#include "core/shared/async.h"
#include "core/shared/secret.h"

#include <optional>

namespace latchkey::credentials {

/// What a server says of a token: whom it signs in, and how long. Times are Unix seconds; what the server did
/// not say is empty.
struct TokenOwner
{
    QString username;
    QString email = {};
    QString tokenName = {};
    QString loginType = {}; ///< how the token was made, such as "password", "oidc", "token"
    std::optional<qint64> created = {};
    std::optional<qint64> lastUsed = {};
    std::optional<qint64> expires = {};

    friend bool operator==(const TokenOwner&, const TokenOwner&) = default;
};

/// What Latchkey asks the servers themselves. Calls may be made from any thread, return at once, and end
/// within a time limit. A token that checkToken() refuses is sent nowhere: `InvalidInput`.
class ServerApi
{
public:
    ServerApi() = default;
    virtual ~ServerApi() = default;
    Q_DISABLE_COPY_MOVE(ServerApi)

    /// Whom this token signs in. The token is sent to this origin and to no other. Errors: `Unauthorized`
    /// when the server refused the token, which only a definite 401 says; `Network` when it could not be
    /// checked, with the reason; `Cancelled` after close().
    virtual Future<TokenOwner> whoIs(const ServerUrl& server, const Secret& token) = 0;

    /// Ends the token at the server. It has ended when this succeeds, or fails as `Unauthorized` (it was no
    /// longer valid before). Errors: `Network` when that is not certain, with the reason; `Cancelled`.
    virtual Future<void> signOut(const ServerUrl& server, const Secret& token) = 0;

    /// Ends all calls that run, as `Cancelled`, and all later ones: the program quits.
    virtual void close() = 0;
};

} // namespace latchkey::credentials
