// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/sqlite_error.h"

#include <QCoreApplication>
#include <QFile>

#include <cerrno>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/statvfs.h>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

constexpr int PrimaryCodeMask = 0xff;
constexpr quint64 FullDiskBytes = 1 << 20;

bool isSpaceProblem(int systemError)
{
    return systemError == ENOSPC || systemError == EDQUOT || systemError == EFBIG;
}

/// Whether this process may only write files up to some size. (The errno that says so is gone again when the
/// write was part of a COMMIT, because SQLite undoes the transaction before it reports.)
bool hasFileSizeLimit()
{
    struct rlimit limit = {};
    return getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur != RLIM_INFINITY;
}

/// SQLite reports some full disks as a plain I/O error (it has no room for its -shm file, for one).
bool diskIsNearlyFull(const QString& path)
{
    struct statvfs disk = {};
    return statvfs(QFile::encodeName(path).constData(), &disk) == 0
        && quint64(disk.f_bavail) * disk.f_frsize < FullDiskBytes;
}

} // namespace

Error sqliteError(int code, int systemError, const QString& path)
{
    Error full { ErrorCode::DiskFull,
        Text::tr("The disk that holds %1 is full, so nothing was changed. Free some space and try again.")
            .arg(path) };
    if (code == SQLITE_READONLY_DBMOVED) {
        return { ErrorCode::StoreUnavailable,
            Text::tr("The session database %1 was moved while it was in use. Try again.").arg(path) };
    }
    switch (code & PrimaryCodeMask) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_PROTOCOL:
        return { ErrorCode::TimedOut,
            Text::tr("Another program has kept the session database %1 locked. Nothing was changed; try "
                     "again when it is done.")
                .arg(path) };
    case SQLITE_INTERRUPT: // SqliteConnection::limitTime()
        return { ErrorCode::TimedOut,
            Text::tr("Reading the session database %1 took far longer than its size explains, so it may be "
                     "damaged. Keep a copy of it, and put back the last backup.")
                .arg(path) };
    case SQLITE_READONLY:
        return { ErrorCode::StoreReadOnly,
            Text::tr("The session database %1 cannot be written. Check the rights of the file and its "
                     "folder.")
                .arg(path) };
    case SQLITE_FULL:
        return full;
    case SQLITE_CORRUPT:
        return { ErrorCode::Corrupt,
            Text::tr("The session database %1 is damaged. Keep a copy of it, and put back the last backup.")
                .arg(path) };
    case SQLITE_NOTADB:
        return { ErrorCode::Corrupt,
            Text::tr("%1 is not a database. It was not changed; choose another file, or move it away.")
                .arg(path) };
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return { ErrorCode::AccessDenied,
            Text::tr("The session database %1 may not be used. Check who owns the file and its folder.")
                .arg(path) };
    case SQLITE_CANTOPEN:
        return { ErrorCode::StoreUnavailable,
            Text::tr("The session database %1 cannot be opened. Check that its folder is there and belongs "
                     "to you.")
                .arg(path) };
    case SQLITE_IOERR:
        if (isSpaceProblem(systemError) || diskIsNearlyFull(path)
            || (code == SQLITE_IOERR_WRITE && hasFileSizeLimit())) {
            return full;
        }
        return { ErrorCode::StoreUnavailable,
            Text::tr("The disk that holds %1 reported an error (SQLite code %2). Check the disk, and that "
                     "it is still there.")
                .arg(path)
                .arg(code) };
    default:
        return { ErrorCode::StoreUnavailable,
            Text::tr("The session database %1 failed in an unexpected way (SQLite code %2). Please report "
                     "this.")
                .arg(path)
                .arg(code) };
    }
}

} // namespace latchkey::sessions::storage
