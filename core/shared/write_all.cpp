// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/write_all.h"

#include <cerrno>
#include <unistd.h>

namespace latchkey {

bool writeAll(int descriptor, QByteArrayView bytes)
{
    while (!bytes.isEmpty()) {
        const ssize_t count = write(descriptor, bytes.data(), static_cast<std::size_t>(bytes.size()));
        if (count < 0 && errno != EINTR) {
            return false;
        }
        bytes = bytes.sliced(qMax<ssize_t>(count, 0));
    }
    return true;
}

} // namespace latchkey
