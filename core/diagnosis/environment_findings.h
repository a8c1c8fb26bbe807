// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/diagnosis/finding.h"

#include <QProcessEnvironment>

namespace latchkey::diagnosis {

/// Variables that change what is shown or used, without the values of those that hold secrets; and whether
/// user agents can be recognised. Blocks on the disk.
QList<Finding> environmentFindings(const QProcessEnvironment& environment, const QString& patternFile);

} // namespace latchkey::diagnosis
