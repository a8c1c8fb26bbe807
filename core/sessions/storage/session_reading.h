// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/storage/session_queries.h"
#include "core/shared/result.h"

namespace latchkey::sessions::storage {

class SqliteConnection;

// The queries of session_queries.h with their rows as values. Those of several statements are to run on one
// snapshot.

/// The sessions that stand at these places of the list, in its order.
Result<QList<SessionId>> readPlaces(SqliteConnection& connection, const SessionFilter& filter,
    const SessionSort& sort, qint64 offset, qint64 limit);

/// Those of them that are there, in this order.
Result<QList<Session>> readSessions(SqliteConnection& connection, const QList<SessionId>& ids);

/// The matching sessions, in the order of their ids.
Result<QList<SessionId>> readMatching(SqliteConnection& connection, const SessionFilter& filter);

Result<QList<SessionGroup>> readGroups(SqliteConnection& connection, const SessionFilter& filter, GroupBy by);

Result<SessionCounts> readCounts(
    SqliteConnection& connection, const SessionFilter& filter, qint64 recentSince);

/// Up to the end of the local day of `now` (Unix seconds).
Result<LastUsedHistogram> readHistogram(
    SqliteConnection& connection, const SessionFilter& filter, qint64 now, const HistogramShape& shape);

} // namespace latchkey::sessions::storage
