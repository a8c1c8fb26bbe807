// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/presented_identifier.h"

#include "core/sessions/storage/session_table.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "core/shared/then.h"

#include <QCoreApplication>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

Error invalidToken()
{
    return { ErrorCode::TokenInvalid,
        Text::tr("The token is not valid: it is unknown or revoked. Sign in again.") };
}

Error reusedToken(const QString& consequence)
{
    return { ErrorCode::TokenReused,
        Text::tr("A newer token had replaced this one, so somebody holds a copy of it.") + u' '
            + consequence };
}

const QString Used = QStringLiteral("last_used = max(last_used, ?)");
const QString Current = QStringLiteral("lookup = ? AND revoked = 0");
const QString Replaced =
    QStringLiteral("id = (SELECT session_id FROM replaced_identifiers WHERE lookup = ?)");
const QString ReplacedAndActive = Replaced + QStringLiteral(" AND revoked = 0");
const QString InGrace = QStringLiteral("id = (SELECT session_id FROM replaced_identifiers WHERE lookup = ?"
                                       " AND replaced_at > ?) AND revoked = 0");

Query update(const QString& change, const QString& which, const QVariantList& values)
{
    return { QStringLiteral("UPDATE sessions SET %1 WHERE %2 RETURNING ").arg(change, which) + tokenColumns(),
        values };
}

Query select(const QString& which, const QVariantList& values)
{
    return { QStringLiteral("SELECT %1 FROM sessions WHERE ").arg(tokenColumns()) + which, values };
}

/// Its change id is random as any, so that no undo takes it for its own.
Query revokeReusedQuery(const QByteArray& digest, qint64 now)
{
    return update(QStringLiteral("revoked = 1, revoked_at = ?, reused_at = ?,"
                                 " last_change = (random() & 0x7fffffffffffffff) | 1"),
        ReplacedAndActive, { now, now, digest });
}

/// A query, and what its finding a session means; nothing: that the token is valid.
struct Look
{
    Query query;
    std::optional<Error> refusal;
};

/// The answer of the first that finds a session.
Result<Answer<Token>> firstFound(SqliteConnection& connection, const std::vector<Look>& looks)
{
    for (const auto& [query, refusal] : looks) {
        const auto token = findToken(connection, query);
        if (!token) {
            return std::unexpected(token.error());
        }
        if (const auto& found = *token) {
            return refusal ? Answer<Token>(std::unexpected(*refusal)) : Answer<Token>(*found);
        }
    }
    return Answer<Token>(std::unexpected(invalidToken()));
}

} // namespace

Query validateQuery(const QByteArray& digest, qint64 now)
{
    static const QString sql = update(Used, Current, {}).sql; // of nearly every call
    return { sql, { now, digest } };
}

Query countRevokedQuery(const QByteArray& digest, qint64 now)
{
    return update(QStringLiteral("presented_revoked = presented_revoked + 1,"
                                 " last_presented_revoked = max(coalesce(last_presented_revoked, 0), ?)"),
        QStringLiteral("(lookup = ? OR %1) AND revoked = 1").arg(Replaced), { now, digest, digest });
}

Result<Answer<Token>> presentIdentifier(SqliteConnection& connection, const QByteArray& digest, qint64 now)
{
    const auto used = findToken(connection, validateQuery(digest, now));
    if (!used) {
        return std::unexpected(used.error());
    }
    if (const auto& token = *used) {
        return Answer<Token>(*token);
    }
    return firstFound(connection,
        {
            { update(Used, InGrace, { now, digest, now - ReplacedGrace }), {} },
            { revokeReusedQuery(digest, now),
                reusedToken(Text::tr("The session was revoked: sign in again.")) },
            { countRevokedQuery(digest, now), invalidToken() },
        });
}

Result<Answer<Rotation>> rotateIdentifier(
    SqliteConnection& connection, const QByteArray& digest, const QByteArray& newDigest, qint64 now)
{
    const auto replaced = findToken(connection,
        { QStringLiteral("UPDATE OR IGNORE sessions SET lookup = ?, %1 WHERE %2 AND lookup <> ?"
                         " AND NOT EXISTS (SELECT 1 FROM replaced_identifiers WHERE lookup = ?) RETURNING ")
                    .arg(Used, Current)
                + tokenColumns(),
            { newDigest, now, digest, newDigest, newDigest } });
    if (!replaced) {
        return std::unexpected(replaced.error());
    }
    if (const auto& token = *replaced) {
        return connection.run(QStringLiteral("INSERT INTO replaced_identifiers VALUES (?, ?, ?)"),
                   { digest, token->id, now })
            | then([rotated = *token]() -> Result<Answer<Rotation>> {
                  return Answer<Rotation>(Rotation { rotated, true });
              });
    }
    const auto presented = presentIdentifier(connection, digest, now);
    if (!presented) {
        return std::unexpected(presented.error());
    }
    if (!*presented) {
        return Answer<Rotation>(std::unexpected(presented->error()));
    }
    // Valid, but not by this call's doing: the new identifier is taken, or the old one was replaced before.
    return connection.value(QStringLiteral("SELECT lookup FROM sessions WHERE id = ?"), { (*presented)->id })
        | then([&](const QVariant& current) -> Result<Answer<Rotation>> {
              if (current == digest) {
                  return Answer<Rotation>(std::unexpected(duplicateToken()));
              }
              return Answer<Rotation>(Rotation { **presented, current == newDigest });
          });
}

Answer<Token> findPresented(SqliteConnection& connection, const QByteArray& digest, qint64 now)
{
    return firstFound(connection,
               {
                   { select(Current, { digest }), {} },
                   { select(InGrace, { digest, now - ReplacedGrace }), {} },
                   { select(ReplacedAndActive, { digest }),
                       reusedToken(Text::tr(
                           "The session database cannot be written now: revoke the session when it can.")) },
               })
        | then([](const Answer<Token>& answer) { return answer; });
}

} // namespace latchkey::sessions::storage
