// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcessEnvironment>
#include <QStringList>

namespace latchkey::cli {

/// Runs latchkeyctl with the words after its name and returns its exit status. A QCoreApplication must exist.
int runProgram(const QStringList& words, const QProcessEnvironment& environment);

} // namespace latchkey::cli
