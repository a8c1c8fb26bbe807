// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/private_file.h"

#include "core/shared/file_access.h"
#include "core/shared/write_all.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <utility>

namespace latchkey {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PrivateFile)
};

/// Whether what stands at the target, if anything, is a file of this user's that may be written.
Result<void> checkReplaceable(const QString& path, const QString& target)
{
    const QByteArray encoded = QFile::encodeName(target);
    struct stat status = {};
    if (lstat(encoded.constData(), &status) != 0) {
        return errno == ENOENT ? Result<void>() : systemFailure(path);
    }
    if (!S_ISREG(status.st_mode)) {
        return notARegularFile(path);
    }
    if (access(encoded.constData(), W_OK) != 0) {
        return systemFailure(path);
    }
    // Modes that are too wide are no obstacle: the new file has its own.
    status.st_mode &= ~static_cast<mode_t>(S_IRWXG | S_IRWXO);
    return checkAccess(path, status, Readers::OwnerOnly);
}

QByteArray temporaryPrefix(const QString& target)
{
    return QFile::encodeName(QFileInfo(target).path() + QStringLiteral("/.latchkey-")
        + QFileInfo(target).fileName() + QStringLiteral("-"));
}

QFileInfoList leftovers(const QString& path)
{
    const auto target = resolvedPath(path);
    if (!target) {
        return {};
    }
    const QFileInfo prefix(QFile::decodeName(temporaryPrefix(*target)));
    return QDir(prefix.path())
        .entryInfoList(
            { prefix.fileName() + QStringLiteral("??????") }, QDir::Files | QDir::Hidden | QDir::NoSymLinks);
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

Result<QByteArray> readPrivateFile(const QString& path, qint64 maxBytes, Readers readers)
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
    if (auto allowed = checkAccess(path, status, readers); !allowed) {
        return std::unexpected(allowed.error());
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

Result<PreparedFile> PreparedFile::prepare(const QString& path, const QByteArray& content)
{
    const auto target = resolvedPath(path);
    if (!target) {
        return std::unexpected(target.error());
    }
    if (auto replaceable = checkReplaceable(path, *target); !replaceable) {
        return std::unexpected(replaceable.error());
    }
    QByteArray temporary = temporaryPrefix(*target) + "XXXXXX";
    const Descriptor file(mkostemp(temporary.data(), O_CLOEXEC)); // mkostemp creates it with mode 0600
    if (file < 0) {
        return systemFailure(path);
    }
    PreparedFile prepared(*target, temporary);
    if (!writeAll(file, content) || fsync(file) != 0) {
        return systemFailure(path);
    }
    return prepared;
}

PreparedFile::PreparedFile(const QString& target, const QByteArray& temporary)
    : m_target(target)
    , m_temporary(temporary)
{
}

PreparedFile::PreparedFile(PreparedFile&& other) noexcept
    : m_target(std::move(other.m_target))
    , m_temporary(std::exchange(other.m_temporary, QByteArray()))
{
}

PreparedFile& PreparedFile::operator=(PreparedFile&& other) noexcept
{
    std::swap(m_target, other.m_target);
    std::swap(m_temporary, other.m_temporary);
    return *this;
}

PreparedFile::~PreparedFile()
{
    if (!m_temporary.isEmpty()) {
        unlink(m_temporary.constData());
    }
}

Result<void> PreparedFile::putInPlace()
{
    if (rename(m_temporary.constData(), QFile::encodeName(m_target).constData()) != 0) {
        return systemFailure(m_target);
    }
    m_temporary.clear();
    return {};
}

Result<void> PreparedFile::commit()
{
    auto put = putInPlace();
    return !put || syncFolderOf(m_target) ? put : systemFailure(m_target);
}

Result<void> replacePrivateFile(const QString& path, const QByteArray& content)
{
    auto prepared = PreparedFile::prepare(path, content);
    return prepared ? prepared->commit() : std::unexpected(prepared.error());
}

Result<void> removePrivateFile(const QString& path)
{
    if (unlink(QFile::encodeName(path).constData()) != 0 || !syncFolderOf(path)) {
        return systemFailure(path);
    }
    return {};
}

Result<void> syncFile(const QString& path)
{
    const Descriptor file(open(QFile::encodeName(path).constData(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    return file >= 0 && fsync(file) == 0 ? Result<void>() : systemFailure(path);
}

bool hasLeftovers(const QString& path) { return !leftovers(path).isEmpty(); }

void removeLeftovers(const QString& path)
{
    for (const QFileInfo& file : leftovers(path)) {
        QFile::remove(file.filePath());
    }
}

} // namespace latchkey
