// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"

#include <optional>

namespace latchkey::credentials {

/// What the Coder CLI's two files hold. Neither: signed out and empty. A URL alone: signed out. A token
/// alone: an orphan.
struct CliLogin
{
    std::optional<ServerUrl> server;
    std::optional<Secret> token;
};

/// The Coder CLI's `url` and `session` in its configuration folder (files 0600, folder 0750, no newline).
///
/// The CLI writes both in place, so a file cut short may be half written: it is read again before that is
/// believed. All functions block on the disk: not for the UI thread. Reentrant; writers of several processes
/// exclude each other.
class CliFiles
{
public:
    explicit CliFiles(const QString& folder);

    QString folder() const { return m_folder; }

    /// Reads both. Missing files are no error. A trailing line break, BOM and white space at the ends go.
    /// Errors: `Corrupt` when one is binary, has several lines, is too long, is no regular file, or `url` is
    /// no server; `AccessDenied`, `StoreUnavailable`.
    Result<CliLogin> read() const;

    /// Makes this the terminal's login, in the order that never shows a token beside another server's URL:
    /// removes `session`, replaces `url`, writes `session`. Ends when it is durable. When it fails half way
    /// the terminal is signed out, or has its old login. Errors: `DiskFull`, `AccessDenied`, `Corrupt` (not a
    /// regular file), `StoreUnavailable`.
    Result<void> write(const ServerUrl& server, const Secret& token) const;

    /// Removes `session`; `url` stays, as the CLI leaves it. Errors: `NotFound`, `AccessDenied`,
    /// `StoreUnavailable`.
    Result<void> removeToken() const;

private:
    QString m_folder;
};

} // namespace latchkey::credentials
