// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/import/imported_row.h"

#include <functional>
#include <map>

namespace latchkey::sessions {

/// The rows that were not taken for one reason.
struct RefusedRows
{
    qint64 count = 0;
    QList<qint64> first; ///< the numbers of the first few, from 1 on, without CSV's header
};

/// What has been done with a table.
struct ImportReport
{
    qint64 read = 0;
    qint64 imported = 0; ///< of a dry run: what an import would store
    qint64 alreadyThere = 0; ///< in the store before, or twice in the table
    std::map<RowProblem, RefusedRows> refused;
    std::optional<Error> stoppedBy; ///< why the rows after `read` were not looked at: `Cancelled`, or the
                                    ///< store's error. What is counted as imported is stored
};

/// How an import goes about it.
struct ImportOptions
{
    RowReading reading;
    bool dryRun = false;
    std::function<void(qint64 done, qint64 total)> progress = nullptr; ///< after each batch of rows
    std::function<bool()> isCancelled = nullptr; ///< asked before each batch
};

/// Imports a table into a store, batch by batch, so that it may be repeated and begun anew: what is there
/// already stays as it is. `store` may be null in a dry run: nothing is there yet. The table is read twice,
/// the first time to see that it can be read to its end, so a file that cannot imports nothing. Blocks; not
/// from the window's thread. Errors: those of the table, and nothing was imported.
Result<ImportReport> importTable(TableSource& table, SessionImporter* store, const ImportOptions& options);

} // namespace latchkey::sessions
