// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/import/table_source.h"

namespace latchkey::test {

/// Every row with its values joined; "?" for one that is not whole. Errors: those of opening and reading.
inline Result<QStringList> rowsOf(
    const Result<std::unique_ptr<sessions::TableSource>>& source, QChar separator)
{
    if (!source) {
        return std::unexpected(source.error());
    }
    QStringList rows;
    while (true) {
        const auto row = (*source)->next();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return rows;
        }
        rows.append((*row)->isWhole ? (*row)->values.join(separator) : QStringLiteral("?"));
    }
}

} // namespace latchkey::test
