// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/private_file.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace latchkey {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PrivateFile)
};

/// The error for a failed system call on `path`, from errno.
std::unexpected<Error> systemFailure(const QString& path)
{
    const int number = errno;
    switch (number) {
    case ENOENT:
        return failure(ErrorCode::NotFound, Text::tr("%1 does not exist.").arg(path));
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

class Descriptor
{
public:
    explicit Descriptor(int number)
        : m_number(number)
    {
    }
    ~Descriptor()
    {
        if (m_number >= 0) {
            close(m_number);
        }
    }
    Q_DISABLE_COPY_MOVE(Descriptor)

    operator int() const { return m_number; }

private:
    int m_number;
};

/// Where a path really leads: itself, or the target of a link that is safe to follow.
Result<QString> resolvedPath(const QString& path)
{
    const QFileInfo info(path);
    if (!info.isSymLink()) {
        return path;
    }
    const QString target = info.canonicalFilePath();
    if (target.isEmpty()) {
        return failure(ErrorCode::Corrupt, Text::tr("%1 is a link to a file that does not exist.").arg(path));
    }
    struct stat file = {};
    struct stat folder = {};
    if (stat(QFile::encodeName(target).constData(), &file) != 0
        || stat(QFile::encodeName(QFileInfo(target).path()).constData(), &folder) != 0) {
        return systemFailure(target);
    }
    const bool othersCanReplaceIt = (folder.st_mode & (S_IWGRP | S_IWOTH)) != 0;
    if (file.st_uid != geteuid() || othersCanReplaceIt) {
        return failure(ErrorCode::AccessDenied,
            Text::tr("%1 is a link to %2, which other users can change. It was not used.").arg(path, target));
    }
    return target;
}

std::unexpected<Error> notARegularFile(const QString& path)
{
    return failure(ErrorCode::Corrupt, Text::tr("%1 is not a regular file. It was not used.").arg(path));
}

QByteArray temporaryPrefix(const QString& target)
{
    return QFile::encodeName(QFileInfo(target).path() + QStringLiteral("/.latchkey-")
        + QFileInfo(target).fileName() + QStringLiteral("-"));
}

bool writeAll(int descriptor, const QByteArray& content)
{
    qsizetype written = 0;
    while (written < content.size()) {
        const ssize_t count = write(
            descriptor, content.constData() + written, static_cast<std::size_t>(content.size() - written));
        if (count < 0 && errno != EINTR) {
            return false;
        }
        written += qMax<ssize_t>(count, 0);
    }
    return fsync(descriptor) == 0;
}

bool syncFolderOf(const QString& path)
{
    const Descriptor folder(
        open(QFile::encodeName(QFileInfo(path).path()).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return folder >= 0 && fsync(folder) == 0;
}

} // namespace

Result<void> ensurePrivateFolder(const QString& path, unsigned mode)
{
    if (QFileInfo(path).isDir()) {
        return {};
    }
    const QString parent = QFileInfo(path).path();
    if (!QFileInfo::exists(parent)) {
        if (auto made = ensurePrivateFolder(parent, 0700); !made) {
            return made;
        }
    }
    if (mkdir(QFile::encodeName(path).constData(), static_cast<mode_t>(mode)) != 0 && errno != EEXIST) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr("The folder %1 cannot be created: %2.").arg(path, qt_error_string(errno)));
    }
    if (!QFileInfo(path).isDir()) {
        return failure(ErrorCode::StoreUnavailable, Text::tr("%1 is not a folder.").arg(path));
    }
    return {};
}

Result<QByteArray> readPrivateFile(const QString& path, qint64 maxBytes)
{
    const auto target = resolvedPath(path);
    if (!target) {
        return std::unexpected(target.error());
    }
    // O_NONBLOCK: opening a FIFO must not wait for a writer that never comes.
    const Descriptor file(
        open(QFile::encodeName(*target).constData(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat status = {};
    if (file < 0 || fstat(file, &status) != 0) {
        return systemFailure(path);
    }
    if (!S_ISREG(status.st_mode)) {
        return notARegularFile(path);
    }
    if ((status.st_mode & (S_IRWXG | S_IRWXO)) != 0) {
        return failure(ErrorCode::AccessDenied,
            Text::tr(
                "%1 can be read by other users (mode %2), so it was not used. Mend it with: chmod 600 %1")
                .arg(path, QString::number(status.st_mode & 07777, 8).rightJustified(4, u'0')));
    }
    if (status.st_size > maxBytes) {
        return failure(ErrorCode::Corrupt,
            Text::tr("%1 is larger than the %2 bytes it may have.").arg(path).arg(maxBytes));
    }
    QByteArray content(maxBytes + 1, Qt::Uninitialized);
    qsizetype length = 0;
    while (length <= maxBytes) {
        const ssize_t count =
            read(file, content.data() + length, static_cast<std::size_t>(content.size() - length));
        if (count < 0 && errno == EINTR) {
            continue;
        }
        if (count < 0) {
            return systemFailure(path);
        }
        if (count == 0) {
            break;
        }
        length += count;
    }
    if (length > maxBytes) {
        return failure(ErrorCode::Corrupt, Text::tr("%1 grew while it was read. Try again.").arg(path));
    }
    content.truncate(length);
    return content;
}

Result<void> replacePrivateFile(const QString& path, const QByteArray& content)
{
    const auto target = resolvedPath(path);
    if (!target) {
        return std::unexpected(target.error());
    }
    const QFileInfo existing(*target);
    if (existing.exists() && !existing.isFile()) {
        return notARegularFile(path);
    }
    if (existing.exists() && !existing.isWritable()) {
        errno = EACCES;
        return systemFailure(path);
    }
    QByteArray temporary = temporaryPrefix(*target) + "XXXXXX";
    const Descriptor file(mkostemp(temporary.data(), O_CLOEXEC)); // mkostemp creates it with mode 0600
    if (file < 0) {
        return systemFailure(path);
    }
    if (!writeAll(file, content)
        || rename(temporary.constData(), QFile::encodeName(*target).constData()) != 0) {
        const auto failed = systemFailure(path);
        unlink(temporary.constData());
        return failed;
    }
    if (!syncFolderOf(*target)) {
        return systemFailure(path);
    }
    return {};
}

Result<void> removePrivateFile(const QString& path)
{
    if (unlink(QFile::encodeName(path).constData()) != 0 || !syncFolderOf(path)) {
        return systemFailure(path);
    }
    return {};
}

void removeLeftovers(const QString& path)
{
    const auto target = resolvedPath(path);
    if (!target) {
        return;
    }
    const QFileInfo prefix(QFile::decodeName(temporaryPrefix(*target)));
    QDir folder(prefix.path());
    const auto names = folder.entryList(
        { prefix.fileName() + QStringLiteral("??????") }, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
    for (const QString& name : names) {
        folder.remove(name);
    }
}

} // namespace latchkey
