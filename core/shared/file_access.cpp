// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/file_access.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

namespace latchkey {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FileAccess)
};

std::unexpected<Error> changeableByOthers(const QString& path, const QString& mend)
{
    return failure(ErrorCode::AccessDenied,
        Text::tr("Other users can change %1, so it was not used. Mend it with: %2").arg(path, mend));
}

} // namespace

std::unexpected<Error> systemFailure(const QString& path)
{
    const int number = errno;
    switch (number) {
    case ENOENT:
        return failure(ErrorCode::NotFound, Text::tr("%1 does not exist.").arg(path));
    case ELOOP:
        return failure(ErrorCode::Corrupt,
            Text::tr("%1 is a link that leads nowhere. Remove the link, or mend it.").arg(path));
    case EACCES:
    case EPERM:
    case EROFS:
        return failure(ErrorCode::AccessDenied,
            Text::tr("%1: %2. Check who owns the file and its folder.").arg(path, qt_error_string(number)));
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
        return failure(ErrorCode::DiskFull,
            Text::tr("%1 was not changed: the disk is full. Free some space and try again.").arg(path));
    default:
        return failure(ErrorCode::StoreUnavailable, Text::tr("%1: %2.").arg(path, qt_error_string(number)));
    }
}

std::unexpected<Error> notARegularFile(const QString& path)
{
    return failure(ErrorCode::Corrupt, Text::tr("%1 is not a regular file. It was not used.").arg(path));
}

Result<QString> resolvedPath(const QString& path)
{
    const QFileInfo info(path);
    QString target = info.isSymLink() ? info.canonicalFilePath() : path;
    if (target.isEmpty()) {
        return failure(ErrorCode::Corrupt,
            Text::tr("%1 is a link to a file that does not exist. Remove the link, or mend its target.")
                .arg(path));
    }
    const QString folder = QFileInfo(target).path();
    struct stat status = {};
    if (stat(QFile::encodeName(folder).constData(), &status) != 0) {
        return systemFailure(path);
    }
    const bool isSticky = (status.st_mode & S_ISVTX) != 0; // as /tmp: only owners replace their files there
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !isSticky) {
        return changeableByOthers(folder, QStringLiteral("chmod go-w %1").arg(folder));
    }
    return target;
}

Result<void> checkAccess(const QString& path, const struct stat& status, Readers readers)
{
    if (status.st_uid != geteuid()) {
        return changeableByOthers(path, QStringLiteral("chown %1 %2").arg(geteuid()).arg(path));
    }
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return changeableByOthers(path, QStringLiteral("chmod 600 %1").arg(path));
    }
    if (readers == Readers::OwnerOnly && (status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure(ErrorCode::AccessDenied,
            Text::tr(
                "%1 can be read by other users (mode %2), so it was not used. Mend it with: chmod 600 %1")
                .arg(path, QString::number(status.st_mode & 07777, 8).rightJustified(4, u'0')));
    }
    return {};
}

bool syncFolderOf(const QString& path)
{
    const Descriptor folder(
        open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder >= 0 && fsync(folder) == 0;
}

} // namespace latchkey
