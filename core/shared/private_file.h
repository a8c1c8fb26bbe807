// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QByteArray>

namespace latchkey {

// Small files that only their owner may read. All functions block on the disk: not for the UI thread.

/// Creates the folder and its parents with this mode where they are missing. A folder that exists is left as
/// it is. Errors: `StoreUnavailable`, with the path and the reason.
Result<void> ensurePrivateFolder(const QString& path, unsigned mode = 0700);

/// Who may read a file that this user keeps, beside the user.
enum class Readers {
    OwnerOnly, ///< it holds a secret
    Anyone, ///< it holds none; only changing it is for the owner alone
};

/// Reads a whole file of at most `maxBytes`. Never waits on a FIFO or device, and follows a symbolic link.
/// Errors: `NotFound`; `AccessDenied` when it cannot be read, when others could read (see `readers`) or
/// change it, or replace it because its folder is theirs to write (the message gives the mend); `Corrupt`
/// when it is not a regular file, is a dangling link, or is larger than `maxBytes`.
Result<QByteArray> readPrivateFile(
    const QString& path, qint64 maxBytes, Readers readers = Readers::OwnerOnly);

/// The new content of a file, complete on the disk beside it (mode 0600), waiting to take its place. So a
/// change of several files can first make sure that all of them fit. Discards the content when it goes
/// uncommitted.
class PreparedFile
{
public:
    /// Errors: `DiskFull`; `AccessDenied` also when others can replace the file, as for reading; `Corrupt`
    /// when the path is no regular file; `StoreUnavailable`.
    static Result<PreparedFile> prepare(const QString& path, const QByteArray& content);

    PreparedFile(PreparedFile&& other) noexcept;
    PreparedFile& operator=(PreparedFile&& other) noexcept;
    PreparedFile(const PreparedFile&) = delete;
    PreparedFile& operator=(const PreparedFile&) = delete;
    ~PreparedFile();

    /// The file that is replaced: the path, or what a symbolic link there leads to.
    QString target() const { return m_target; }

    /// Puts the content in the file's place and returns once that is on disk. Errors: `AccessDenied`,
    /// `DiskFull`, `StoreUnavailable`.
    Result<void> commit();

    /// As commit(), without waiting for the disk: after a power cut the file may have its old content, as a
    /// whole.
    Result<void> putInPlace();

private:
    PreparedFile(const QString& target, const QByteArray& temporary);

    QString m_target;
    QByteArray m_temporary; // its encoded path; empty when there is nothing to discard
};

/// Replaces the file as a whole, mode 0600, and returns once it is on disk: temporary file beside it, fsync,
/// rename, fsync of the folder. The old content stays until the new one is complete; a symbolic link stays a
/// link, and its target is replaced under the same rules. (QSaveFile in Qt 6.4 reports success on a full
/// disk.) Errors: as PreparedFile.
Result<void> replacePrivateFile(const QString& path, const QByteArray& content);

/// Removes the file and returns once that is on disk. A symbolic link is removed, not its target.
/// Errors: `NotFound`, `AccessDenied`, `StoreUnavailable`.
Result<void> removePrivateFile(const QString& path);

/// Returns once what the file holds is on disk, whoever wrote it. Errors: `NotFound`, `AccessDenied`,
/// `StoreUnavailable`.
Result<void> syncFile(const QString& path);

/// Whether there are temporary files beside `path`: a writer is at work, or was killed.
bool hasLeftovers(const QString& path);

/// Removes temporary files that a killed writer left beside `path`. Call it under the lock of its writers.
void removeLeftovers(const QString& path);

} // namespace latchkey
