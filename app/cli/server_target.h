// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// A login that can be used: it has a name.
struct FoundLogin
{
    credentials::LoginId id;
    credentials::Login login;
};

/// The login that the command's server and `--account` name; of several, when none is named, the one in the
/// shared entry. Errors: `InvalidInput` for what is no server, and when several logins would do; `NotFound`,
/// also when the store that `--backend` names does not hold it; `OriginMismatch` when that is because the
/// host's login is of the other scheme; why a stored login cannot be used; whatever kept it from looking,
/// unless the login was found all the same.
Result<FoundLogin> findLogin(CommandContext& context);

/// As findLogin(), for what cannot be taken back: of several logins one must be named. Errors:
/// `InvalidInput` that lists them.
Result<FoundLogin> findNamedLogin(CommandContext& context);

/// The logins of all stores, or of the one that `--backend` names. Errors: Logins::overview()'s.
Result<credentials::LoginOverview> chosenOverview(CommandContext& context);

/// The login's token. Errors: Logins::reveal()'s.
Result<Secret> tokenOf(CommandContext& context, const FoundLogin& found);

/// Says which stores could not be read, so that their logins are not in the overview. Errors: the first
/// problem, which is the command's end.
Result<void> reportWhatIsMissing(CommandContext& context, const credentials::LoginOverview& overview);

/// The place that `--backend` names; nothing when it was not given.
std::optional<credentials::Place> chosenPlace(const CommandContext& context);

/// The server named as the command's first argument. Errors: `InvalidInput`.
Result<credentials::ServerUrl> serverArgument(const CommandContext& context);

/// The value of `--account`; empty when it was not given.
QString accountArgument(const CommandContext& context);

} // namespace latchkey::cli
