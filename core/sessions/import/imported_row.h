// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/import/table_source.h"
#include "core/sessions/session_importer.h"

#include <QTimeZone>

#include <expected>

namespace latchkey::sessions {

/// Why a row of a foreign table was not taken.
enum class RowProblem {
    Columns, ///< more or fewer values than columns
    NoUser, ///< none, such as a visitor's session
    User, ///< validateUsername() refuses
    NoIdentifier,
    Identifier, ///< validateIdentifier() refuses
    Time, ///< importedTime() cannot tell, or there is none
    Revoked, ///< neither yes nor no nor a time
};

/// The word of the JSON contract: "columns", "no_user", "user", "no_identifier", "identifier", "time",
/// "revoked".
QString problemName(RowProblem problem);

/// What is not told by the rows themselves.
struct RowReading
{
    TableMapping mapping;
    QTimeZone zone = QTimeZone::utc(); ///< of times that name none
    qint64 now = 0; ///< Unix seconds; the time of every session where the table keeps none
};

/// The session that a row stands for, with its identifier digested. Without a time of creation that is the
/// time of its last use, and the other way round.
std::expected<ImportedSession, RowProblem> importedRow(const TableRow& row, const RowReading& reading);

} // namespace latchkey::sessions
