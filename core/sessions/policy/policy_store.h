// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/clock_health.h"
#include "core/sessions/policy/policy.h"
#include "core/shared/async.h"

namespace latchkey::sessions {

/// A run of all rules that are on.
struct PolicyRun
{
    qint64 at = 0; ///< Unix seconds
    qint64 deleted = 0;
    qint64 revoked = 0;
};

/// The rules as they stand in a database, and when they ran there last.
struct StoredPolicy
{
    Policy policy;
    std::optional<PolicyRun> lastRun;
};

/// Where the rules of a session database are kept: in itself. Threads and errors as in TokenManager.
class PolicyStore
{
public:
    PolicyStore() = default;
    virtual ~PolicyStore() = default;
    Q_DISABLE_COPY_MOVE(PolicyStore)

    virtual Future<StoredPolicy> policy() = 0;

    /// Errors: those of checkPolicy() as well.
    virtual Future<void> setPolicy(const Policy& policy) = 0;

    virtual Future<void> recordRun(const PolicyRun& run) = 0;

    /// What speaks against the clock. To be asked before sessions are ended by their age.
    virtual Future<ClockHealth> clockHealth() = 0;

    /// The clock is right as it is now; steps count from here on.
    virtual Future<void> trustClock() = 0;
};

} // namespace latchkey::sessions
