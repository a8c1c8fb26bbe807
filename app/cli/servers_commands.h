// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers`: where this computer is signed in, and all that can be done about it.
QList<Command> serversCommands();

} // namespace latchkey::cli
