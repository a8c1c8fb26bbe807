// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

namespace latchkey::sessions::storage {

/// Our error for an SQLite result code (extended or not) on the database `path`. `systemError` is the errno
/// of the last failed system call, or 0. SQLite's own text is never used: it can hold values.
Error sqliteError(int code, int systemError, const QString& path);

} // namespace latchkey::sessions::storage
