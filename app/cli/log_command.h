// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `log`: what was done here, and whether the log of it is whole.
QList<Command> logCommands();

} // namespace latchkey::cli
