// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

#include <optional>

namespace latchkey::sessions {

/// Where a foreign table of remember-me tokens keeps what. An empty name: it does not keep that.
struct TableMapping
{
    QString table; ///< of an SQLite file; of no meaning for CSV
    QString username;
    QStringList identifier; ///< columns whose values, joined by colons, are the identifier
    QString userAgent;
    QString created;
    QString lastUsed;
    QString revoked; ///< yes or no, or the time when it was revoked

    /// The columns that it names: the order of the values in a TableRow.
    QStringList columns() const;
};

/// The tables that are known by name, as these frameworks create them (core/sessions/README.md says what
/// their identifiers are): "spring", "symfony", "laravel". Nothing for another name.
std::optional<TableMapping> knownTable(const QString& name);

} // namespace latchkey::sessions
