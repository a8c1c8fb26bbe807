// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/policy_table.h"

#include "core/sessions/storage/session_conditions.h"
#include "core/sessions/storage/session_reading.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/statement.h"
#include "core/shared/then.h"

namespace latchkey::sessions::storage {

namespace {

std::optional<int> limitAt(const Statement& row, int column)
{
    return row.value(column).isNull() ? std::nullopt : std::optional(row.value(column).toInt());
}

QVariant valueOf(const std::optional<int>& limit) { return limit ? QVariant(*limit) : QVariant(); }

} // namespace

Result<StoredPolicy> readPolicy(SqliteConnection& connection)
{
    StoredPolicy stored;
    return forEachRow(connection,
               QStringLiteral("SELECT unused_for_days, at_most_per_user, revoked_for_days,"
                              " last_run, last_run_deleted, last_run_revoked FROM policy"),
               {},
               [&](const Statement& row) {
                   stored.policy = { limitAt(row, 0), limitAt(row, 1), limitAt(row, 2) };
                   if (!row.value(3).isNull()) {
                       stored.lastRun = { row.number(3), row.number(4), row.number(5) };
                   }
               })
        | then([&] { return stored; });
}

Result<void> writePolicy(SqliteConnection& connection, const Policy& policy)
{
    return connection.run(
        QStringLiteral("UPDATE policy SET unused_for_days = ?, at_most_per_user = ?, revoked_for_days = ?"),
        { valueOf(policy.unusedForDays), valueOf(policy.atMostPerUser), valueOf(policy.revokedForDays) });
}

Result<void> writeRun(SqliteConnection& connection, const PolicyRun& run)
{
    return connection.run(
        QStringLiteral("UPDATE policy SET last_run = ?, last_run_deleted = ?, last_run_revoked = ?"),
        { run.at, run.deleted, run.revoked });
}

Result<ClockFacts> readClockFacts(SqliteConnection& connection, qint64 now)
{
    SessionFilter odd;
    odd.oddClockAsOf = now;
    const auto oddSessions = readCounts(connection, odd, now);
    const auto inFuture =
        connection.value(QStringLiteral("SELECT count(*) FROM sessions WHERE last_used > ? OR created > ?"),
            { now + ClockTolerance, now + ClockTolerance });
    const auto trusted = connection.value(QStringLiteral("SELECT clock_seen FROM policy"));
    if (!oddSessions || !inFuture || !trusted) {
        return std::unexpected(!oddSessions ? oddSessions.error()
                : !inFuture                 ? inFuture.error()
                                            : trusted.error());
    }
    return ClockFacts {
        .inFuture = inFuture->toLongLong(),
        .outOfOrder = oddSessions->matched - inFuture->toLongLong(),
        .lastTrusted = trusted->isNull() ? std::nullopt : std::optional(trusted->toLongLong()),
    };
}

Result<void> writeClockTrusted(SqliteConnection& connection, qint64 now)
{
    return connection.run(QStringLiteral("UPDATE policy SET clock_seen = ?"), { now });
}

} // namespace latchkey::sessions::storage
