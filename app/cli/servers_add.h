// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers add`: stores a token from standard input in the keyring, or with `--backend file` in the CLI
/// files. It warns where a token or server is unusual, and of a login that it replaces.
Result<ExitCode> addServer(CommandContext& context);

} // namespace latchkey::cli
