// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/stored_credential.h"
#include "core/shared/file_lock.h"
#include "core/shared/private_file.h"

#include <functional>
#include <optional>

namespace latchkey::credentials {

/// What the Coder CLI's two files hold. Neither: signed out and empty. A URL alone: signed out. A token
/// alone: an orphan.
struct CliLogin
{
    std::optional<ServerUrl> server;
    std::optional<Secret> token;

    /// Both; none when one is missing.
    std::optional<HeldLogin> whole() const;

    friend bool operator==(const CliLogin&, const CliLogin&) = default;
};

/// A change of the CLI files that a killed program left half done: the terminal is signed out, and was meant
/// to go from one login to another.
struct InterruptedSwitch
{
    std::optional<LoginId> from; ///< none when the terminal was signed out before
    LoginId to;
    CliLogin found; ///< what the files hold now
};

/// The Coder CLI's `url` and `session` in its configuration folder (files 0600, folder 0750, no newline).
///
/// The CLI writes both in place, so a file cut short may be half written: it is read again before that is
/// believed. All functions block on the disk: not for the UI thread. Reentrant; writers of several processes
/// exclude each other by a lock file in the folder, `.latchkey.lock`, which the CLI does not look at. (There
/// every Latchkey finds it, whatever its runtime folder is.)
class CliFiles
{
public:
    /// Passes the time in which the CLI may finish a file it is writing.
    using Pause = std::function<void()>;

    explicit CliFiles(const QString& folder);
    CliFiles(const QString& folder, const Pause& pause);

    QString folder() const { return m_folder; }
    QString urlPath() const { return m_folder + QStringLiteral("/url"); }
    QString sessionPath() const { return m_folder + QStringLiteral("/session"); }

    /// Reads both. Missing files are no error, and an empty `session` is signed out. A trailing line break,
    /// BOM and white space at the ends go. Errors: `Corrupt` when one is binary, has several lines, is over
    /// 4096 bytes, is no regular file, or `url` is no server; `AccessDenied` when one cannot be read, others
    /// could read the token, or others could change one (the message gives the mend); `StoreUnavailable`.
    Result<CliLogin> read() const;

    /// Makes this the terminal's login, in the order that never shows a token beside another server's URL:
    /// removes `session`, replaces `url`, puts `session`. Both are complete on the disk before the first
    /// step, so a full disk changes nothing; ends when it is durable. A journal beside the files
    /// (`.latchkey.switch`, no secret) says what is under way, for settle(). Where `url` stays the same,
    /// replacing `session` is all there is to do. Errors: `InvalidInput` as
    /// checkToken(); `DataTooBig` over 4096 bytes; `Conflict` when `expected` is given and the files hold
    /// something else by now; `DiskFull`, `AccessDenied`, `Corrupt` (not a regular file),
    /// `StoreUnavailable`, `TimedOut` (another writer).
    Result<void> write(const ServerUrl& server, const Secret& token,
        const std::optional<CliLogin>& expected = std::nullopt) const;

    /// Whether a write() is under way somewhere, or was killed. One look at the disk.
    bool wasInterrupted() const;

    /// Tidies up after a write() that was killed: removes temporary files, which may hold a token, and says
    /// what is left to be finished or undone by another write(). None when nothing is, or when somebody has
    /// signed the terminal in or out since. Errors:
    /// as read(); `TimedOut` (another writer).
    Result<std::optional<InterruptedSwitch>> settle() const;

    /// Removes `session`; `url` stays, as the CLI leaves it. Errors: `NotFound`, also when it is empty;
    /// `AccessDenied`, `StoreUnavailable`, `TimedOut`.
    Result<void> removeToken() const;

    /// The error for a token that is not there: `NotFound`.
    Error notSignedIn() const;

private:
    struct PreparedLogin
    {
        PreparedFile url;
        PreparedFile session;
        Result<void> commit();
    };

    QString journalPath() const { return m_folder + QStringLiteral("/.latchkey.switch"); }
    Result<CliLogin> readOnce() const;
    Result<void> replaceSession(const Secret& token) const;
    Result<PreparedFile> prepareSession(const Secret& token) const;
    Result<PreparedLogin> prepare(const ServerUrl& server, const Secret& token) const;
    void removeAllLeftovers() const;
    Result<FileLock> lockForWriting() const;

    QString m_folder;
    Pause m_pause;
};

} // namespace latchkey::credentials
