// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// The command `user-agents`.
QList<Command> userAgentsCommands();

} // namespace latchkey::cli
