// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_table.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/storage/statement.h"
#include "core/sessions/storage/then.h"
#include "core/sessions/storage/user_agent_table.h"

#include <QCoreApplication>
#include <QSet>

#include <functional>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

const QString TokenColumns =
    QStringLiteral("id, username, revoked, (SELECT raw FROM user_agents WHERE id = user_agent_id), created,"
                   " last_used, lookup");
const QString ThisSession = QStringLiteral(" WHERE username = ? AND lookup = ?");

/// Runs a query that gives one token or none; none is the error `otherwise`.
Result<Token> oneToken(SqliteConnection& connection, const Query& query, const Error& otherwise)
{
    auto statement = Statement::run(connection, query.sql, query.values);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    const auto row = statement->next();
    if (!row || !*row) {
        return std::unexpected(!row ? row.error() : otherwise);
    }
    return Token {
        .id = statement->number(0),
        .username = statement->text(1),
        .revoked = statement->number(2) != 0,
        .userAgent = statement->text(3),
        .created = statement->number(4),
        .lastUsed = statement->number(5),
        .fingerprint = fingerprintOf(statement->bytes(6)),
    };
}

/// The first column of every row.
Result<QList<qint64>> numbers(SqliteConnection& connection, const Query& query)
{
    QList<qint64> found;
    return forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        found.append(row.number(0));
    }) | then([&] { return found; });
}

Result<qint64> deleteAndTidy(SqliteConnection& connection, const Query& query)
{
    const auto userAgents = numbers(connection, query);
    if (!userAgents) {
        return std::unexpected(userAgents.error());
    }
    for (const qint64 id : QSet<qint64>(userAgents->begin(), userAgents->end())) {
        if (auto tidied = removeUserAgentIfUnused(connection, id); !tidied) {
            return std::unexpected(tidied.error());
        }
    }
    return userAgents->size();
}

Error invalidToken()
{
    return { ErrorCode::TokenInvalid,
        Text::tr("The token is not valid: it is unknown or revoked. Sign in again.") };
}

} // namespace

Query addQuery(const SessionKey& key, qint64 userAgentId, qint64 now)
{
    return { QStringLiteral(
                 "INSERT INTO sessions (username, lookup, revoked, user_agent_id, created, last_used)"
                 " VALUES (?, ?, 0, ?, ?, ?) ON CONFLICT (username, lookup) DO NOTHING RETURNING ")
            + TokenColumns,
        { key.username, key.digest, userAgentId, now, now } };
}

Query validateQuery(const SessionKey& key, qint64 now)
{
    return { QStringLiteral("UPDATE sessions SET last_used = max(last_used, ?)") + ThisSession
            + QStringLiteral(" AND revoked = 0 RETURNING ") + TokenColumns,
        { now, key.username, key.digest } };
}

Result<Token> addSession(SqliteConnection& connection, const SessionKey& key, qint64 userAgentId, qint64 now)
{
    return oneToken(connection, addQuery(key, userAgentId, now),
        { ErrorCode::TokenDuplicate,
            Text::tr("This user already has a token with this identifier. Use another identifier.") });
}

Result<Token> validateSession(SqliteConnection& connection, const SessionKey& key, qint64 now)
{
    return oneToken(connection, validateQuery(key, now), invalidToken());
}

Result<Token> findValidSession(SqliteConnection& connection, const SessionKey& key)
{
    return oneToken(connection,
        { QStringLiteral("SELECT ") + TokenColumns + QStringLiteral(" FROM sessions") + ThisSession
                + QStringLiteral(" AND revoked = 0"),
            { key.username, key.digest } },
        invalidToken());
}

Result<Token> revokeSession(SqliteConnection& connection, const SessionKey& key, const RevokedChange& change)
{
    return oneToken(connection,
        { QStringLiteral("UPDATE sessions SET revoked = 1, revoked_at = iif(revoked, revoked_at, ?),"
                         " last_change = iif(revoked, last_change, ?)")
                + ThisSession + QStringLiteral(" RETURNING ") + TokenColumns,
            { change.now, change.id, key.username, key.digest } },
        { ErrorCode::TokenNotFound,
            Text::tr("This user has no token with this identifier. Check both, or list the sessions.") });
}

Result<void> removeSession(SqliteConnection& connection, const SessionKey& key)
{
    return deleteAndTidy(connection,
               { QStringLiteral("DELETE FROM sessions") + ThisSession
                       + QStringLiteral(" RETURNING user_agent_id"),
                   { key.username, key.digest } })
        | then([](qint64) { });
}

Result<qint64> deleteSessions(SqliteConnection& connection, const SessionFilter& filter, qint64 limit)
{
    return deleteAndTidy(connection, deleteQuery(filter, limit));
}

Result<qint64> setSessionsRevoked(
    SqliteConnection& connection, const SessionFilter& filter, const RevokedChange& change, qint64 limit)
{
    return numbers(connection, setRevokedQuery(filter, change, limit))
        | then([](const QList<qint64>& ids) { return ids.size(); });
}

} // namespace latchkey::sessions::storage
