// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/login_switch.h"
#include "core/shared/task_thread.h"

#include <QProcessEnvironment>

#include <optional>

namespace latchkey::credentials {

/// Where a credential lies.
enum class Place {
    Keyring, ///< the shared entry
    CliFiles, ///< the Coder CLI's `url` and `session`
};

/// One row of "where am I signed in": a credential in one place. The CLI files' copy of a keyring credential
/// (same origin, same token) is not a row of its own; it makes the keyring's row the active one.
struct Login
{
    StoredCredential credential;
    Place storedIn = Place::Keyring;
    QString account; ///< who it signs in; empty while nobody has asked the server
    bool active = false; ///< the terminal's commands use this one now
};

/// Everything a view of the servers needs, read at one time.
struct LoginOverview
{
    QList<Login> logins;
    std::optional<Error> keyringProblem; ///< why the keyring's logins are not among them
    std::optional<Error> filesProblem; ///< why the CLI files could not be read
    std::optional<ServerUrl> previous; ///< where usePrevious() would lead
    bool overriddenByEnvironment =
        false; ///< CODER_URL or CODER_SESSION_TOKEN is set and wins over the CLI files
};

/// The variable that wins over the CLI files in this environment, CODER_SESSION_TOKEN or CODER_URL; empty
/// when none does.
QString overridingVariable(const QProcessEnvironment& environment);

/// The logins of this computer over both places, and the switch of the active one. One story for window and
/// terminal.
///
/// Calls may be made from any thread and run one after another in the background. The collaborators must
/// outlive it.
class Logins
{
public:
    /// `stateFile` remembers the previous login's origin (no secret). `environment` is asked for overrides
    /// only.
    Logins(
        Backend& keyring, CliFiles& files, const QString& stateFile, const QProcessEnvironment& environment);
    ~Logins();
    Q_DISABLE_COPY_MOVE(Logins)

    /// All logins: keyring first, in stored order. Never fails as a whole: what could not be read is said in
    /// the result.
    Future<LoginOverview> overview();

    /// Stores a token. Returns the token it replaced for this server, if any, so that the act can be undone.
    /// In the CLI files it also takes the place of another server's login, which goes to the keyring first,
    /// or, where no keyring can be reached, is given up as `coder login` does. Errors: Backend::write's;
    /// `Conflict` as use().
    Future<std::optional<Secret>> add(const ServerUrl& server, const Secret& token, Place place);

    /// The token itself. Errors: Backend::read's; `OriginMismatch` when the CLI files are signed in to
    /// another server.
    Future<Secret> reveal(const ServerUrl& server, Place place);

    /// Removes this copy and returns it, so that the act can be undone. The copy in the other place stays: a
    /// login removed from the keyring while it is active becomes a row of the CLI files. Errors: as reveal
    /// and Backend::remove.
    Future<Secret> remove(const ServerUrl& server, Place place);

    /// Makes the keyring's login for this server the active one: the CLI files then hold its URL and token. A
    /// token that only the CLI files held is put into the keyring first, so that nothing is lost. Errors:
    /// `NotFound` when the keyring has none; `Conflict` when the files hold a token that differs from the
    /// keyring's for the same server, or one of an unknown server (it would be lost); Backend's; CliFiles'.
    /// A login that is active already stays so, and with it what usePrevious() leads to.
    Future<ServerUrl> use(const ServerUrl& server);

    /// use() for the login that was active before this one. Errors: `NotFound` when there is none; as use().
    Future<ServerUrl> usePrevious();

private:
    Result<Secret> tokenIn(Place place, const ServerUrl& server) const;

    Backend& m_keyring;
    CliFiles& m_files;
    LoginSwitch m_switch;
    QProcessEnvironment m_environment;
    TaskThread m_thread; // last: its tasks use what stands above
};

} // namespace latchkey::credentials
