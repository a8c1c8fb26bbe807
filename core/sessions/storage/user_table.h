// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

namespace latchkey::sessions::storage {

class SqliteConnection;

// The rows of `users`: each name that has sessions, once. In a write transaction.

/// The id of this name (as validateUsername() returned it), stored now where it was not.
Result<qint64> userId(SqliteConnection& connection, const QString& name);

Result<void> removeUserIfUnused(SqliteConnection& connection, qint64 id);

} // namespace latchkey::sessions::storage
