// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_table.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/storage/statement.h"
#include "core/sessions/storage/user_agent_table.h"
#include "core/sessions/storage/user_table.h"
#include "core/shared/then.h"

#include <QCoreApplication>
#include <QSet>

#include <utility>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

/// The session that goes by a digest, or went by it before.
const QString ThisSession = QStringLiteral(
    " WHERE lookup = ? OR id = (SELECT session_id FROM replaced_identifiers WHERE lookup = ?)");

/// As findToken(); none is the error `otherwise`.
Result<Token> oneToken(SqliteConnection& connection, const Query& query, const Error& otherwise)
{
    return findToken(connection, query) | then([&](const std::optional<Token>& token) {
        return token ? Result<Token>(*token) : Result<Token>(std::unexpected(otherwise));
    });
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

} // namespace

QString tokenColumns()
{
    return QStringLiteral(
        "id, (SELECT name FROM users WHERE id = user_id), revoked,"
        " (SELECT raw FROM user_agents WHERE id = user_agent_id), created, last_used, lookup");
}

Result<std::optional<Token>> findToken(SqliteConnection& connection, const Query& query)
{
    auto statement = Statement::run(connection, query.sql, query.values);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    return statement->next() | then([&](bool isThere) {
        return isThere ? std::optional(Token {
                             .id = statement->number(0),
                             .username = statement->text(1),
                             .revoked = statement->number(2) != 0,
                             .userAgent = statement->text(3),
                             .created = statement->number(4),
                             .lastUsed = statement->number(5),
                             .fingerprint = fingerprintOf(statement->bytes(6)),
                         })
                       : std::nullopt;
    });
}

Error duplicateToken()
{
    return { ErrorCode::TokenDuplicate,
        Text::tr("This user has or had a token with this identifier. Use another identifier.") };
}

Query addQuery(const QByteArray& digest, qint64 userId, qint64 userAgentId, qint64 now)
{
    return { QStringLiteral(
                 "INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used)"
                 " SELECT ?, ?, ?, 0, ?, ?"
                 " WHERE NOT EXISTS (SELECT 1 FROM replaced_identifiers WHERE lookup = ?)"
                 " ON CONFLICT (lookup) DO NOTHING RETURNING ")
            + tokenColumns(),
        { digest, userId, userAgentId, now, now, digest } };
}

Result<Token> addSession(SqliteConnection& connection, const SessionKey& key, qint64 userAgentId, qint64 now)
{
    return userId(connection, key.username) | then([&](qint64 user) {
        return oneToken(connection, addQuery(key.digest, user, userAgentId, now), duplicateToken());
    });
}

Result<Token> revokeSession(
    SqliteConnection& connection, const QByteArray& digest, const RevokedChange& change)
{
    return oneToken(connection,
        { QStringLiteral("UPDATE sessions SET revoked = 1, revoked_at = iif(revoked, revoked_at, ?),"
                         " last_change = iif(revoked, last_change, ?)")
                + ThisSession + QStringLiteral(" RETURNING ") + tokenColumns(),
            { change.now, change.id, digest, digest } },
        { ErrorCode::TokenNotFound,
            Text::tr("This user has no token with this identifier. Check both, or list the sessions.") });
}

Result<void> removeSession(SqliteConnection& connection, const QByteArray& digest)
{
    return deleteAndTidy(connection,
               { QStringLiteral("DELETE FROM sessions") + ThisSession
                       + QStringLiteral(" RETURNING user_agent_id, user_id"),
                   { digest, digest } })
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
