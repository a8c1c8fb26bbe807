// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/cli_files.h"

namespace latchkey::credentials {

/// Changes who the CLI files are signed in as, without losing the token they held.
///
/// What stood there is put into the keyring first, unless the keyring has it; where that is impossible the
/// switch is refused. The origin that was active is remembered in the state file (no secret), so that a
/// person can go back. All functions block; for a background thread.
class LoginSwitch
{
public:
    /// `stateFile` lies in a folder that is made 0700 where it is missing. The collaborators must outlive it.
    LoginSwitch(Backend& keyring, const CliFiles& files, const QString& stateFile);

    /// Logins::use().
    Result<ServerUrl> use(const ServerUrl& server) const;

    /// Logins::usePrevious().
    Result<ServerUrl> usePrevious() const;

    /// Where usePrevious() would lead from what the files hold now. None also when the state cannot be read.
    std::optional<ServerUrl> previous(const CliLogin& now) const;

    /// Signs the CLI files in with a token that comes from a person. Returns the token it replaced for the
    /// same server. A login of another server is kept in the keyring, or, where no keyring can be reached,
    /// given up as `coder login` does. Errors: as CliFiles::write(), and `Conflict` as use().
    Result<std::optional<Secret>> signInFiles(const ServerUrl& server, const Secret& token) const;

private:
    Result<void> switchTo(const ServerUrl& server, const Secret& token, const CliLogin& before) const;
    Result<void> keepInKeyring(const CliLogin& login) const;
    Result<void> keepOrphan(const Secret& token) const;
    Result<std::optional<ServerUrl>> loadPrevious() const;
    Result<void> savePrevious(const std::optional<ServerUrl>& server) const;

    Backend& m_keyring;
    const CliFiles& m_files;
    QString m_stateFile;
};

} // namespace latchkey::credentials
