// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_queries.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <span>
#include <utility>

namespace latchkey::sessions::storage {

namespace {

/// A condition of question marks and what stands for them.
using Condition = Query;

/// The conditions of a filter, joined by AND.
class Conditions
{
public:
    void add(const QString& condition, const QVariantList& values)
    {
        m_conditions.append(condition);
        m_values.append(values);
    }
    void add(const Condition& condition) { add(condition.sql, condition.values); }

    Condition joined() const
    {
        return m_conditions.isEmpty() ? Condition { QStringLiteral("TRUE"), {} }
                                      : Condition { m_conditions.join(QStringLiteral(" AND ")), m_values };
    }

    QString whereClause() const
    {
        return m_conditions.isEmpty()
            ? QString()
            : QStringLiteral(" WHERE ") + m_conditions.join(QStringLiteral(" AND "));
    }
    const QVariantList& values() const { return m_values; }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

QString idList(const QList<SessionId>& ids)
{
    QJsonArray array;
    for (const SessionId id : ids) {
        array.append(id);
    }
    return QString::fromLatin1(QJsonDocument(array).toJson(QJsonDocument::Compact));
}

void addSearch(Conditions& conditions, const QString& search)
{
    const QStringList words =
        search.normalized(QString::NormalizationForm_C).simplified().split(u' ', Qt::SkipEmptyParts);
    for (const QString& word : words) {
        conditions.add(
            QStringLiteral(
                "(contains(sessions.username, ?) OR contains(hex(substr(sessions.lookup, 1, 4)), ?)"
                " OR sessions.user_agent_id IN (SELECT id FROM user_agents"
                " WHERE contains(raw, ?) OR contains(device, ?) OR contains(browser, ?)"
                " OR contains(os, ?)))"),
            { word, word, word, word, word, word });
    }
}

Conditions conditionsOf(const SessionFilter& filter);

/// Joined by OR, halves first: SQLite refuses expressions that are nested a thousand deep, as a plain chain
/// of them would be.
Condition anyOf(std::span<const SessionFilter> filters)
{
    if (filters.size() == 1) {
        return conditionsOf(filters.front()).joined();
    }
    const Condition left = anyOf(filters.first(filters.size() / 2));
    const Condition right = anyOf(filters.subspan(filters.size() / 2));
    return { QStringLiteral("((%1) OR (%2))").arg(left.sql, right.sql), left.values + right.values };
}

Conditions conditionsOf(const SessionFilter& filter)
{
    Conditions conditions;
    if (filter.ids) {
        // One value, however many ids: SQLite allows only so many question marks.
        conditions.add(
            QStringLiteral("sessions.id IN (SELECT value FROM json_each(?))"), { idList(*filter.ids) });
    }
    if (filter.exceptIds) {
        conditions.add(QStringLiteral("sessions.id NOT IN (SELECT value FROM json_each(?))"),
            { idList(*filter.exceptIds) });
    }
    if (filter.username) {
        conditions.add(QStringLiteral("sessions.username = ?"),
            { filter.username->normalized(QString::NormalizationForm_C) });
    }
    if (filter.state != SessionState::All) {
        conditions.add(
            QStringLiteral("sessions.revoked = ?"), { filter.state == SessionState::Revoked ? 1 : 0 });
    }
    if (filter.device) {
        conditions.add(
            QStringLiteral("sessions.user_agent_id IN (SELECT id FROM user_agents WHERE device = ?)"),
            { *filter.device });
    }
    if (filter.userAgent) {
        conditions.add(QStringLiteral("sessions.user_agent_id = (SELECT id FROM user_agents WHERE raw = ?)"),
            { *filter.userAgent });
    }
    if (filter.lastUsedAtOrBefore) {
        conditions.add(QStringLiteral("sessions.last_used <= ?"), { *filter.lastUsedAtOrBefore });
    }
    if (filter.lastUsedAfter) {
        conditions.add(QStringLiteral("sessions.last_used > ?"), { *filter.lastUsedAfter });
    }
    if (filter.revokedAtOrBefore) {
        conditions.add(QStringLiteral("sessions.revoked = 1 AND sessions.revoked_at <= ?"),
            { *filter.revokedAtOrBefore });
    }
    if (filter.changedBy) { // never 0; said so that the index over the others is used
        conditions.add(
            QStringLiteral("sessions.last_change = ? AND sessions.last_change <> 0"), { *filter.changedBy });
    }
    if (filter.oddClockAsOf) {
        const qint64 latest = *filter.oddClockAsOf + ClockTolerance;
        conditions.add(
            QStringLiteral(
                "sessions.id IN (" // apart, so that each goes through an index; OR would read the table
                "SELECT id FROM sessions WHERE last_used > ? UNION ALL "
                "SELECT id FROM sessions WHERE created > ? UNION ALL "
                "SELECT id FROM sessions WHERE created > last_used UNION ALL "
                "SELECT id FROM sessions WHERE created <= 0)"),
            { latest, latest });
    }
    if (filter.beyondNewestActive) {
        conditions.add(QStringLiteral("sessions.id IN (SELECT id FROM (SELECT id, row_number() OVER"
                                      " (PARTITION BY username ORDER BY last_used DESC, id DESC) AS place"
                                      " FROM sessions WHERE revoked = 0) WHERE place > ?)"),
            { *filter.beyondNewestActive });
    }
    addSearch(conditions, filter.search);
    if (!filter.anyOf.empty()) {
        conditions.add(anyOf(filter.anyOf));
    }
    return conditions;
}

/// The same conditions for a query that looks at every row that fits. It goes through the table in its own
/// order, which for many rows takes a quarter of the time that going from the index to each row takes; the
/// plus keeps that index out.
Conditions conditionsForCounting(SessionFilter filter)
{
    const auto cutoff = std::exchange(filter.lastUsedAtOrBefore, std::nullopt);
    Conditions conditions = conditionsOf(filter);
    if (cutoff) {
        conditions.add(QStringLiteral("+sessions.last_used <= ?"), { *cutoff });
    }
    return conditions;
}

QString sortExpression(SessionColumn column)
{
    switch (column) {
    case SessionColumn::LastUsed:
        return QStringLiteral("sessions.last_used");
    case SessionColumn::Created:
        return QStringLiteral("sessions.created");
    case SessionColumn::Username:
        return QStringLiteral("sessions.username");
    case SessionColumn::Device:
        return QStringLiteral("user_agents.device COLLATE NOCASE");
    case SessionColumn::Browser:
        return QStringLiteral("user_agents.browser COLLATE NOCASE");
    case SessionColumn::Os:
        return QStringLiteral("user_agents.os COLLATE NOCASE");
    case SessionColumn::State:
        return QStringLiteral("sessions.revoked");
    case SessionColumn::Fingerprint:
        return QStringLiteral("sessions.lookup");
    case SessionColumn::Id:
        return QStringLiteral("sessions.id");
    }
    Q_UNREACHABLE();
}

bool sortsByUserAgent(SessionColumn column)
{
    return column == SessionColumn::Device || column == SessionColumn::Browser || column == SessionColumn::Os;
}

const QString WithUserAgents = QStringLiteral(" JOIN user_agents ON user_agents.id = sessions.user_agent_id");

} // namespace

Query pageQuery(const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit)
{
    const Conditions conditions = conditionsOf(filter);
    const QString direction =
        sort.order == Qt::AscendingOrder ? QStringLiteral(" ASC") : QStringLiteral(" DESC");
    // The id in the same direction is how an index lies anyway: no sort is needed. The user agents are joined
    // only where the order needs them, so the rows before `offset` cost one step in the index each.
    const QString sql = QStringLiteral("SELECT sessions.id, sessions.username, sessions.revoked,"
                                       " sessions.user_agent_id, sessions.created, sessions.last_used,"
                                       " sessions.lookup, sessions.revoked_at FROM sessions")
        + (sortsByUserAgent(sort.column) ? WithUserAgents : QString()) + conditions.whereClause()
        + QStringLiteral(" ORDER BY ") + sortExpression(sort.column) + direction
        + QStringLiteral(", sessions.id") + direction + QStringLiteral(" LIMIT ? OFFSET ?");
    return { sql, conditions.values() + QVariantList { qMax<qint64>(limit, 0), qMax<qint64>(offset, 0) } };
}

Query groupsQuery(const SessionFilter& filter, GroupBy by)
{
    const Conditions conditions = conditionsOf(filter);
    const QString sums =
        QStringLiteral(", count(*), sum(sessions.revoked), max(sessions.last_used) FROM sessions");
    const QString newestFirst = QStringLiteral(" ORDER BY max(sessions.last_used) DESC, 1");
    switch (by) {
    case GroupBy::Device:
        return { QStringLiteral("SELECT user_agents.device, '', min(user_agents.kind)") + sums
                + WithUserAgents + conditions.whereClause() + QStringLiteral(" GROUP BY user_agents.device")
                + newestFirst,
            conditions.values() };
    case GroupBy::UserAgent:
        return { QStringLiteral("SELECT user_agents.raw, user_agents.browser, user_agents.kind") + sums
                + WithUserAgents + conditions.whereClause()
                + QStringLiteral(" GROUP BY sessions.user_agent_id") + newestFirst,
            conditions.values() };
    case GroupBy::User:
        return { QStringLiteral("SELECT sessions.username, '', ''") + sums + conditions.whereClause()
                + QStringLiteral(" GROUP BY sessions.username") + newestFirst,
            conditions.values() };
    }
    Q_UNREACHABLE();
}

Query countsQuery(const SessionFilter& filter, qint64 recentSince)
{
    const Conditions conditions = conditionsForCounting(filter);
    QString sql =
        QStringLiteral("SELECT count(*), count(DISTINCT sessions.username),"
                       " coalesce(sum(sessions.revoked), 0), coalesce(sum(sessions.last_used >= ?), 0)");
    QVariantList values { recentSince };
    for (const DeviceKind kind : countedKinds()) {
        sql += QStringLiteral(", coalesce(sum(user_agents.kind = ?), 0)");
        values.append(kindName(kind));
    }
    return { sql + QStringLiteral(" FROM sessions") + WithUserAgents + conditions.whereClause(),
        values + conditions.values() };
}

QList<DeviceKind> countedKinds()
{
    return { DeviceKind::Desktop, DeviceKind::Phone, DeviceKind::Tablet, DeviceKind::Television,
        DeviceKind::Bot, DeviceKind::Program };
}

Query oldestLastUseQuery(const SessionFilter& filter, qint64 since)
{
    Conditions conditions = conditionsOf(filter);
    conditions.add(QStringLiteral("sessions.last_used >= ?"), { since });
    return { QStringLiteral("SELECT min(sessions.last_used) FROM sessions") + conditions.whereClause(),
        conditions.values() };
}

Query lastUsesQuery(const SessionFilter& filter)
{
    const Conditions conditions = conditionsForCounting(filter);
    QString number = QStringLiteral("CASE user_agents.kind"); // a number is read faster than a text
    QVariantList values;
    const QList<DeviceKind> kinds = countedKinds();
    for (qsizetype i = 0; i < kinds.size(); ++i) {
        number += QStringLiteral(" WHEN ? THEN %1").arg(i);
        values.append(kindName(kinds[i]));
    }
    return { QStringLiteral("SELECT sessions.last_used, ") + number + QStringLiteral(" END FROM sessions")
            + WithUserAgents + conditions.whereClause(),
        values + conditions.values() };
}

Query usersLeftWithoutQuery(const SessionFilter& filter)
{
    Conditions active = conditionsOf(filter);
    active.add(QStringLiteral("sessions.revoked = 0"), {});
    const QString matching = QStringLiteral(" FROM sessions") + active.whereClause();
    return { QStringLiteral("SELECT count(*) FROM (SELECT sessions.username") + matching
            + QStringLiteral(" EXCEPT SELECT username FROM sessions WHERE revoked = 0"
                             " AND id NOT IN (SELECT sessions.id")
            + matching + QStringLiteral("))"),
        active.values() + active.values() };
}

Query setRevokedQuery(const SessionFilter& filter, const RevokedChange& change, qint64 limit)
{
    Conditions conditions = conditionsOf(filter);
    conditions.add(QStringLiteral("sessions.revoked = ?"), { change.revoked ? 0 : 1 });
    return { QStringLiteral("UPDATE sessions SET revoked = ?, revoked_at = ?, last_change = ?"
                            " WHERE id IN (SELECT sessions.id FROM sessions")
            + conditions.whereClause() + QStringLiteral(" LIMIT ?) RETURNING id"),
        QVariantList { change.revoked ? 1 : 0, change.revoked ? QVariant(change.now) : QVariant(), change.id }
            + conditions.values() + QVariantList { limit } };
}

Query deleteQuery(const SessionFilter& filter, qint64 limit)
{
    const Conditions conditions = conditionsOf(filter);
    return { QStringLiteral("DELETE FROM sessions WHERE id IN (SELECT sessions.id FROM sessions")
            + conditions.whereClause() + QStringLiteral(" LIMIT ?) RETURNING user_agent_id"),
        conditions.values() + QVariantList { limit } };
}

} // namespace latchkey::sessions::storage
