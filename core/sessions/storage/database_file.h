// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

namespace latchkey::sessions::storage {

// What can be told of a database file from outside. Nothing here opens it: closing any descriptor of a file
// drops the locks that SQLite holds on it elsewhere in this process.

/// The file that a path names now, and what this process may do with it.
struct DatabaseFile
{
    quint64 device = 0;
    quint64 inode = 0;
    qint64 size = 0;
    qint64 modified = 0; ///< nanoseconds since 1970
    qint64 changed = 0; ///< likewise; also by new rights or owners
    quint32 mode = 0;
    bool isWritable = false; ///< the file and its folder: SQLite makes files beside it

    /// A write-ahead log or a rollback journal lies beside it: the file alone is not all.
    bool hasLog = false;

    bool isSameFile(const DatabaseFile& other) const
    {
        return device == other.device && inode == other.inode;
    }
    friend bool operator==(const DatabaseFile&, const DatabaseFile&) = default;
};

/// Where `path` leads when it is a symbolic link: the lock and the log lie beside the real file, or two paths
/// to one file would have two locks. Errors: `StoreUnavailable` for a dangling link.
Result<QString> realDatabasePath(const QString& path);

/// Looks at the file. Errors: `NotFound`; `StoreUnavailable` when it cannot be looked at or is not a regular
/// file; `AccessDenied` when it is another user's, cannot be read, or others may read it; `Corrupt` when it
/// is empty.
Result<DatabaseFile> examineDatabaseFile(const QString& path);

/// Whether the path still names this file, and nobody changed its content, rights or owner since. One look,
/// so that each call of a store can afford it.
bool isUntouched(const QString& path, const DatabaseFile& file);

/// Whether the path lies on a file system that is shared between machines (or cannot be trusted to share
/// memory between processes), where a write-ahead log does not work.
bool isOnNetworkFileSystem(const QString& path);

} // namespace latchkey::sessions::storage
