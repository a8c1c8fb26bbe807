// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/cli_files.h"
#include "core/credentials/foreign_folders.h"

namespace latchkey::credentials {

// Another program's folder with a `url` and a `session`, which read like the Coder CLI's, in words that name
// that program. All functions block on the disk: not for the UI thread.

/// The place that a folder is; none without a token. What cannot be read is a place with its problem. `pause`
/// as CliFiles'.
std::optional<ForeignPlace> placeIn(
    const ForeignRoot& root, const QString& folder, const CliFiles::Pause& pause);

/// The login of a listed folder. Errors: `Conflict` when it is another one by now; `NotFound`; as
/// CliFiles::read.
Result<CliLogin> listedLogin(const ForeignPlace& place);

/// Puts the token in the listed one's place. Errors: as listedLogin() and CliFiles::write.
Result<void> replaceListedLogin(const ForeignPlace& place, const ServerUrl& server, const Secret& token);

/// Removes the listed token. Errors: as listedLogin() and CliFiles::removeToken.
Result<void> removeListedToken(const ForeignPlace& place);

/// The error for a place whose login is no longer the listed one: `Conflict`.
Error changedSinceListed(const ForeignPlace& place);

} // namespace latchkey::credentials
