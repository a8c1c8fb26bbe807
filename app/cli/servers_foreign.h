// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers import`: stores the terminal's login in the keyring as well, and names the logins of other
/// programs that could be adopted.
Result<ExitCode> importLogin(CommandContext& context);

/// `servers settle`: what becomes of a login that another program put over one of Latchkey's.
Result<ExitCode> settleSignIn(CommandContext& context);

} // namespace latchkey::cli
