// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/user_agents/user_agent.h"

namespace latchkey::sessions {

/// What kind of machine sent this string, from what uap-core resolved of it and, for what uap-core does not
/// say (Android's "Mobile", a television's marks), the string itself. Unknown where neither tells.
DeviceKind deviceKindOf(const UserAgent& resolved, const QString& userAgent);

} // namespace latchkey::sessions
