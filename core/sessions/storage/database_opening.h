// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/storage/database.h"

namespace latchkey::sessions::storage {

// The steps of opening a database file, in the order they are taken. None writes before prepareForWriting().

/// Makes the file as a whole: built under another name, then renamed, so that a crash leaves no half of it.
/// Fine when somebody else made it meanwhile.
Result<void> createDatabase(const QString& path, std::chrono::milliseconds waitLimit);

/// Looks into the header without locks and without leaving a trace beside the file, to refuse what is not
/// ours.
Result<void> probeHeader(const QString& path, bool hasLog);

/// Connects; then checks the version and the schema, and for a writer the pages.
Result<std::unique_ptr<SqliteConnection>> connectChecked(const QString& path, SqliteConnection::Access access,
    Database::Role role, std::chrono::milliseconds waitLimit);

/// Whether the pages are as they should be. `check`: "quick_check", 0.3 s for a million sessions, or
/// "integrity_check", which looks at the indexes as well and takes four times as long. Errors: `Corrupt`.
Result<void> checkPages(SqliteConnection& connection, const QString& check);

/// Under the write lock: the journal mode that suits the file system, and the migrations that are due. Where
/// there is something to change, a reader has the pages checked first, too.
Result<void> prepareForWriting(
    SqliteConnection& connection, Database::Role role, bool isOnNetwork, std::chrono::milliseconds waitLimit);

} // namespace latchkey::sessions::storage
