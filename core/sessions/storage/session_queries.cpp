// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_queries.h"

#include <optional>

namespace latchkey::sessions::storage {

namespace {

/// The table that a column of the list stands in when it is not `sessions`, and the column.
struct OtherColumn
{
    const char* table;
    const char* key; ///< by which a session names its row
    const char* column;
};

std::optional<OtherColumn> otherColumn(SessionColumn column)
{
    switch (column) {
    case SessionColumn::Username:
        return OtherColumn { "users", "user_id", "users.name" };
    case SessionColumn::Device:
        return OtherColumn { "user_agents", "user_agent_id", "user_agents.device COLLATE NOCASE" };
    case SessionColumn::Browser:
        return OtherColumn { "user_agents", "user_agent_id", "user_agents.browser COLLATE NOCASE" };
    case SessionColumn::Os:
        return OtherColumn { "user_agents", "user_agent_id", "user_agents.os COLLATE NOCASE" };
    default:
        return std::nullopt;
    }
}

const char* ownColumn(SessionColumn column)
{
    switch (column) {
    case SessionColumn::LastUsed:
        return "sessions.last_used";
    case SessionColumn::Created:
        return "sessions.created";
    case SessionColumn::State:
        return "sessions.revoked";
    case SessionColumn::Fingerprint:
        return "sessions.lookup";
    default:
        return "sessions.id";
    }
}

/// Sums of the sessions of each user agent. Columns: user_agent_id, sessions, revoked, last_used. Those of
/// all sessions are kept.
Query totalsOf(const SessionFilter& filter, const RareWords& rareWords)
{
    SessionFilter others = filter;
    others.device.reset();
    others.userAgent.reset();
    if (others == SessionFilter()) {
        return { QStringLiteral("user_agent_totals"), {} };
    }
    const Query condition = conditionOf(filter, rareWords);
    return { QStringLiteral("(SELECT user_agent_id, count(*) AS sessions, sum(revoked) AS revoked,"
                            " max(last_used) AS last_used FROM sessions WHERE %1 GROUP BY user_agent_id)")
                 .arg(condition.sql),
        condition.values };
}

/// The conditions that are about user agents alone.
Query userAgentCondition(const SessionFilter& filter)
{
    Query condition { QStringLiteral("TRUE"), {} };
    if (filter.device) {
        condition.sql += QStringLiteral(" AND user_agents.device = ?");
        condition.values.append(*filter.device);
    }
    if (filter.userAgent) {
        condition.sql += QStringLiteral(" AND user_agents.raw = ?");
        condition.values.append(*filter.userAgent);
    }
    return condition;
}

} // namespace

Query placesQuery(const SessionFilter& filter, const RareWords& rareWords, const SessionSort& sort,
    qint64 offset, qint64 limit)
{
    const Query condition = conditionOf(filter, rareWords);
    const bool isAscending = sort.order == Qt::AscendingOrder;
    // Everything in the same direction is how the indexes lie: no sort is needed, and a place is one step in
    // an index for each before it.
    const auto inOrder = [&](const char* column) {
        return QLatin1StringView(column) + (isAscending ? QStringLiteral(" ASC") : QStringLiteral(" DESC"));
    };
    QString sql = QStringLiteral("SELECT sessions.id FROM ");
    QStringList order;
    if (const auto other = otherColumn(sort.column)) {
        // The other table first where most sessions are looked at anyway: then they come in order.
        sql += isBroad(filter, rareWords)
            ? QStringLiteral("%1 CROSS JOIN sessions").arg(QLatin1StringView(other->table))
            : QStringLiteral("sessions JOIN %1").arg(QLatin1StringView(other->table));
        sql += QStringLiteral(" ON sessions.%1 = %2.id")
                   .arg(QLatin1StringView(other->key), QLatin1StringView(other->table));
        order = { inOrder(other->column), inOrder((QByteArray(other->table) + ".id").constData()),
            inOrder("sessions.id") };
    } else {
        sql += QStringLiteral("sessions");
        order = { inOrder(ownColumn(sort.column)), inOrder("sessions.id") };
    }
    return { sql + QStringLiteral(" WHERE ") + condition.sql + QStringLiteral(" ORDER BY ") + order.join(u',')
            + QStringLiteral(" LIMIT ? OFFSET ?"),
        condition.values + QVariantList { qMax<qint64>(limit, 0), qMax<qint64>(offset, 0) } };
}

Query matchingIdsQuery(const SessionFilter& filter, const RareWords& rareWords)
{
    const Query condition = conditionOf(filter, rareWords);
    return {
        QStringLiteral("SELECT sessions.id FROM sessions WHERE %1 ORDER BY sessions.id").arg(condition.sql),
        condition.values
    };
}

Query sessionsQuery(const QList<SessionId>& ids)
{
    const Query condition = isOneOf(ids);
    return { QStringLiteral("SELECT sessions.id, users.name, revoked, created, last_used, lookup, revoked_at,"
                            " presented_revoked, last_presented_revoked, reused_at, raw, browser, os, "
                            "device, kind FROM sessions"
                            " JOIN users ON users.id = user_id"
                            " JOIN user_agents ON user_agents.id = user_agent_id WHERE ")
            + condition.sql,
        condition.values };
}

Query groupsQuery(const SessionFilter& filter, const RareWords& rareWords, GroupBy by)
{
    if (by == GroupBy::User) {
        const Query condition = conditionOf(filter, rareWords);
        return { QStringLiteral("SELECT users.name, '', '', sessions, revoked, last_used FROM ("
                                "SELECT user_id, count(*) AS sessions, sum(revoked) AS revoked,"
                                " max(last_used) AS last_used FROM sessions WHERE %1 GROUP BY user_id)"
                                " JOIN users ON users.id = user_id ORDER BY last_used DESC, 1")
                     .arg(condition.sql),
            condition.values };
    }
    const Query totals = totalsOf(filter, rareWords);
    const Query agents = userAgentCondition(filter);
    const QString key = by == GroupBy::Device ? QStringLiteral("user_agents.device, ''")
                                              : QStringLiteral("user_agents.raw, user_agents.browser");
    const QString group =
        by == GroupBy::Device ? QStringLiteral("user_agents.device") : QStringLiteral("user_agents.id");
    return { QStringLiteral(
                 "SELECT %1, min(user_agents.kind), sum(totals.sessions), sum(totals.revoked),"
                 " max(totals.last_used) FROM %2 AS totals JOIN user_agents"
                 " ON user_agents.id = totals.user_agent_id WHERE %3 GROUP BY %4 ORDER BY 6 DESC, 1")
                 .arg(key, totals.sql, agents.sql, group),
        totals.values + agents.values };
}

Query countsQuery(const SessionFilter& filter, const RareWords& rareWords, qint64 recentSince)
{
    const Query condition = conditionOf(filter, rareWords);
    const Query totals = totalsOf(filter, rareWords);
    const Query agents = userAgentCondition(filter);
    const QString users = filter == SessionFilter()
        ? QStringLiteral("SELECT count(*) FROM users")
        : QStringLiteral("SELECT count(DISTINCT user_id) FROM sessions WHERE ") + condition.sql;
    QString sql =
        QStringLiteral("SELECT coalesce(sum(totals.sessions), 0), (%1), coalesce(sum(totals.revoked), 0),"
                       " (SELECT count(*) FROM sessions WHERE last_used >= ? AND %2)")
            .arg(users, condition.sql);
    QVariantList values = (filter == SessionFilter() ? QVariantList() : condition.values)
        + QVariantList { recentSince } + condition.values;
    for (const DeviceKind kind : countedKinds()) {
        sql += QStringLiteral(", coalesce(sum(iif(user_agents.kind = ?, totals.sessions, 0)), 0)");
        values.append(kindName(kind));
    }
    sql += QStringLiteral(
        " FROM %1 AS totals JOIN user_agents ON user_agents.id = totals.user_agent_id WHERE %2")
               .arg(totals.sql, agents.sql);
    return { sql, values + totals.values + agents.values };
}

QList<DeviceKind> countedKinds()
{
    return { DeviceKind::Desktop, DeviceKind::Phone, DeviceKind::Tablet, DeviceKind::Television,
        DeviceKind::Bot, DeviceKind::Program };
}

Query oldestLastUseQuery(const SessionFilter& filter, qint64 since)
{
    const Query condition = conditionOf(filter);
    return { QStringLiteral("SELECT min(sessions.last_used) FROM sessions WHERE sessions.last_used >= ? AND ")
            + condition.sql,
        QVariantList { since } + condition.values };
}

Query lastUsesQuery(const SessionFilter& filter)
{
    const Query condition = conditionOf(filter);
    return { QStringLiteral("SELECT sessions.last_used, sessions.user_agent_id FROM sessions WHERE ")
            + condition.sql,
        condition.values };
}

Query usersLeftWithoutQuery(const SessionFilter& filter)
{
    const Query condition = conditionOf(filter);
    const QString matching = QStringLiteral(" FROM sessions WHERE sessions.revoked = 0 AND ") + condition.sql;
    return { QStringLiteral("SELECT count(*) FROM (SELECT sessions.user_id") + matching
            + QStringLiteral(" EXCEPT SELECT user_id FROM sessions WHERE revoked = 0"
                             " AND id NOT IN (SELECT sessions.id")
            + matching + QStringLiteral("))"),
        condition.values + condition.values };
}

Query setRevokedQuery(const QList<SessionId>& ids, const SessionFilter& filter, const RevokedChange& change)
{
    const Query which = isOneOf(ids);
    const Query still = stillMatches(filter);
    return { QStringLiteral(
                 "UPDATE sessions SET revoked = ?, revoked_at = ?, last_change = ?, presented_revoked = 0,"
                 " last_presented_revoked = NULL, reused_at = NULL WHERE %1"
                 " AND sessions.revoked = ? AND %2 RETURNING id")
                 .arg(which.sql, still.sql),
        QVariantList { change.revoked ? 1 : 0, change.revoked ? QVariant(change.now) : QVariant(), change.id }
            + which.values + QVariantList { change.revoked ? 0 : 1 } + still.values };
}

Query deleteQuery(const QList<SessionId>& ids, const SessionFilter& filter)
{
    const Query which = isOneOf(ids);
    const Query still = stillMatches(filter);
    return { QStringLiteral("DELETE FROM sessions WHERE %1 AND %2 RETURNING user_agent_id, user_id")
                 .arg(which.sql, still.sql),
        which.values + still.values };
}

} // namespace latchkey::sessions::storage
