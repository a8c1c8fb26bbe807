// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/storage/session_queries.h"
#include "core/shared/result.h"

namespace latchkey::sessions::storage {

class SqliteConnection;

// The queries of session_queries.h with their rows as values.

/// `query`: a pageQuery().
Result<QList<Session>> readPage(SqliteConnection& connection, const Query& query);

/// `query`: a groupsQuery().
Result<QList<SessionGroup>> readGroups(SqliteConnection& connection, const Query& query);

/// `query`: a countsQuery().
Result<SessionCounts> readCounts(SqliteConnection& connection, const Query& query);

/// Up to the end of the local day of `now` (Unix seconds). On one snapshot.
Result<LastUsedHistogram> readHistogram(
    SqliteConnection& connection, const SessionFilter& filter, qint64 now, const HistogramShape& shape);

} // namespace latchkey::sessions::storage
