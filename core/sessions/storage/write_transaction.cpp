// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/write_transaction.h"

#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/then.h"

#include <sqlite3.h>
#include <utility>

namespace latchkey::sessions::storage {

namespace {

constexpr int FirstVersionWithoutResetFault = 3051003;

} // namespace

QString writeLockPath(const QString& databasePath) { return databasePath + QStringLiteral(".lock"); }

Result<std::optional<FileLock>> acquireWriteLock(const QString& databasePath, std::chrono::milliseconds limit)
{
    if (sqlite3_libversion_number() >= FirstVersionWithoutResetFault) {
        return std::nullopt;
    }
    return FileLock::acquire(writeLockPath(databasePath), limit)
        | then([](FileLock&& lock) { return std::make_optional(std::move(lock)); });
}

Result<WriteTransaction> WriteTransaction::begin(
    SqliteConnection& connection, std::chrono::milliseconds limit)
{
    auto lock = acquireWriteLock(connection.path(), limit);
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
        (void)m_connection->run(QStringLiteral("ROLLBACK"));
    }
}

Result<void> WriteTransaction::commit() { return m_connection->run(QStringLiteral("COMMIT")); }

} // namespace latchkey::sessions::storage
