// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `sessions list`: a page of the sessions that fit, or their groups.
Result<ExitCode> listSessions(CommandContext& context);

/// `sessions stats`: how many there are, and what the store is like.
Result<ExitCode> sessionStats(CommandContext& context);

} // namespace latchkey::cli
