// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `servers add`: stores a token from standard input in the keyring, or with `--backend file` in the CLI
/// files. It asks the server whom the token signs in first, unless `--no-verify` is given; a token that was
/// refused or could not be checked is not stored. It warns where a token or server is unusual, and of a login
/// that it replaces.
Result<ExitCode> addServer(CommandContext& context);

/// The same with a token that was read elsewhere.
Result<ExitCode> addLogin(CommandContext& context, const credentials::ServerUrl& server, const Secret& token);

} // namespace latchkey::cli
