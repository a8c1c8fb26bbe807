// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/sessions/storage/session_queries.h"

namespace latchkey::sessions::storage {

class SqliteConnection;

/// Which row a TokenManager call is about.
struct SessionKey
{
    QString username; ///< as validateUsername() returned it
    QByteArray digest;
};

// What is done to the rows of `sessions`, one statement each. Those that change something are called in a
// write transaction. Besides their own, their errors are those of the storage.

/// The statements of the calls that must stay quick however many rows there are.
Query addQuery(const SessionKey& key, qint64 userAgentId, qint64 now);
Query validateQuery(const SessionKey& key, qint64 now);

/// Errors: `TokenDuplicate`.
Result<Token> addSession(SqliteConnection& connection, const SessionKey& key, qint64 userAgentId, qint64 now);

/// Errors: `TokenInvalid`.
Result<Token> validateSession(SqliteConnection& connection, const SessionKey& key, qint64 now);

/// As validateSession(), for a store that cannot be written. Errors: `TokenInvalid`.
Result<Token> findValidSession(SqliteConnection& connection, const SessionKey& key);

/// A session that is revoked already stays as it is. Errors: `TokenNotFound`.
Result<Token> revokeSession(SqliteConnection& connection, const SessionKey& key, const RevokedChange& change);

Result<void> removeSession(SqliteConnection& connection, const SessionKey& key);

/// Deletes at most `limit` matching sessions, and the user agents that nobody has any more. Returns how many
/// sessions.
Result<qint64> deleteSessions(SqliteConnection& connection, const SessionFilter& filter, qint64 limit);

/// Revokes or restores at most `limit` matching sessions that are not so yet. Returns how many.
Result<qint64> setSessionsRevoked(
    SqliteConnection& connection, const SessionFilter& filter, const RevokedChange& change, qint64 limit);

} // namespace latchkey::sessions::storage
