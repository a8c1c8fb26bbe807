// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `sessions add`: stores a session for an identifier from standard input, or for a new one, which it prints
/// this once.
Result<ExitCode> addSession(CommandContext& context);

/// `sessions validate`: whether an identifier from standard input is a valid session of the user. Three
/// answers: valid, invalid, and "could not tell"; a failing store is never one of the first two.
Result<ExitCode> validateSession(CommandContext& context);

/// The user that `--user` names. Errors: `InvalidInput`, also when it is not given.
Result<QString> userOption(const CommandContext& context);

} // namespace latchkey::cli
