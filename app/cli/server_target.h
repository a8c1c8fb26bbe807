// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// The login that the command's server and `--account` name. Errors: `InvalidInput` for what is no server,
/// and when several logins would do; `NotFound`, also when the store that `--backend` names does not hold it;
/// whatever kept it from looking, unless the login was found all the same.
Result<credentials::Login> findLogin(CommandContext& context);

/// The place that `--backend` names; nothing when it was not given.
std::optional<credentials::Place> chosenPlace(const CommandContext& context);

/// The server named as the command's first argument. Errors: `InvalidInput`.
Result<credentials::ServerUrl> serverArgument(const CommandContext& context);

} // namespace latchkey::cli
