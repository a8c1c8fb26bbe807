// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/file_lock.h"
#include "core/shared/result.h"

#include <chrono>
#include <optional>

namespace latchkey::sessions::storage {

class SqliteConnection;

/// The path of the write lock of a database.
QString writeLockPath(const QString& databasePath);

/// What every write transaction, checkpoint and close of a database stands under, against every other process
/// that uses this code. SQLite before 3.51.3 can lose committed transactions when one process writes while
/// another checkpoints (measured: 8 of 150 rounds with SQLite 3.40.1, none under the lock); from then on
/// there is no lock to take, and the optional is empty. `busyLimit` is how long a holder may wait for a
/// foreign program; as several holders may stand before us, each with a slow disk, the wait here is a few
/// times that. Errors: those of FileLock::acquire().
Result<std::optional<FileLock>> acquireWriteLock(
    const QString& databasePath, std::chrono::milliseconds busyLimit);

/// The lock itself, whatever the SQLite: for building a file that two programs must not build at a time.
Result<FileLock> acquireFileLock(const QString& databasePath, std::chrono::milliseconds busyLimit);

/// A transaction that may write, from BEGIN IMMEDIATE on (a deferred one fails when it comes to write,
/// whatever the busy timeout: measured in 12 to 91 of 100 cases), under the write lock. Rolled back unless
/// commit() was called.
class WriteTransaction
{
public:
    /// Errors: those of acquireWriteLock(); `TimedOut` when a foreign program keeps the database locked
    /// longer than the connection waits; storage errors.
    static Result<WriteTransaction> begin(SqliteConnection& connection, std::chrono::milliseconds busyLimit);

    WriteTransaction(WriteTransaction&& other) noexcept;
    WriteTransaction& operator=(WriteTransaction&& other) noexcept = delete;
    WriteTransaction(const WriteTransaction&) = delete;
    WriteTransaction& operator=(const WriteTransaction&) = delete;
    ~WriteTransaction();

    /// Makes the changes durable. After an error nothing was changed.
    Result<void> commit();

private:
    WriteTransaction(SqliteConnection& connection, std::optional<FileLock> lock);

    std::optional<FileLock> m_lock;
    SqliteConnection* m_connection;
};

} // namespace latchkey::sessions::storage
