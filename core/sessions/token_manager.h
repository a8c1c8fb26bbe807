// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/token.h"
#include "core/shared/async.h"

namespace latchkey::sessions {

/// A valid token and whether the store could note its use: on a read-only or full disk it is valid all the
/// same.
struct Validation
{
    Token token;
    bool lastUsedRecorded = true;
};

/// Storage and validation of remember-me tokens: the seed's `rememberme.TokenManager`. What web servers
/// embed.
///
/// Every call may be made from any thread, returns at once, and ends only when its change is durable. Each of
/// them can end as `InvalidInput` (see identifier_digest.h), `StoreUnavailable`, `StoreReadOnly`,
/// `StoreTooNew`, `DiskFull`, `Corrupt`, `TimedOut` or `Cancelled`; a storage error is never reported as an
/// invalid token. Calls that wait together are committed together; where ten thousand wait already, the next
/// ones end at once as `TimedOut`, so that a server can turn requests away.
class TokenManager
{
public:
    TokenManager() = default;
    virtual ~TokenManager() = default;
    Q_DISABLE_COPY_MOVE(TokenManager)

    /// Stores a new token: created = last used = now, not revoked. Only the identifier's digest is kept. A
    /// user agent is any text: control characters and NUL are kept out, and it is cut at 4096 characters.
    /// Errors: `TokenDuplicate` when (username, identifier) is there already, revoked or not.
    virtual Future<Token> add(
        const QString& username, const Secret& identifier, const QString& userAgent) = 0;

    /// Looks the token up; when it is there and not revoked, sets last used to now (never backwards) and
    /// returns it. Errors: `TokenInvalid` for missing and revoked alike.
    virtual Future<Validation> validate(const QString& username, const Secret& identifier) = 0;

    /// Marks the token revoked; the row stays, and a second time is fine. Errors: `TokenNotFound`.
    virtual Future<Token> revoke(const QString& username, const Secret& identifier) = 0;

    /// Deletes the token for good. A missing one is not an error.
    virtual Future<void> remove(const QString& username, const Secret& identifier) = 0;

    /// Deletes this user's tokens last used at or before `cutoff` (Unix seconds), revoked or not. Returns how
    /// many; none is not an error. It works in batches, so a failure may come after some of them were
    /// deleted.
    virtual Future<qint64> purge(const QString& username, qint64 cutoff) = 0;
};

} // namespace latchkey::sessions
