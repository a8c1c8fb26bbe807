// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_conditions.h"

#include <QJsonArray>
#include <QJsonDocument>

#include <algorithm>
#include <span>

namespace latchkey::sessions::storage {

namespace {

/// How many of its hexadecimal digits a fingerprint is found by, at least: fewer would match other sessions
/// by chance all the time.
constexpr qsizetype FewestFingerprintDigits = 4;
constexpr qsizetype FingerprintDigits = 8;

/// Joined by AND.
class Conditions
{
public:
    void add(const QString& condition, const QVariantList& values)
    {
        m_conditions.append(condition);
        m_values.append(values);
    }
    void add(const Query& condition) { add(condition.sql, condition.values); }

    Query joined() const
    {
        return m_conditions.isEmpty() ? Query { QStringLiteral("TRUE"), {} }
                                      : Query { m_conditions.join(QStringLiteral(" AND ")), m_values };
    }

private:
    QStringList m_conditions;
    QVariantList m_values;
};

Query userAgentsWith(const QString& word)
{
    return { QStringLiteral("SELECT id FROM user_agents WHERE contains(?, raw, device, browser, os)"),
        { word } };
}

/// From which digest to which a fingerprint that begins like this can be of.
Query fingerprintsWith(const QString& word)
{
    const bool isFingerprint = word.size() >= FewestFingerprintDigits && word.size() <= FingerprintDigits
        && std::ranges::all_of(
            word, [](QChar c) { return QStringLiteral("0123456789abcdefABCDEF").contains(c); });
    if (!isFingerprint) {
        return { QStringLiteral("SELECT NULL WHERE FALSE"), {} };
    }
    const auto digest = [&](QChar filler) {
        return QByteArray::fromHex(word.leftJustified(FingerprintDigits, filler).toLatin1());
    };
    return { QStringLiteral("SELECT id FROM sessions WHERE lookup BETWEEN ? AND ?"),
        { digest(u'0'), digest(u'f') + QByteArray(28, '\xff') } };
}

/// `pattern` asks, in this order, for the user agents (%1), with a question mark for the user's name, and for
/// the fingerprints (%2) that match the word.
Query wordQuery(const QString& pattern, const QString& word)
{
    const Query agents = userAgentsWith(word);
    const Query fingerprints = fingerprintsWith(word);
    return { pattern.arg(agents.sql, fingerprints.sql),
        agents.values + QVariantList { word } + fingerprints.values };
}

/// Of each session on the way: its user agent is one of few, and its user's name is looked at.
Query commonWordCondition(const QString& word)
{
    return wordQuery(QStringLiteral("(+sessions.user_agent_id IN (%1)"
                                    " OR contains(?, (SELECT name FROM users WHERE id = sessions.user_id))"
                                    " OR +sessions.id IN (%2))"),
        word);
}

/// Joined by OR, halves first: SQLite refuses expressions that are nested a thousand deep, as a plain chain
/// of them would be.
Query anyOf(std::span<const SessionFilter> filters)
{
    if (filters.size() == 1) {
        return conditionOf(filters.front());
    }
    const Query left = anyOf(filters.first(filters.size() / 2));
    const Query right = anyOf(filters.subspan(filters.size() / 2));
    return { QStringLiteral("((%1) OR (%2))").arg(left.sql, right.sql), left.values + right.values };
}

/// What each of them still has to match, where that is the same for all: else nothing.
std::optional<Query> commonStillMatches(const std::vector<SessionFilter>& filters)
{
    const Query first = stillMatches(filters.front());
    const bool isCommon = std::ranges::all_of(filters, [&](const SessionFilter& filter) {
        const Query other = stillMatches(filter);
        return other.sql == first.sql && other.values == first.values;
    });
    return isCommon ? std::optional(first) : std::nullopt;
}

void addUnchanging(Conditions& conditions, const SessionFilter& filter)
{
    if (filter.ids) {
        conditions.add(isOneOf(*filter.ids));
    }
    if (filter.exceptIds) {
        const Query excepted = isOneOf(*filter.exceptIds);
        conditions.add(QStringLiteral("NOT ") + excepted.sql, excepted.values);
    }
    if (filter.username) {
        conditions.add(QStringLiteral("sessions.user_id = (SELECT id FROM users WHERE name = ?)"),
            { filter.username->normalized(QString::NormalizationForm_C) });
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
}

/// Whether so many of the user's active sessions were used later.
Query isBeyondNewestActive(qint64 place)
{
    return { QStringLiteral(
                 "sessions.revoked = 0 AND (SELECT count(*) FROM (SELECT 1 FROM sessions AS later"
                 " WHERE later.user_id = sessions.user_id AND later.revoked = 0"
                 " AND (later.last_used, later.id) > (sessions.last_used, sessions.id) LIMIT ?)) >= ?"),
        { place, place } };
}

void addChanging(Conditions& conditions, const SessionFilter& filter)
{
    if (filter.state != SessionState::All) {
        // Most sessions are active: an index to them would lead through the whole table.
        conditions.add(
            QStringLiteral("+sessions.revoked = ?"), { filter.state == SessionState::Revoked ? 1 : 0 });
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
}

} // namespace

QStringList searchWords(const QString& search)
{
    return search.normalized(QString::NormalizationForm_C).simplified().split(u' ', Qt::SkipEmptyParts);
}

Query wordMatchesQuery(const QString& word, qint64 limit)
{
    // User agents first: those of a common word are soon as many as the limit, and no name is looked at.
    Query query =
        wordQuery(QStringLiteral("SELECT id FROM sessions WHERE user_agent_id IN (%1) UNION ALL"
                                 " SELECT id FROM sessions WHERE user_id IN"
                                 " (SELECT id FROM users WHERE contains(?, name)) UNION ALL %2 LIMIT ?"),
            word);
    query.values.append(limit);
    return query;
}

Query conditionOf(const SessionFilter& filter, const RareWords& rareWords)
{
    Conditions conditions;
    addUnchanging(conditions, filter);
    addChanging(conditions, filter);
    if (filter.beyondNewestActive) {
        conditions.add(QStringLiteral("sessions.id IN (SELECT id FROM (SELECT id, row_number() OVER"
                                      " (PARTITION BY user_id ORDER BY last_used DESC, id DESC) AS place"
                                      " FROM sessions WHERE revoked = 0) WHERE place > ?)"),
            { *filter.beyondNewestActive });
    }
    if (!filter.anyOf.empty()) {
        conditions.add(anyOf(filter.anyOf));
    }
    const QStringList words = searchWords(filter.search);
    for (const QString& word : words) {
        const auto rare = rareWords.constFind(word);
        conditions.add(rare != rareWords.constEnd() ? isOneOf(*rare) : commonWordCondition(word));
    }
    return conditions.joined();
}

Query stillMatches(const SessionFilter& filter)
{
    Conditions conditions;
    addChanging(conditions, filter);
    if (filter.beyondNewestActive) { // of each of few sessions, rather than of all at once
        conditions.add(isBeyondNewestActive(*filter.beyondNewestActive));
    }
    if (!filter.anyOf.empty()) {
        const auto common = commonStillMatches(filter.anyOf);
        conditions.add(common ? *common : anyOf(filter.anyOf)); // the latter may hold very many ids
    }
    return conditions.joined();
}

Query isOneOf(const QList<SessionId>& ids)
{
    QJsonArray array;
    for (const SessionId id : ids) {
        array.append(id);
    }
    return { QStringLiteral("sessions.id IN (SELECT value FROM json_each(?))"),
        { QString::fromLatin1(QJsonDocument(array).toJson(QJsonDocument::Compact)) } };
}

bool isBroad(const SessionFilter& filter, const RareWords& rareWords)
{
    SessionFilter narrow = filter;
    narrow.state = SessionState::All;
    narrow.search.clear();
    narrow.exceptIds.reset();
    return rareWords.isEmpty() && narrow == SessionFilter();
}

} // namespace latchkey::sessions::storage
