// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"
#include "core/sessions/policy/policy_runner.h"

namespace latchkey {

/// What a run of the rules did, for the activity log: an entry for each rule that ended sessions.
QList<activity::Event> policyEvents(const sessions::PolicyOutcome& outcome);

/// That a person took back what a run revoked.
activity::Event policyUndoneEvent(qint64 sessions);

} // namespace latchkey
