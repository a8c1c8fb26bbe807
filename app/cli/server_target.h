// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// A server named on the command line, and its login.
struct ServerTarget
{
    credentials::ServerUrl server;
    credentials::Login login;
};

/// Looks for the command's server in the place that `--backend` names, else in the keyring and then in the
/// CLI files. Errors: `InvalidInput` for what is no server; whatever kept it from looking, unless the login
/// was found all the same; else why there is none (Logins::reveal()).
Result<ServerTarget> findServerTarget(CommandContext& context);

/// The place that `--backend` names; nothing when it was not given.
std::optional<credentials::Place> chosenPlace(const CommandContext& context);

/// The server named as the command's first argument. Errors: `InvalidInput`, also when `--account` asks for
/// what is not there yet.
Result<credentials::ServerUrl> serverArgument(const CommandContext& context);

} // namespace latchkey::cli
