// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/import/table_mapping.h"
#include "core/shared/result.h"

namespace latchkey::sessions {

/// Where each of the mapping's columns is among those that are there (case ignored). Errors: `InvalidInput`
/// names one that is missing and those that `table` ("The table x") has.
Result<QList<qsizetype>> columnIndexes(
    const TableMapping& mapping, const QStringList& there, const QString& table);

/// `InvalidInput`: the database has no such table; names those that it has.
std::unexpected<Error> missingTable(const QString& path, const QString& table, const QStringList& there);

} // namespace latchkey::sessions
