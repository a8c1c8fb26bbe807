// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

namespace latchkey::cli {

/// Reads a time as people and scripts write it and returns Unix seconds:
/// - Unix seconds: `1767225600`
/// - ISO 8601: `2026-01-01`, `2026-01-01T12:30`, `2026-01-01T12:30:15+02:00`; UTC when it names no zone, and
///   a date alone is its first second
/// - an age before `now`: `90d`, also `s`, `min`, `h`, `w` and `y` (365 days). A lone `m` could be minutes or
///   months, so it is refused.
/// Errors: `InvalidInput`, also for times before 1970 and after the year 9999.
Result<qint64> parseTimeArgument(const QString& text, qint64 now);

} // namespace latchkey::cli
