// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers status`: the active login and where it lies, what overrides it, the state of the keyring, and
/// what waits for a decision. It reports a keyring that cannot be used and is done all the same; only CLI
/// files that cannot be read are an error, since the active login is theirs.
Result<ExitCode> serversStatus(CommandContext& context);

} // namespace latchkey::cli
