// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/diagnosis/finding.h"
#include "core/shared/app_paths.h"

namespace latchkey::diagnosis {

/// Owners and modes of all files and folders that Latchkey keeps or reads, and what killed programs left.
/// Blocks on the disk.
QList<Finding> fileFindings(const AppPaths& paths, const QString& sessionDatabase);

} // namespace latchkey::diagnosis
