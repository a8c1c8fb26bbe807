// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QByteArray>
#include <QList>

namespace latchkey::sessions::storage {

class SqliteConnection;

/// "LKRY": what the file's header says of whose database it is.
inline constexpr qint64 ApplicationId = 0x4C4B5259;

/// The scripts of resources/schema/sqlite in order: the first makes version 1 out of an empty database, each
/// later one the next version.
QList<QByteArray> migrations();

/// Brings the database to the version of the last of `scripts`, each script in its own transaction with its
/// version number. Call it under the write lock. Errors: storage errors; the version is then the last that
/// was reached.
Result<void> migrate(SqliteConnection& connection, const QList<QByteArray>& scripts);

/// Whose database it is and how new, from the header alone. Errors: `Corrupt` when it is another program's,
/// `StoreTooNew` when a later Latchkey made it.
Result<qint64> databaseVersion(SqliteConnection& connection, const QList<QByteArray>& scripts);

/// Whether tables and indexes are exactly those that the first `version` of `scripts` make, and nothing
/// besides. Errors: `Corrupt` when not.
Result<void> checkSchema(SqliteConnection& connection, const QList<QByteArray>& scripts, qint64 version);

} // namespace latchkey::sessions::storage
