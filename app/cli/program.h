// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/process_safety.h"

#include <QByteArray>
#include <QList>
#include <QProcessEnvironment>

namespace latchkey::cli {

/// Runs latchkeyctl with the words after its name and returns its exit status. With `servers exec` another
/// program may take the process over instead, in the state that it had before makeProcessSafe(). A
/// QCoreApplication must exist.
int runProgram(
    const QList<QByteArray>& words, const QProcessEnvironment& environment, const ProcessState& before);

} // namespace latchkey::cli
