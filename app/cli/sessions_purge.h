// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `sessions purge`: deletes the sessions last used at or before a time, of one user or of all; with
/// `--dry-run` only says what would go. While the clock looks wrong nothing goes,
/// unless told to.
Result<ExitCode> purgeSessions(CommandContext& context);

} // namespace latchkey::cli
