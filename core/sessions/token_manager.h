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

/// What became of a rotation.
struct Rotation
{
    Token token;

    /// Whether the session goes by the new identifier now. False: another request replaced the old one less
    /// than ReplacedGrace seconds ago, so the client has, or is about to get, that one; give it none.
    bool isReplaced = true;
};

/// How long an identifier stays valid after it was replaced, in seconds: requests that a client sent side by
/// side all bear the old one.
constexpr qint64 ReplacedGrace = 60;

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
    /// returns it. Errors: `TokenInvalid` for missing and revoked alike; that a revoked one was presented is
    /// counted. `TokenReused` when rotate() replaced this identifier longer than ReplacedGrace ago: two hold
    /// the session, one of them by theft, so this call revoked it. The user's other sessions stay.
    virtual Future<Validation> validate(const QString& username, const Secret& identifier) = 0;

    /// Gives a session a new identifier, for servers that do so from time to time to notice theft; nothing
    /// else of it changes but its last use. Asked again with the same two, it answers the same. Errors: those
    /// of validate() for the current identifier, and `TokenDuplicate` for a new one that the user has or had.
    virtual Future<Rotation> rotate(
        const QString& username, const Secret& identifier, const Secret& newIdentifier) = 0;

    // A replaced identifier names its session for these two as well.

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
