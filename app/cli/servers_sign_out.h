// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers sign-out`: ends a login at its server and removes Latchkey's copies. It names every place that
/// holds the token, and asks a person at a terminal first. With `--forget` it only drops the memory of a
/// sign-out that was begun and not finished.
Result<ExitCode> signOutServer(CommandContext& context);

} // namespace latchkey::cli
