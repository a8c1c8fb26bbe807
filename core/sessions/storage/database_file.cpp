// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/database_file.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <algorithm>
#include <array>
#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/vfs.h>
#include <unistd.h>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

qint64 nanoseconds(const timespec& time)
{
    constexpr qint64 PerSecond = 1'000'000'000;
    return time.tv_sec * PerSecond + time.tv_nsec;
}

bool may(int mode, const QString& path)
{
    return faccessat(AT_FDCWD, QFile::encodeName(path).constData(), mode, AT_EACCESS) == 0;
}

Result<struct stat> statusOf(const QString& path)
{
    struct stat status = {};
    if (lstat(QFile::encodeName(path).constData(), &status) == 0) {
        return status;
    }
    const int number = errno;
    if (number == ENOENT) {
        return failure(ErrorCode::NotFound, Text::tr("There is no session database at %1.").arg(path));
    }
    return failure(ErrorCode::StoreUnavailable,
        Text::tr("The session database %1 cannot be reached: %2. Check its folder.")
            .arg(path, qt_error_string(number)));
}

Result<void> checkOwnership(const QString& path, const struct stat& status)
{
    if (status.st_uid != geteuid()) {
        return failure(ErrorCode::AccessDenied,
            Text::tr("The session database %1 belongs to another user. Run this program as that user, or "
                     "choose another file.")
                .arg(path));
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure(ErrorCode::AccessDenied,
            Text::tr("The session database %1 is open to other users (mode %2), so it was not used. Mend it "
                     "with: chmod 600 %1")
                .arg(path, QString::number(status.st_mode & 07777, 8).rightJustified(4, u'0')));
    }
    if (!may(R_OK, path)) {
        return failure(ErrorCode::AccessDenied,
            Text::tr("The session database %1 cannot be read. Mend it with: chmod 600 %1").arg(path));
    }
    return {};
}

} // namespace

Result<QString> realDatabasePath(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isSymLink()) {
        return info.absoluteFilePath();
    }
    QString target = info.canonicalFilePath();
    if (target.isEmpty()) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr("%1 is a link to a file that does not exist. Mend or remove the link.").arg(path));
    }
    return target;
}

Result<DatabaseFile> examineDatabaseFile(const QString& path)
{
    const auto status = statusOf(path);
    if (!status) {
        return std::unexpected(status.error());
    }
    if (!S_ISREG(status->st_mode)) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr("%1 is not a regular file, so it cannot be the session database. Choose another path.")
                .arg(path));
    }
    if (auto owned = checkOwnership(path, *status); !owned) {
        return std::unexpected(owned.error());
    }
    if (status->st_size == 0) {
        return failure(ErrorCode::Corrupt,
            Text::tr("The session database %1 is empty: something has cut it off. Put back the last backup, "
                     "or remove the file to begin anew.")
                .arg(path));
    }
    return DatabaseFile {
        .device = status->st_dev,
        .inode = status->st_ino,
        .size = status->st_size,
        .modified = nanoseconds(status->st_mtim),
        .changed = nanoseconds(status->st_ctim),
        .mode = status->st_mode,
        .isWritable = may(W_OK, path) && may(W_OK | X_OK, QFileInfo(path).path()),
        .hasLog =
            QFile::exists(path + QStringLiteral("-wal")) || QFile::exists(path + QStringLiteral("-journal")),
    };
}

bool isUntouched(const QString& path, const DatabaseFile& file)
{
    struct stat status = {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0 && status.st_dev == file.device
        && status.st_ino == file.inode && status.st_mode == file.mode
        && nanoseconds(status.st_ctim) == file.changed;
}

bool isOnNetworkFileSystem(const QString& path)
{
    // NFS, SMB, CIFS, SMB2, FUSE, 9p, Ceph, AFS, Coda, GFS2, OCFS2, Lustre: linux/magic.h and statfs(2).
    static constexpr std::array<quint32, 12> Magics { 0x6969, 0x517B, 0xFF534D42, 0xFE534D42, 0x65735546,
        0x01021997, 0x00C36400, 0x5346414F, 0x73757245, 0x01161970, 0x7461636F, 0x0BD00BD0 };
    struct statfs fileSystem = {};
    if (statfs(QFile::encodeName(path).constData(), &fileSystem) != 0) {
        return false;
    }
    return std::ranges::find(Magics, static_cast<quint32>(fileSystem.f_type)) != Magics.end();
}

} // namespace latchkey::sessions::storage
