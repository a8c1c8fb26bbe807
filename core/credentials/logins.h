// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/login_switch.h"
#include "core/shared/task_pool.h"
#include "core/shared/task_thread.h"

#include <QProcessEnvironment>

namespace latchkey::credentials {

/// A login that a person brings.
struct NewLogin
{
    ServerUrl server;
    Secret token;
    Place place = Place::Keyring; ///< Keyring, or CliFiles to sign the terminal in at once
    QString account = {}; ///< its name as the person gives it; empty to leave that to the server
    std::optional<TokenOwner> owner = {}; ///< what the server said of the token, where it was asked
};

/// What is done about a login that another program put into the shared entry.
enum class ForeignLogin {
    Keep, ///< it replaces the one that stood there, which is forgotten
    AddAsAnother, ///< both are kept
    Restore, ///< the one that stood there comes back, and the foreign one is forgotten
};

/// What a sign-out did.
struct SignedOut
{
    bool endedAtServer = false; ///< false when it was only removed here, as the person wanted
    QList<Place> removedFrom;
};

/// The logins of this computer over all stores, several accounts on one server, and the switch of the active
/// one. One story for window and terminal.
///
/// A login that Latchkey stores or switches to lies in an item of Latchkey's own as well (it is "parked"), so
/// another account can take its place in the shared entry and it can come back. Calls may be made from any
/// thread. They run in the background: changes one after another, and one at a time among all Latchkeys of
/// this user; questions to servers a few at once. The collaborators must outlive it.
class Logins
{
public:
    struct Collaborators
    {
        Backend& shared; ///< the shared entry
        ParkedTokens& parked;
        CliFiles& files;
        ServerApi& servers; ///< closed with the logins
        const Clock& clock;
    };

    /// `indexFile` remembers names and times (no secret). `environment` is asked for overrides only.
    Logins(
        const Collaborators& collaborators, const QString& indexFile, const QProcessEnvironment& environment);
    ~Logins();
    Q_DISABLE_COPY_MOVE(Logins)

    /// All logins. Finishes a switch that a killed program left half done. Never fails as a whole: what could
    /// not be read is said in the result.
    Future<LoginOverview> overview();

    /// Whom a token signs in, without storing it. Errors: ServerApi::whoIs's.
    Future<TokenOwner> ask(const ServerUrl& server, const Secret& token);

    /// Stores a login. In the keyring it takes its server's place in the shared entry; a login that stood
    /// there is parked, or, when it is an older one of the same account, replaced. In the CLI files it
    /// becomes the active login; what stood there is parked, or, where no keyring can be reached, given up as
    /// `coder login` does. Errors: Backend::write's; `InvalidInput` as checkToken(), and when `account` is
    /// not whom the server named; `Conflict` when the CLI files hold a token of an unknown server, which
    /// would be lost.
    Future<Change> add(const NewLogin& login);

    /// Stores the terminal's login in the keyring as well. Errors: `NotFound` when the terminal is signed
    /// out; as add().
    Future<Change> import();

    /// The token itself. Errors: `NotFound`; the stores'.
    Future<Secret> reveal(const LoginId& login);

    /// Removes the copies of a login from the keyring (the shared entry and the parked item), or from the CLI
    /// files when they alone have it; or from one store when it is named. Copies elsewhere stay, and the
    /// server still accepts the token. Errors: `NotFound`; the stores'.
    Future<Change> remove(const LoginId& login, const std::optional<Place>& place = std::nullopt);

    /// Takes an act back. Errors: `Conflict` when something it changed has been changed since; then the rest
    /// stays as it is.
    Future<void> undo(const Change& change);

    /// Makes this login the active one: it stands in the shared entry and in the CLI files. A token that only
    /// these held is parked first, so that nothing is lost. Errors: `NotFound`; `OriginMismatch` when the
    /// shared entry holds the host's login of the other scheme; `Conflict` when the CLI files hold a token of
    /// an unknown server; the stores'.
    Future<LoginId> use(const LoginId& login);

    /// use() for the login that was active before this one. Errors: `NotFound` when there is none; as use().
    Future<LoginId> usePrevious();

    /// Asks the server about a login and remembers the answer, and with it the account's name. A refusal is
    /// an answer, not an error. Errors: as reveal().
    Future<LoginCheck> check(const LoginId& login);

    /// Ends the login at the server, then removes all copies that the stores hold. It is remembered as
    /// unfinished until both are done. Errors: `Network` when the server could not be reached, with nothing
    /// removed, unless `evenIfUnreachable`; as reveal() and remove().
    Future<SignedOut> signOut(const LoginId& login, bool evenIfUnreachable = false);

    /// The person no longer wants an unfinished sign-out to be finished. Errors: the index's.
    Future<void> forgetSignOut(const LoginId& login);

    /// Settles a sign-in by another program. Errors: `NotFound` when there is none for this server (any
    /// more); the stores'.
    Future<Change> settle(const ServerUrl& server, ForeignLogin decision);

private:
    template <typename Act> auto changing(Act act);
    Result<Change> addNow(const NewLogin& login) const;
    Result<QList<StoredChange>> removeFrom(const QList<Place>& places, const LoginId& login) const;
    Result<Change> removeNow(const LoginId& login, const std::optional<Place>& place) const;
    Result<void> undoNow(const Change& change) const;
    Result<Change> settleNow(const ServerUrl& server, ForeignLogin decision) const;
    Result<LoginCheck> checkNow(const LoginId& login);
    Result<SignedOut> signOutNow(const LoginId& login, bool evenIfUnreachable);
    Result<QList<Place>> removeCopies(const LoginId& login) const;

    LoginStores m_stores;
    LoginIndex m_index;
    LoginSwitch m_switch;
    ServerApi& m_servers;
    const Clock& m_clock;
    const QString m_overridingVariable;
    TaskThread m_thread; // after what its tasks use
    TaskPool m_questions; // last: its tasks wait for the thread's
};

/// The variable that wins over the CLI files in this environment, CODER_SESSION_TOKEN or CODER_URL; empty
/// when none does.
QString overridingVariable(const QProcessEnvironment& environment);

} // namespace latchkey::credentials
