// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/cli_files.h"
#include "core/credentials/foreign_folders.h"
#include "core/credentials/foreign_place.h"
#include "core/shared/task_thread.h"

namespace latchkey::credentials {

/// The copies of tokens that other programs on this computer keep: Coder Desktop's keyring item, the folders
/// of the VS Code extension and of JetBrains Gateway, and the environment this process was started with.
///
/// They are read, and written only by copyOver() and remove(), which a person must have asked for. Listing
/// and reading leave no trace on the disk. Calls may be made from any thread, return at once, and run one
/// after another in the background. The destructor waits for the one that runs.
class ForeignPlaces
{
public:
    struct Options
    {
        QList<ForeignRoot> roots; ///< usually wellKnownRoots()
        Backend* coderDesktop = nullptr; ///< its item; must outlive this and should not prompt. May be null
        QProcessEnvironment environment; ///< asked for CODER_URL and CODER_SESSION_TOKEN, at once
    };

    explicit ForeignPlaces(const Options& options);
    Q_DISABLE_COPY_MOVE(ForeignPlaces)

    /// Every copy there is: Coder Desktop, folders in the order of the roots, environment. Never fails as a
    /// whole: what cannot be read (a locked keyring, a file others can read, a token without its server) is a
    /// row with its problem, whose message gives the mend. A place without a token is no row, and a folder
    /// that is reached by several names is one.
    Future<QList<ForeignPlace>> list();

    /// The token of a listed place. Errors: the place's problem when list() could not read it; `Conflict`
    /// when the place holds another login by now; `NotFound` when it holds none; as CliFiles::read and
    /// Backend::read.
    Future<Secret> read(const ForeignPlace& place);

    /// Puts this token in the place of the listed one. (The files get mode 0600, and a `.latchkey.lock` stays
    /// beside them.) Errors: `OriginMismatch` when the place belongs to another server; `NotImplemented` for
    /// the environment; the place's problem; as read(), CliFiles::write and Backend::write. Nothing is
    /// changed then.
    Future<void> copyOver(const ForeignPlace& place, const ServerUrl& server, const Secret& token);

    /// Removes the listed token; in a folder `url` stays, as the programs leave it when they sign out.
    /// Errors: `NotImplemented` for the environment; as read(), CliFiles::removeToken and Backend::remove.
    Future<void> remove(const ForeignPlace& place);

private:
    QList<ForeignPlace> coderDesktopPlaces() const;
    QList<ForeignPlace> folderPlaces() const;
    Result<Secret> listedToken(const ForeignPlace& place) const;
    Result<Secret> coderDesktopToken(const ForeignPlace& place) const;
    Result<void> replace(const ForeignPlace& place, const ServerUrl& server, const Secret& token) const;
    Result<void> removeListed(const ForeignPlace& place) const;

    QList<ForeignRoot> m_roots;
    Backend* m_coderDesktop;
    std::optional<ForeignPlace> m_environment;
    Secret m_environmentToken;
    TaskThread m_thread; // last: its tasks use what stands above
};

} // namespace latchkey::credentials
