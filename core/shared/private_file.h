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

/// Reads a whole file of at most `maxBytes`. Never waits on a FIFO or device, and follows a symbolic link
/// only to a regular file of this user in a folder that others cannot write. Errors: `NotFound`;
/// `AccessDenied` when it cannot be read, or when others could read it too (the message gives the mend);
/// `Corrupt` when it is not a regular file, is a dangling link, or is larger than `maxBytes`.
Result<QByteArray> readPrivateFile(const QString& path, qint64 maxBytes);

/// Replaces the file as a whole, mode 0600, and returns once it is on disk: temporary file beside it, fsync,
/// rename, fsync of the folder. The old content stays until the new one is complete; a symbolic link stays a
/// link, and its target is replaced under the same rules as for reading. (QSaveFile in Qt 6.4 reports success
/// on a full disk.) Errors: `DiskFull`; `AccessDenied`; `Corrupt` when the path is no regular file;
/// `StoreUnavailable`.
Result<void> replacePrivateFile(const QString& path, const QByteArray& content);

/// Removes the file and returns once that is on disk. A symbolic link is removed, not its target.
/// Errors: `NotFound`, `AccessDenied`, `StoreUnavailable`.
Result<void> removePrivateFile(const QString& path);

/// Removes temporary files that a killed replacePrivateFile() left beside `path`. Call it under the lock of
/// its writers.
void removeLeftovers(const QString& path);

} // namespace latchkey
