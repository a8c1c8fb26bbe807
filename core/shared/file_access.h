// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/private_file.h"

#include <unistd.h>

struct stat;

namespace latchkey {

// What private_file is made of: system calls on files, and who may touch them. All functions block on the
// disk.

/// A file descriptor that closes itself.
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

/// The error for a failed system call on `path`, from errno.
std::unexpected<Error> systemFailure(const QString& path);

/// `Corrupt`: the path leads to a folder, a FIFO, a device.
std::unexpected<Error> notARegularFile(const QString& path);

/// The file's path with any symbolic link followed, in a folder where only this user can replace it. Errors:
/// `NotFound` without the folder; `Corrupt` for a dangling link; `AccessDenied`.
Result<QString> resolvedPath(const QString& path);

/// Whether this user owns the file, nobody else can change it and, where that matters, read it. Errors:
/// `AccessDenied`, with the mend.
Result<void> checkAccess(const QString& path, const struct stat& status, Readers readers);

/// Makes the last creation, renaming or removal beside `path` durable. Sets errno where it returns false.
bool syncFolderOf(const QString& path);

} // namespace latchkey
