// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QString>

namespace latchkey {

/// Writes what was done with the samples into a log at this path. Blocks for a moment. Errors: the log's.
Result<void> addSampleActivity(const QString& path);

} // namespace latchkey
