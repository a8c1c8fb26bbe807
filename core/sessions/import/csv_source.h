// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/import/table_source.h"

namespace latchkey::sessions {

/// CSV as RFC 4180 has it, in UTF-8, with or without a byte order mark: the first line names the columns
/// (case ignored); commas, semicolons or tabs separate, whichever that line has most of; spaces count.
/// Errors: as openTable().
Result<std::unique_ptr<TableSource>> openCsv(const QString& path, const TableMapping& mapping);

} // namespace latchkey::sessions
