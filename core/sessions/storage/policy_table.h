// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_store.h"

namespace latchkey::sessions::storage {

class SqliteConnection;

/// What the database says of clocks.
struct ClockFacts
{
    qint64 inFuture = 0; ///< as in ClockHealth
    qint64 outOfOrder = 0;
    std::optional<qint64> lastTrusted; ///< Unix seconds
};

// What is done to the one row of `policy`. Those that write are called in a write transaction. Errors: those
// of the storage.

Result<StoredPolicy> readPolicy(SqliteConnection& connection);
Result<void> writePolicy(SqliteConnection& connection, const Policy& policy);
Result<void> writeRun(SqliteConnection& connection, const PolicyRun& run);

Result<ClockFacts> readClockFacts(SqliteConnection& connection, qint64 now);
Result<void> writeClockTrusted(SqliteConnection& connection, qint64 now);

} // namespace latchkey::sessions::storage
