// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// A server named on the command line, and the row it has in one of the places, if it has one.
struct ServerTarget
{
    credentials::ServerUrl server;
    credentials::Place place;
    std::optional<credentials::Login> login;
};

/// Looks for the command's server in the place that `--backend` names, else in the keyring and then in the
/// CLI files. Errors: `InvalidInput` for what is no server; whatever kept it from looking, unless the row was
/// found all the same.
Result<ServerTarget> findServerTarget(CommandContext& context);

/// The place that `--backend` names; nothing when it was not given.
std::optional<credentials::Place> chosenPlace(const CommandContext& context);

/// The server named as the command's first argument. Errors: `InvalidInput`, also when `--account` asks for
/// what is not there yet.
Result<credentials::ServerUrl> serverArgument(const CommandContext& context);

} // namespace latchkey::cli
