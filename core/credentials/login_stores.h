// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/cli_files.h"
#include "core/credentials/login_overview.h"
#include "core/credentials/parked_tokens.h"

namespace latchkey::credentials {

/// One change of one store: what it held, and what it holds after. At least one of them is there. In the CLI
/// files, which hold one login, the two may be of different servers.
struct StoredChange
{
    Place place;
    std::optional<HeldLogin> before;
    std::optional<HeldLogin> after;
};

/// What an act did to the stores, so that a person can undo it.
struct Change
{
    std::optional<LoginId> login; ///< the login that was stored, when one was
    std::optional<LoginId> replaced; ///< the older login of the same account that it took the place of
    QList<StoredChange> steps;
    QList<KnownLogin> knownBefore; ///< what the index knew of the server's logins
};

/// The three stores of tokens as one. All functions block; for a background thread.
class LoginStores
{
public:
    /// The collaborators must outlive it.
    LoginStores(Backend& shared, ParkedTokens& parked, const CliFiles& files);

    Result<QList<StoredCredential>> listShared() const { return blockFor(m_shared.list()); }
    Result<QList<LoginId>> listParked() const { return blockFor(m_parked.parked()); }
    const CliFiles& files() const { return m_files; }

    /// `NotFound`: no store holds this login any more.
    static Error notStored(const LoginId& login);

    /// The shared entry's token for this server; none when it has none. Errors: Backend::read's.
    Result<std::optional<Secret>> shared(const ServerUrl& server) const;

    /// This login's token in this store. Errors: `NotFound` also when the store holds another of the server;
    /// Backend::read's, ParkedTokens::readParked's, CliFiles::read's.
    Result<Secret> tokenIn(Place place, const LoginId& login) const;

    /// This login's token, from wherever it lies. Errors: as tokenIn().
    Result<Secret> token(const LoginId& login) const;

    /// ParkedTokens::useParked().
    Result<Secret> useParked(const LoginId& login, const std::optional<LoginId>& kept) const
    {
        return blockFor(m_parked.useParked(login, kept));
    }

    /// Makes one change. Errors: `Conflict` when the store holds something else than `before` by now; those
    /// of the store.
    Result<void> apply(const StoredChange& change) const;

private:
    Result<void> changeFiles(const StoredChange& change) const;
    Result<void> changeShared(const StoredChange& change) const;

    Backend& m_shared;
    ParkedTokens& m_parked;
    const CliFiles& m_files;
};

/// The change that takes this one back.
StoredChange reversed(const StoredChange& change);

} // namespace latchkey::credentials
