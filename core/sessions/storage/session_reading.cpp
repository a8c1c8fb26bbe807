// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_reading.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/statement.h"
#include "core/sessions/storage/user_agent_table.h"
#include "core/shared/then.h"

namespace latchkey::sessions::storage {

namespace {

/// `row`: of a sessionsQuery().
Session sessionOf(const Statement& row)
{
    Session session;
    session.token = {
        .id = row.number(0),
        .username = row.text(1),
        .revoked = row.number(2) != 0,
        .userAgent = row.text(10),
        .created = row.number(3),
        .lastUsed = row.number(4),
        .fingerprint = fingerprintOf(row.bytes(5)),
    };
    const auto time = [&](int column) {
        return row.value(column).isNull() ? std::nullopt : std::optional(row.number(column));
    };
    session.revokedAt = time(6);
    session.presentedRevoked = row.number(7);
    session.lastPresentedRevoked = time(8);
    session.reusedAt = time(9);
    session.browser = row.text(11);
    session.os = row.text(12);
    session.device = row.text(13);
    session.kind = kindFromName(row.text(14));
    return session;
}

/// A word that so few sessions match is rare: to look all of them up takes some milliseconds, and so does
/// meeting a hundred of more on the way through a million.
constexpr qsizetype MostOfRareWord = 5000;

Result<QList<SessionId>> readIds(SqliteConnection& connection, const Query& query)
{
    QList<SessionId> ids;
    return forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        ids.append(row.number(0));
    }) | then([&] { return ids; });
}

Result<RareWords> rareWordsOf(SqliteConnection& connection, const SessionFilter& filter)
{
    RareWords rare;
    const QStringList words = searchWords(filter.search);
    for (const QString& word : words) {
        const auto matches = readIds(connection, wordMatchesQuery(word, MostOfRareWord + 1));
        if (!matches) {
            return std::unexpected(matches.error());
        }
        if (matches->size() <= MostOfRareWord) {
            rare.insert(word, *matches);
        }
    }
    return rare;
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
    const Query query = sessionsQuery(ids);
    return forEachRow(connection, query.sql, query.values, [&](const Statement& row) {
        found.insert(row.number(0), sessionOf(row));
    }) | then([&] {
        QList<Session> sessions;
        for (const SessionId id : ids) {
            if (const auto session = found.constFind(id); session != found.constEnd()) {
                sessions.append(*session);
            }
        }
        return sessions;
    });
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
