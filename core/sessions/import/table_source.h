// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/import/table_mapping.h"
#include "core/shared/result.h"

#include <memory>

namespace latchkey::sessions {

/// A row of a foreign table: the values of TableMapping::columns(), in that order; a null or empty text where
/// there is none.
struct TableRow
{
    QStringList values;
    bool isWhole = true; ///< false: it has more or fewer values than there are columns, so none is known
};

/// A foreign table, read row by row with little memory. It blocks on the disk and belongs to the thread that
/// opened it. Its errors end the reading; none holds a value of the table.
class TableSource
{
public:
    TableSource() = default;
    virtual ~TableSource() = default;
    Q_DISABLE_COPY_MOVE(TableSource)

    /// The next row; nothing after the last. Errors: `Corrupt` where the file cannot be read on;
    /// `StoreUnavailable`, `TimedOut` for a database in use.
    virtual Result<std::optional<TableRow>> next() = 0;

    /// Begins anew with the first row.
    virtual Result<void> rewind() = 0;
};

/// Opens an SQLite database, or else CSV text, by what the file begins with; only for reading, and writes
/// nothing beside it. Errors: `NotFound`; `AccessDenied`; `InvalidInput` where it is neither, or table or
/// columns are missing (with the names that are there); those of next().
Result<std::unique_ptr<TableSource>> openTable(const QString& path, const TableMapping& mapping);

} // namespace latchkey::sessions
