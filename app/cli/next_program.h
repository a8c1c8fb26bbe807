// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"
#include "core/shared/process_safety.h"

namespace latchkey::cli {

/// Puts the program in this one's place, with CODER_URL and CODER_SESSION_TOKEN set for it and all else as
/// it was when this program started: so signals, terminal and exit status are its own. Returns only when it
/// cannot be started, after a message that says why. No other thread may run any more.
ExitCode becomeProgram(const NextProgram& program, const ProcessState& before, Output& output);

} // namespace latchkey::cli
