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

/// A word that so few sessions match is rare: to look all of them up takes some milliseconds, and so does
/// meeting a hundred of more on the way through a million.
constexpr qint64 MostOfRareWord = 5000;

Result<RareWords> rareWordsOf(SqliteConnection& connection, const SessionFilter& filter)
{
    RareWords rare;
    const QStringList words = searchWords(filter.search);
    for (const QString& word : words) {
        const Query query = wordMatchesQuery(word, MostOfRareWord + 1);
        const auto matches = connection.value(query.sql, query.values);
        if (!matches) {
            return std::unexpected(matches.error());
        }
        if (matches->toLongLong() <= MostOfRareWord) {
            rare.insert(word);
        }
    }
    return rare;
}

Result<QList<SessionId>> readIds(SqliteConnection& connection, const Query& query)
{
    QList<SessionId> ids;
    return forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        ids.append(row.number(0));
    }) | then([&] { return ids; });
}

} // namespace

Result<QList<SessionId>> readPlaces(SqliteConnection& connection, const SessionFilter& filter,
    const SessionSort& sort, qint64 offset, qint64 limit)
{
    return rareWordsOf(connection, filter) | then([&](const RareWords& rare) {
        return readIds(connection, placesQuery(filter, rare, sort, offset, limit));
    });
}

Result<QList<SessionId>> readMatching(SqliteConnection& connection, const SessionFilter& filter)
{
    return rareWordsOf(connection, filter)
        | then([&](const RareWords& rare) { return readIds(connection, matchingIdsQuery(filter, rare)); });
}

Result<QList<Session>> readSessions(SqliteConnection& connection, const QList<SessionId>& ids)
{
    QHash<SessionId, Session> found;
    QHash<SessionId, qint64> userAgents;
    const Query query = sessionsQuery(ids);
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
        userAgents.insert(session.token.id, row.number(3));
        found.insert(session.token.id, std::move(session));
    });
    if (!read) {
        return std::unexpected(read.error());
    }
    const auto records = userAgentsById(connection, QSet<qint64>(userAgents.cbegin(), userAgents.cend()));
    if (!records) {
        return std::unexpected(records.error());
    }
    QList<Session> sessions;
    for (const SessionId id : ids) {
        if (const auto session = found.find(id); session != found.end()) {
            describe(*session, records->value(userAgents.value(id)));
            sessions.append(*session);
        }
    }
    return sessions;
}

Result<QList<SessionGroup>> readGroups(SqliteConnection& connection, const SessionFilter& filter, GroupBy by)
{
    const auto rare = rareWordsOf(connection, filter);
    if (!rare) {
        return std::unexpected(rare.error());
    }
    QList<SessionGroup> groups;
    const Query query = groupsQuery(filter, *rare, by);
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

Result<SessionCounts> readCounts(
    SqliteConnection& connection, const SessionFilter& filter, qint64 recentSince)
{
    const auto rare = rareWordsOf(connection, filter);
    if (!rare) {
        return std::unexpected(rare.error());
    }
    SessionCounts counts;
    const Query query = countsQuery(filter, *rare, recentSince);
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
    QHash<qint64, DeviceKind> kinds; // of each user agent
    const Query all = lastUsesQuery(filter);
    return forEachRow(connection, QStringLiteral("SELECT id, kind FROM user_agents"), {},
               [&](const Statement& row) { kinds.insert(row.number(0), kindFromName(row.text(1))); })
        | then([&] {
              return forEachRow(connection, all.sql, all.values, [&](const Statement& row) {
                  histogram.add(row.number(0), kinds.value(row.number(1), DeviceKind::Unknown));
              });
          })
        | then([&] { return histogram; });
}

} // namespace latchkey::sessions::storage
