// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_reading.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/statement.h"
#include "core/sessions/storage/then.h"
#include "core/sessions/storage/user_agent_table.h"

namespace latchkey::sessions::storage {

namespace {

void describe(Session& session, const UserAgentRecord& agent)
{
    session.token.userAgent = agent.raw;
    session.browser = agent.browser;
    session.os = agent.os;
    session.device = agent.device;
    session.kind = agent.kind;
}

} // namespace

Result<QList<Session>> readPage(SqliteConnection& connection, const Query& query)
{
    QList<Session> sessions;
    QList<qint64> userAgents; // of the sessions, in the same order
    const auto read = forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        Session session;
        session.token = {
            .id = row.number(0),
            .username = row.text(1),
            .revoked = row.number(2) != 0,
            .userAgent = {},
            .created = row.number(4),
            .lastUsed = row.number(5),
            .fingerprint = fingerprintOf(row.bytes(6)),
        };
        if (!row.value(7).isNull()) {
            session.revokedAt = row.number(7);
        }
        sessions.append(session);
        userAgents.append(row.number(3));
    });
    if (!read) {
        return std::unexpected(read.error());
    }
    const auto records = userAgentsById(connection, QSet<qint64>(userAgents.cbegin(), userAgents.cend()));
    if (!records) {
        return std::unexpected(records.error());
    }
    for (qsizetype i = 0; i < sessions.size(); ++i) {
        describe(sessions[i], records->value(userAgents[i]));
    }
    return sessions;
}

Result<QList<SessionGroup>> readGroups(SqliteConnection& connection, const Query& query)
{
    QList<SessionGroup> groups;
    return forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        groups.append({
            .key = row.text(0),
            .browser = row.text(1),
            .kind = kindFromName(row.text(2)),
            .sessions = row.number(3),
            .revoked = row.number(4),
            .lastUsed = row.number(5),
        });
    }) | then([&] { return groups; });
}

Result<SessionCounts> readCounts(SqliteConnection& connection, const Query& query)
{
    SessionCounts counts;
    return forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        counts = {
            .matched = row.number(0),
            .users = row.number(1),
            .revoked = row.number(2),
            .usedLast24Hours = row.number(3),
            .kinds = {},
        };
        int column = 4;
        for (const DeviceKind kind : countedKinds()) {
            counts.kinds.insert(kind, row.number(column++));
        }
        counts.kinds.insert(DeviceKind::Unknown, counts.matched - sumOf(counts.kinds));
    }) | then([&] { return counts; });
}

Result<LastUsedHistogram> readHistogram(
    SqliteConnection& connection, const SessionFilter& filter, qint64 now, const HistogramShape& shape)
{
    const Query first = oldestLastUseQuery(filter, earliestHistogramTime(now));
    const auto oldest = connection.value(first.sql, first.values);
    if (!oldest) {
        return std::unexpected(oldest.error());
    }
    LastUsedHistogram histogram =
        emptyHistogram(oldest->isNull() ? std::nullopt : std::optional(oldest->toLongLong()), now, shape);
    const QList<DeviceKind> kinds = countedKinds();
    const Query all = lastUsesQuery(filter);
    return forEachRow(connection, all.sql, all.values, [&](const Statement& row) {
        const QVariant kind = row.value(1);
        histogram.add(row.number(0), kind.isNull() ? DeviceKind::Unknown : kinds[kind.toInt()]);
    }) | then([&] { return histogram; });
}

} // namespace latchkey::sessions::storage
