// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

namespace latchkey::ui {

/// What is selected on the Sessions page: whole groups, single sessions, or everything that is shown.
struct SessionSelection
{
    sessions::SessionFilter filter; ///< names each selected session once
    QString name; ///< of the one row that is selected: "alice on curl", "Firefox on Windows"
    qint64 sessions = 0;
    qint64 revoked = 0;

    /// Selected by their places in the list, not by what stands there: the list must stand still meanwhile.
    bool isByPlace = false;
    bool isRead = true; ///< false: by their places, and `filter` and `revoked` are still to come

    qint64 active() const { return sessions - revoked; }
};

} // namespace latchkey::ui
