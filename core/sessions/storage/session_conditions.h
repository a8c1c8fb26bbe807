// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

#include <QHash>
#include <QVariant>

namespace latchkey::sessions::storage {

/// Seconds between the clocks of two machines that nobody need hear of.
inline constexpr qint64 ClockTolerance = 60;

/// A statement, or a part of one, of question marks and what stands for them. No value of a caller is ever
/// part of the text.
struct Query
{
    QString sql;
    QVariantList values;
};

/// The words of a search that few sessions match, with these sessions. Those that match the other words are
/// met soon on the way through the list.
using RareWords = QHash<QString, QList<SessionId>>;

/// The words that a search consists of; each of them must match.
QStringList searchWords(const QString& search);

/// At most `limit` of the sessions that match one word. Column: id.
Query wordMatchesQuery(const QString& word, qint64 limit);

/// The conditions of a filter, joined by AND; "TRUE" for none. About a table or alias `sessions`.
Query conditionOf(const SessionFilter& filter, const RareWords& rareWords = {});

/// Of a session that matched this filter before: whether it still does. Leaves out what never changes.
Query stillMatches(const SessionFilter& filter);

/// "id IN (...)" for these ids. One value, however many: SQLite allows only so many question marks.
Query isOneOf(const QList<SessionId>& ids);

/// Whether nothing narrows the sessions that must be looked at one after another in the order of the list.
bool isBroad(const SessionFilter& filter, const RareWords& rareWords);

} // namespace latchkey::sessions::storage
