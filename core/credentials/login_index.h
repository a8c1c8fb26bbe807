// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/login_check.h"
#include "core/credentials/stored_credential.h"
#include "core/shared/file_lock.h"
#include "core/shared/private_file.h"

#include <QList>

#include <functional>
#include <optional>

namespace latchkey::credentials {

/// What Latchkey remembers of a login beside its token.
struct KnownLogin
{
    LoginId id;
    QString tokenId; ///< TokenFacts::tokenId
    QString account; ///< whom it signs in; empty while nobody has said
    bool current = false; ///< of its server's logins, the one Latchkey put into the shared entry last
    qint64 lastUsed = 0; ///< when a person last switched to it, Unix seconds; 0 for never
    std::optional<LoginCheck> check;
};

/// What Latchkey remembers of all logins. A plain value without secrets.
struct KnownLogins
{
    QList<KnownLogin> logins; ///< the most recently used first
    QList<LoginId> unfinishedSignOuts; ///< begun, and not known to have ended

    const KnownLogin* find(const LoginId& id) const;

    /// The entry of this login, made where there is none.
    KnownLogin& remember(const LoginId& id);
    void forget(const LoginId& id);

    /// The login of this server that Latchkey put into the shared entry last.
    const KnownLogin* current(const ServerUrl& server) const;
    void setCurrent(const LoginId& id);

    /// Puts the login first, as used at this time.
    void use(const LoginId& id, qint64 now);
};

/// The file that keeps KnownLogins. Names, times and fingerprints, never a token, so that accounts can be
/// told apart. All functions block on the disk; reentrant.
class LoginIndex
{
public:
    explicit LoginIndex(const QString& path);

    /// A missing file is an empty index, and so is one that makes no sense: the keyring knows what is parked,
    /// and servers tell names again. Errors: as readPrivateFile(), but `NotFound`.
    Result<KnownLogins> load() const;

    /// Replaces the file, under lock(); one that made no sense is kept beside it as `.damaged`. Errors: as
    /// replacePrivateFile().
    Result<void> save(const KnownLogins& known) const;

    /// The file's new content, complete on the disk, for the caller to put in its place. Errors: as save().
    Result<PreparedFile> prepare(const KnownLogins& known) const;

    /// Loads, changes and saves it. Errors: theirs.
    Result<void> change(const std::function<void(KnownLogins&)>& edit) const;

    /// Excludes every other Latchkey from changing logins until the lock goes. Makes the file's folder, 0700,
    /// where it is missing. Errors: as FileLock::acquire() and ensurePrivateFolder().
    Result<FileLock> lock() const;

private:
    QString m_path;
};

} // namespace latchkey::credentials
