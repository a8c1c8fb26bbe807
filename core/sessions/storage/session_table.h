// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/sessions/storage/session_queries.h"

namespace latchkey::sessions::storage {

class SqliteConnection;

/// Which session a TokenManager call is about.
struct SessionKey
{
    QString username; ///< as validateUsername() returned it
    QByteArray digest; ///< of both name and identifier: it alone names the row
};

// What is done to the rows of `sessions`. Those that change something are called in a write transaction.
// Besides their own, their errors are those of the storage.

/// What a query must give to be read as a token.
QString tokenColumns();

/// The token that a query gives, or none.
Result<std::optional<Token>> findToken(SqliteConnection& connection, const Query& query);

/// `TokenDuplicate`, in words.
Error duplicateToken();

/// The statement of adding, which must stay quick however many rows there are.
Query addQuery(const QByteArray& digest, qint64 userId, qint64 userAgentId, qint64 now);

/// Errors: `TokenDuplicate`, also of an identifier that the user had before.
Result<Token> addSession(SqliteConnection& connection, const SessionKey& key, qint64 userAgentId, qint64 now);

/// A session that is revoked already stays as it is. Errors: `TokenNotFound`.
Result<Token> revokeSession(
    SqliteConnection& connection, const QByteArray& digest, const RevokedChange& change);

Result<void> removeSession(SqliteConnection& connection, const QByteArray& digest);

/// Deletes these sessions where they still match, and the users and user agents that are nobody's any more.
/// Returns how many sessions.
Result<qint64> deleteSessions(
    SqliteConnection& connection, const QList<SessionId>& ids, const SessionFilter& filter);

/// Revokes or restores these sessions where they still match and are not so yet. Returns how many.
Result<qint64> setSessionsRevoked(SqliteConnection& connection, const QList<SessionId>& ids,
    const SessionFilter& filter, const RevokedChange& change);

} // namespace latchkey::sessions::storage
