// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `doctor`: everything that can be wrong with what Latchkey stands on, and how to mend it.
QList<Command> doctorCommands();

} // namespace latchkey::cli
