// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers list|add|show|remove|use|status`: where this computer is signed in.
QList<Command> serversCommands();

} // namespace latchkey::cli
