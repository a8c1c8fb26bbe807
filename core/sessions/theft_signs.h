// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

namespace latchkey::sessions {

/// Whether somebody presented the session's token when nobody should have.
bool hasTheftSigns(const Session& session);

/// What they did, in people's words: "Presented 3 times after it was revoked, last yesterday.". Empty when
/// there is nothing to tell. `now` in Unix seconds.
QString theftSigns(const Session& session, qint64 now);

} // namespace latchkey::sessions
