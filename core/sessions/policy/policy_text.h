// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_runner.h"

namespace latchkey::sessions {

// Sentences for a person, the same in the window and in the terminal.

/// "Would end 214 of 1,031 sessions, of 96 users; 3 were used in the last 24 hours."
QString forecastText(const PolicyForecast& forecast);

/// "Rules ended 12 sessions: 9 deleted, 3 revoked."; empty when they ended none.
QString endedText(qint64 deleted, qint64 revoked);

/// "unused 90 days: deleted, more than 5 of a user: revoked", or "off".
QString policyText(const Policy& policy);

/// "yesterday: 9 deleted, 3 revoked", or "never". `now` in Unix seconds.
QString lastRunText(const std::optional<PolicyRun>& run, qint64 now);

} // namespace latchkey::sessions
