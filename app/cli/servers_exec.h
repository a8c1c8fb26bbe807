// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers exec`: names the program that runs with this login in its environment, in this one's place.
/// Files, keyring and active login stay as they are.
Result<ExitCode> execWithLogin(CommandContext& context);

/// `servers env`: prints the same two variables for a shell, and only with `--reveal`.
Result<ExitCode> printEnvironment(CommandContext& context);

} // namespace latchkey::cli
