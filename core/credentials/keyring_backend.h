// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/parked_tokens.h"

#include <memory>

namespace latchkey::credentials {

/// Other programs on the session bus that matter to a person who misses something.
struct BusNeighbours
{
    QStringList
        providers; ///< those that keep secrets beside the owner of the Secret Service, such as "KWallet"
    bool hasTray = false; ///< whether a tray is registered (org.kde.StatusNotifierWatcher)
};

/// What the system's keyring says of itself.
struct KeyringState
{
    bool locked = false;
    int entries = 0; ///< items that hold the shared entry: 0, 1, or more when something made duplicates
    QString provider; ///< the program that owns the Secret Service, such as "gnome-keyring-daemon"; empty
                      ///< when unknown
    BusNeighbours neighbours;
};

/// The shared entry of the operating system's keyring, Latchkey's own items beside it, and Coder Desktop's
/// item.
///
/// QtKeychain runs in a worker process that is killed and started again at a time limit (measured: a job in
/// our own process can wait for ever, block all others, or crash). Requests are served one after another.
/// Time limits: no bus or no service is told at once; a service that hangs within 2 s (probe) or 10 s
/// (operation); an unlock prompt waits for the person up to 120 s and can be cancelled.
class KeyringBackend final : public Backend, public ParkedTokens
{
public:
    struct Options
    {
        QString workerProgram; ///< path of latchkey-keyring-worker
        QString serviceName; ///< `coder-v2-credentials`, or another for tests
        QString lockFolder; ///< where the shared entry's lock file lies; made 0700 where it is missing
        bool mayPrompt =
            false; ///< whether operations on a locked keyring ask the person to unlock it, or fail as locked
    };

    /// Starts the worker in the background.
    explicit KeyringBackend(const Options& options);
    ~KeyringBackend() override;

    Future<Secret> read(const ServerUrl& server) override;
    Future<void> write(const ServerUrl& server, const Secret& token) override;
    Future<void> remove(const ServerUrl& server) override;
    Future<QList<StoredCredential>> list() override;

    /// The items of service `latchkey`, or `<serviceName>-latchkey` for a service name of tests. Several
    /// items of one name are a `Conflict` that no call changes.
    Future<QList<LoginId>> parked() override;
    Future<Secret> readParked(const LoginId& login) override;
    Future<void> park(const ServerUrl& server, const Secret& token) override;
    Future<Secret> useParked(const LoginId& login, const std::optional<LoginId>& kept) override;
    Future<void> removeParked(const LoginId& login) override;

    /// The login that Coder Desktop keeps in this keyring on Linux (Secret Service attribute
    /// `application`=`coder-desktop`), whatever `serviceName` is; it goes with this object. It holds at most
    /// one server, and any other one is an `OriginMismatch`. write() replaces the token in Coder Desktop's
    /// own item and is `NotFound` where there is none. Several items are a `Conflict` to read, write and
    /// remove.
    Backend& coderDesktop();

    /// Saves the shared entry's value as it is, tokens and all, in a file that only its owner may read: for
    /// one that is `Corrupt`. `path` is replaced. Errors: `NotFound` where there is no entry; read()'s;
    /// replacePrivateFile()'s.
    Future<void> saveCopy(const QString& path);

    /// Asks the keyring for its state without touching a secret or prompting. Errors: `KeyringUnavailable`
    /// (no bus, no service, no default collection: the message tells which), `TimedOut`, `AccessDenied`.
    Future<KeyringState> state();

    /// Asks the person to unlock the keyring and waits for the answer. Errors: `Cancelled` when it was
    /// dismissed or cancelPrompt() called, `KeyringLocked` when no prompt can be shown, `TimedOut`, as
    /// state().
    Future<void> unlock();

    /// Ends the operation that waits for the person, now, as `Cancelled`. Any thread; does nothing when none
    /// waits.
    void cancelPrompt();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace latchkey::credentials
