// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers verify`: asks the servers about one login or all of them, several at once. Its status is that of
/// a server's problem when one was refused, has expired, or could not be checked.
Result<ExitCode> verifyServers(CommandContext& context);

} // namespace latchkey::cli
