// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

#include <QSet>
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

/// The words of a search that few sessions match: theirs are looked up through indexes, and those of the
/// others are met soon on the way through the list.
using RareWords = QSet<QString>;

/// The words that a search consists of; each of them must match.
QStringList searchWords(const QString& search);

/// The sessions that match one word, counted up to a limit. One row, one column: how many.
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
