// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/import/table_source.h"

namespace latchkey::sessions::storage {

/// Whether a database that begins with these bytes (100 of them) is one with a write-ahead log.
bool usesLog(const QByteArray& header);

/// A table of a foreign SQLite database, in the order of its rows. While it is read, a program that uses the
/// database with a rollback journal waits with its writes. Errors: as openTable(); `Conflict` for a
/// write-ahead log that cannot be read without writing beside it.
Result<std::unique_ptr<TableSource>> openSqliteTable(
    const QString& path, bool usesLog, const TableMapping& mapping);

} // namespace latchkey::sessions::storage
