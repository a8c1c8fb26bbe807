// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/login_index.h"

namespace latchkey::credentials {

class LoginStores;

/// The stores of Latchkey: where it keeps and finds a login's token.
enum class Place {
    Keyring, ///< the shared entry, which has one login per host and which other programs read
    Parked, ///< Latchkey's own keyring items
    CliFiles, ///< the Coder CLI's `url` and `session`
};

/// One row of "where am I signed in": a token of a server, wherever it lies. Two tokens for one server are
/// two logins, mostly of two accounts.
struct Login
{
    StoredCredential credential;
    QList<Place> places; ///< each store that holds this token, in the order of Place; never empty
    QString account; ///< whom it signs in; empty while nobody has said
    bool active = false; ///< the terminal's commands use this one now
    qint64 lastUsed =
        0; ///< the later of the last switch to it and the server's word, Unix seconds; 0 if never
    std::optional<LoginCheck> check; ///< the last one

    bool isIn(Place place) const { return places.contains(place); }

    /// The one store that holds it; none when several do.
    std::optional<Place> onlyPlace() const;

    /// Its name; none when what is stored cannot be used.
    std::optional<LoginId> id() const;

    /// Its status at this time (Unix seconds).
    LoginStatus status(qint64 now) const;
};

/// Another program put its own login over one of Latchkey's in the shared entry.
struct ForeignSignIn
{
    LoginId now; ///< what stands there, and in no item of Latchkey's
    LoginId before; ///< what Latchkey put there; it is parked
};

/// Everything a view of the servers needs, read at one time.
struct LoginOverview
{
    QList<Login> logins; ///< the shared entry's in stored order, then the others
    std::optional<Error> keyringProblem; ///< why the keyring's logins are not among them
    std::optional<Error> filesProblem; ///< why the CLI files could not be read
    QList<LoginId> recent; ///< those a person has switched to, the latest first
    std::optional<LoginId> previous; ///< where Logins::usePrevious() would lead
    QString overridingVariable; ///< CODER_SESSION_TOKEN or CODER_URL, when it wins over the CLI files
    QList<ForeignSignIn> foreignSignIns;
    QList<LoginId> unfinishedSignOuts; ///< of the logins above; Logins::signOut() finishes them

    /// Whether all stores could be read: only then it can be told what is not stored.
    bool isWhole() const { return !keyringProblem && !filesProblem; }

    const Login* find(const LoginId& id) const;

    /// The names of all logins that can be used.
    QList<LoginId> ids() const;

    /// The login that the terminal's commands use now; null when they are signed out.
    const Login* active() const;
};

/// Reads all stores. What could not be read is said in the result. Blocks.
LoginOverview readOverview(const LoginStores& stores, const LoginIndex& index);

/// Which of several logins of a server is meant when none is named.
enum class Unnamed {
    InSharedEntry, ///< the one that other programs use
    None, ///< for what cannot be taken back, one must be named
};

/// Picks the login a person names. `account` is an account's name, a token id or a fingerprint. Empty, it
/// means the server's only login, or else what `unnamed` says. Errors: `NotFound`; `InvalidInput` when
/// several logins would do: the message lists them; the overview's problem when it may be the reason.
Result<Login> pickLogin(const LoginOverview& overview, const ServerUrl& server, const QString& account,
    Unnamed unnamed = Unnamed::InSharedEntry);

} // namespace latchkey::credentials
