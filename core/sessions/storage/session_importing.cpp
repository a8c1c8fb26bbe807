// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_importing.h"

#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/user_table.h"
#include "core/shared/then.h"

#include <algorithm>

namespace latchkey::sessions::storage {

namespace {

/// Not RETURNING: inside a savepoint a row then costs more the more rows were changed before (a million rows
/// took three times as long).
Result<qint64> sessionsSoFar(SqliteConnection& connection)
{
    return connection.value(QStringLiteral("SELECT coalesce(sum(sessions), 0) FROM user_agent_totals"))
        | then([](const QVariant& count) { return count.toLongLong(); });
}

} // namespace

Result<QList<UserAgentRecord>> userAgentsOf(
    SqliteConnection& connection, UserAgentParser* parser, const QList<ImportedSession>& sessions)
{
    QSet<QString> seen;
    QList<UserAgentRecord> records;
    for (const ImportedSession& session : sessions) {
        const QString& raw = session.userAgent;
        if (seen.contains(raw)) {
            continue;
        }
        seen.insert(raw);
        const auto isKnown = isUserAgentKnown(connection, raw); // a parser has no more to say then
        if (!isKnown) {
            return std::unexpected(isKnown.error());
        }
        records.append(recognise(*isKnown ? nullptr : parser, raw));
    }
    return records;
}

Result<qint64> importSessions(
    SqliteConnection& connection, QList<ImportedSession> sessions, const QList<UserAgentRecord>& userAgents)
{
    // In the order of the largest index, so that each of its pages is changed once.
    std::ranges::sort(sessions, {}, &ImportedSession::digest);
    QHash<QString, qint64> agentIds;
    for (const UserAgentRecord& record : userAgents) {
        const auto id = userAgentId(connection, record);
        if (!id) {
            return std::unexpected(id.error());
        }
        agentIds.insert(record.raw, *id);
    }
    const auto before = sessionsSoFar(connection);
    QHash<QString, qint64> userIds;
    for (const ImportedSession& session : std::as_const(sessions)) {
        if (!userIds.contains(session.username)) {
            const auto id = userId(connection, session.username);
            if (!id) {
                return std::unexpected(id.error());
            }
            userIds.insert(session.username, *id);
        }
        const auto inserted = connection.run(
            QStringLiteral("INSERT INTO sessions"
                           " (lookup, user_id, user_agent_id, revoked, revoked_at, created, last_used)"
                           " VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (lookup) DO NOTHING"),
            { session.digest, userIds.value(session.username), agentIds.value(session.userAgent),
                session.revoked ? 1 : 0, session.revoked ? QVariant(session.lastUsed) : QVariant(),
                session.created, session.lastUsed });
        if (!inserted) {
            return std::unexpected(inserted.error());
        }
    }
    return before | then([&](qint64 first) {
        return sessionsSoFar(connection) | then([=](qint64 last) { return last - first; });
    });
}

Result<qint64> countPresentSessions(SqliteConnection& connection, const QList<ImportedSession>& sessions)
{
    qint64 present = 0;
    for (const ImportedSession& session : sessions) {
        const auto found =
            connection.value(QStringLiteral("SELECT 1 FROM sessions WHERE lookup = ?"), { session.digest });
        if (!found) {
            return std::unexpected(found.error());
        }
        present += found->isValid() ? 1 : 0;
    }
    return present;
}

} // namespace latchkey::sessions::storage
