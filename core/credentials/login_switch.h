// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/login_stores.h"
#include "core/shared/clock.h"

namespace latchkey::credentials {

/// Changes who the terminal is signed in as, without losing the token it held and without ever showing one
/// server's token beside another's URL.
///
/// What stands in the CLI files and in the target's place in the shared entry is parked first, unless it is
/// parked already; where that is impossible the switch is refused. All functions block, and are called under
/// LoginIndex::lock().
class LoginSwitch
{
public:
    /// What is parked, during one act: asked for when it is first needed.
    using ParkedLogins = std::optional<QList<LoginId>>;

    /// The collaborators must outlive it.
    LoginSwitch(const LoginStores& stores, const LoginIndex& index, const Clock& clock);

    /// Logins::use().
    Result<LoginId> use(const LoginId& login) const;

    /// Logins::usePrevious().
    Result<LoginId> usePrevious() const;

    /// Signs the CLI files in with a token that comes from a person. A login that stood there is parked, or,
    /// where no keyring can be reached, given up as `coder login` does. Changes and saves `known`, and
    /// returns what was changed. Errors: as CliFiles::write(); `Conflict` for a token of an unknown server.
    Result<QList<StoredChange>> signInFiles(
        KnownLogins& known, const ServerUrl& server, const Secret& token) const;

    /// Finishes the switch that a killed program left half done, or undoes it when the login it led to is not
    /// to be had. When neither is, it stays for the next time, and the terminal signed out. Errors: the
    /// stores'.
    Result<void> finishInterrupted() const;

    /// Parks a token and puts it into the shared entry; what stood there is parked first. Changes
    /// `known`, for the caller to save, and returns what was changed. Errors: the stores' and the index's.
    Result<QList<StoredChange>> putIntoSharedEntry(KnownLogins& known, const ServerUrl& server,
        const Secret& token, ParkedLogins parked = std::nullopt) const;

private:
    Result<QList<StoredChange>> keep(
        KnownLogins& known, ParkedLogins& parked, const ServerUrl& server, const Secret& token) const;
    Result<Secret> takeOut(KnownLogins& known, const CliLogin& held, const LoginId& login) const;
    Result<void> keepFilesLogin(KnownLogins& known, ParkedLogins& parked, const CliLogin& held) const;
    KnownLogins afterUse(KnownLogins known, const CliLogin& before, const LoginId& login) const;
    Result<void> keepOrphan(const Secret& token) const;

    const LoginStores& m_stores;
    const LoginIndex& m_index;
    const Clock& m_clock;
};

} // namespace latchkey::credentials
