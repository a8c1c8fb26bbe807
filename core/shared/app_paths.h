// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcessEnvironment>
#include <QString>

namespace latchkey {

/// The folders Latchkey uses, as absolute paths. A plain value, made once at start and handed to what needs
/// it.
struct AppPaths
{
    QString dataFolder; ///< `$XDG_DATA_HOME/latchkey`: the session database, names of accounts
    QString configFolder; ///< `$XDG_CONFIG_HOME/latchkey`: settings
    QString stateFolder; ///< `$XDG_STATE_HOME/latchkey`: window state
    QString runtimeFolder; ///< `$XDG_RUNTIME_DIR/latchkey`: locks and the single-instance socket
    QString coderConfigFolder; ///< where the Coder CLI keeps `url` and `session`

    /// What is known of logins beside their tokens.
    QString loginIndex() const { return dataFolder + QStringLiteral("/logins.json"); }

    QString sessionDatabase() const { return dataFolder + QStringLiteral("/sessions.db"); }

    /// What was done here.
    QString activityLog() const { return dataFolder + QStringLiteral("/activity.jsonl"); }

    /// Follows the XDG Base Directory Specification (an unset, empty or relative variable means its default)
    /// and the Coder CLI: `$CODER_CONFIG_DIR`, else `$XDG_CONFIG_HOME/coderv2`, else `~/.config/coderv2`.
    /// Without
    /// `$XDG_RUNTIME_DIR` it takes `/run/user/UID` where that is the user's own, else the data folder.
    /// Creates nothing.
    static AppPaths fromEnvironment(const QProcessEnvironment& environment);
};

} // namespace latchkey
