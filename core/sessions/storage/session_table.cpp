// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_table.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/storage/statement.h"
#include "core/sessions/storage/then.h"
#include "core/sessions/storage/user_agent_table.h"
#include "core/sessions/storage/user_table.h"

#include <QCoreApplication>
#include <QSet>

#include <utility>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

const QString TokenColumns =
    QStringLiteral("id, (SELECT name FROM users WHERE id = user_id), revoked,"
                   " (SELECT raw FROM user_agents WHERE id = user_agent_id), created, last_used, lookup");
const QString ThisSession = QStringLiteral(" WHERE lookup = ?");

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

/// Returns how many sessions were deleted.
Result<qint64> deleteAndTidy(SqliteConnection& connection, const Query& query)
{
    qint64 sessions = 0;
    QSet<qint64> userAgents;
    QSet<qint64> users;
    const auto deleted = forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        ++sessions;
        userAgents.insert(row.number(0));
        users.insert(row.number(1));
    });
    if (!deleted) {
        return std::unexpected(deleted.error());
    }
    for (const auto& [ids, tidy] :
        { std::pair(&userAgents, &removeUserAgentIfUnused), std::pair(&users, &removeUserIfUnused) }) {
        for (const qint64 id : *ids) {
            if (auto tidied = tidy(connection, id); !tidied) {
                return std::unexpected(tidied.error());
            }
        }
    }
    return sessions;
}

Error invalidToken()
{
    return { ErrorCode::TokenInvalid,
        Text::tr("The token is not valid: it is unknown or revoked. Sign in again.") };
}

} // namespace

Query addQuery(const QByteArray& digest, qint64 userId, qint64 userAgentId, qint64 now)
{
    return { QStringLiteral(
                 "INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used)"
                 " VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT (lookup) DO NOTHING RETURNING ")
            + TokenColumns,
        { digest, userId, userAgentId, now, now } };
}

Query validateQuery(const QByteArray& digest, qint64 now)
{
    return { QStringLiteral("UPDATE sessions SET last_used = max(last_used, ?)") + ThisSession
            + QStringLiteral(" AND revoked = 0 RETURNING ") + TokenColumns,
        { now, digest } };
}

Result<Token> addSession(SqliteConnection& connection, const SessionKey& key, qint64 userAgentId, qint64 now)
{
    return userId(connection, key.username) | then([&](qint64 user) {
        return oneToken(connection, addQuery(key.digest, user, userAgentId, now),
            { ErrorCode::TokenDuplicate,
                Text::tr("This user already has a token with this identifier. Use another identifier.") });
    });
}

Result<Token> validateSession(SqliteConnection& connection, const QByteArray& digest, qint64 now)
{
    return oneToken(connection, validateQuery(digest, now), invalidToken());
}

Result<Token> findValidSession(SqliteConnection& connection, const QByteArray& digest)
{
    return oneToken(connection,
        { QStringLiteral("SELECT ") + TokenColumns + QStringLiteral(" FROM sessions") + ThisSession
                + QStringLiteral(" AND revoked = 0"),
            { digest } },
        invalidToken());
}

Result<Token> revokeSession(
    SqliteConnection& connection, const QByteArray& digest, const RevokedChange& change)
{
    return oneToken(connection,
        { QStringLiteral("UPDATE sessions SET revoked = 1, revoked_at = iif(revoked, revoked_at, ?),"
                         " last_change = iif(revoked, last_change, ?)")
                + ThisSession + QStringLiteral(" RETURNING ") + TokenColumns,
            { change.now, change.id, digest } },
        { ErrorCode::TokenNotFound,
            Text::tr("This user has no token with this identifier. Check both, or list the sessions.") });
}

Result<void> removeSession(SqliteConnection& connection, const QByteArray& digest)
{
    return deleteAndTidy(connection,
               { QStringLiteral("DELETE FROM sessions") + ThisSession
                       + QStringLiteral(" RETURNING user_agent_id, user_id"),
                   { digest } })
        | then([](qint64) { });
}

Result<qint64> deleteSessions(
    SqliteConnection& connection, const QList<SessionId>& ids, const SessionFilter& filter)
{
    return deleteAndTidy(connection, deleteQuery(ids, filter));
}

Result<qint64> setSessionsRevoked(SqliteConnection& connection, const QList<SessionId>& ids,
    const SessionFilter& filter, const RevokedChange& change)
{
    qint64 changed = 0;
    const Query query = setRevokedQuery(ids, filter, change);
    return forEachRow(connection, query.sql, query.values, [&](const Statement&) { ++changed; })
        | then([&] { return changed; });
}

} // namespace latchkey::sessions::storage
