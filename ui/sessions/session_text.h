// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

namespace latchkey::ui {

/// A kind of device in people's words, such as "Phone"; "Unknown" for unknown.
QString kindText(sessions::DeviceKind kind);

/// "1 session", "1,204 sessions".
QString sessionsText(qint64 count);

/// "alice on Firefox on Windows"
QString sessionName(const sessions::Session& session);

/// For the activity log: "3 sessions: Firefox on Windows"; only how many where there is no name.
QString loggedSessions(qint64 count, const QString& name);

/// "Active" or "Revoked".
QString stateText(const sessions::Token& token);

} // namespace latchkey::ui
