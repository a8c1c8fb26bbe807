// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `places`: every copy of a server's tokens on this computer, and what can be done about those of other
/// programs. They are changed by these commands only, each naming the place.
QList<Command> placesCommands();

} // namespace latchkey::cli
