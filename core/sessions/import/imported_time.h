// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QTimeZone>

#include <optional>

namespace latchkey::sessions {

/// The Unix seconds that a foreign table's time stands for, from year 1 to 9999; nothing when it cannot be
/// told. A fraction of a second is cut off.
/// - A number: Unix seconds where that is a year up to 9999; else milliseconds, else microseconds, likewise.
///   (As milliseconds, what is taken for seconds would lie before 1978.)
/// - "2026-05-01", "2026-05-01 12:00:00.5", "2026-05-01T12:00:00+02:00", "... Z", "... UTC"; `zone` is that
///   of a time that names none.
std::optional<qint64> importedTime(const QString& text, const QTimeZone& zone);

} // namespace latchkey::sessions
