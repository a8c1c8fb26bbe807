// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/write_transaction.h"

#include "core/sessions/storage/sqlite_connection.h"
#include "core/shared/then.h"

#include <sqlite3.h>
#include <tuple>
#include <utility>

namespace latchkey::sessions::storage {

namespace {

constexpr int FirstVersionWithoutResetFault = 3051003;
constexpr int HoldersBeforeUs = 6; // at 300 ms an fsync and five processes, one turn's wait was not enough

} // namespace

QString writeLockPath(const QString& databasePath) { return databasePath + QStringLiteral(".lock"); }

Result<FileLock> acquireFileLock(const QString& databasePath, std::chrono::milliseconds busyLimit)
{
    return FileLock::acquire(writeLockPath(databasePath), busyLimit * HoldersBeforeUs);
}

Result<std::optional<FileLock>> acquireWriteLock(
    const QString& databasePath, std::chrono::milliseconds busyLimit)
{
    if (sqlite3_libversion_number() >= FirstVersionWithoutResetFault) {
        return std::nullopt;
    }
    return acquireFileLock(databasePath, busyLimit)
        | then([](FileLock&& lock) { return std::make_optional(std::move(lock)); });
}

Result<WriteTransaction> WriteTransaction::begin(
    SqliteConnection& connection, std::chrono::milliseconds busyLimit)
{
    auto lock = acquireWriteLock(connection.path(), busyLimit);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    if (auto begun = connection.run(QStringLiteral("BEGIN IMMEDIATE")); !begun) {
        return std::unexpected(begun.error());
    }
    return WriteTransaction(connection, std::move(*lock));
}

WriteTransaction::WriteTransaction(SqliteConnection& connection, std::optional<FileLock> lock)
    : m_lock(std::move(lock))
    , m_connection(&connection)
{
}

WriteTransaction::WriteTransaction(WriteTransaction&& other) noexcept
    : m_lock(std::move(other.m_lock))
    , m_connection(std::exchange(other.m_connection, nullptr))
{
}

WriteTransaction::~WriteTransaction()
{
    // A failed COMMIT may have left the transaction open, or SQLite may have rolled it back on its own.
    if (m_connection != nullptr && m_connection->isInTransaction()) {
        std::ignore = m_connection->run(QStringLiteral("ROLLBACK"));
    }
}

Result<void> WriteTransaction::commit() { return m_connection->run(QStringLiteral("COMMIT")); }

} // namespace latchkey::sessions::storage
