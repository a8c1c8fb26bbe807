// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `sessions policy`: shows the rules by which sessions end by themselves, or changes them; a rule that would
/// end more than before is simulated first, and asked about.
Result<ExitCode> sessionPolicy(CommandContext& context);

/// `sessions apply-policy`: applies the rules. Made for a timer: it says nothing when nothing was to be done.
Result<ExitCode> applyPolicy(CommandContext& context);

} // namespace latchkey::cli
