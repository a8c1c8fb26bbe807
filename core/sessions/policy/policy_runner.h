// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_store.h"
#include "core/shared/task_thread.h"

#include <mutex>

namespace latchkey::sessions {

/// What the rules would do now.
struct PolicyForecast
{
    qint64 stored = 0; ///< all sessions
    SessionCounts ended; ///< by all rules together
    QList<SessionCounts> byRule; ///< in the order of filtersFor()
    SessionFilter sessions; ///< names those that would end
};

/// What one rule did.
struct RuleOutcome
{
    Rule rule = Rule::UnusedFor;
    SessionCounts before = {}; ///< counted just before it acted
    qint64 ended = 0;
    ChangeId change = 0; ///< of a revoking: restore() what is still changed by it
};

/// What a run did.
struct PolicyOutcome
{
    QList<RuleOutcome> rules;

    qint64 deleted() const;
    qint64 revoked() const;
};

/// Simulates the rules of a database, and applies them. Calls may be made from any thread, and run one after
/// another in the background. Errors of all: those of the store.
class PolicyRunner
{
public:
    /// All of them must outlive it.
    PolicyRunner(SessionDirectory& directory, PolicyStore& store, const Clock& clock);

    /// Ends a run after the batch that it is at.
    ~PolicyRunner();
    Q_DISABLE_COPY_MOVE(PolicyRunner)

    /// What these rules would end if they ran now. Errors: those of checkPolicy().
    Future<PolicyForecast> forecast(const Policy& policy);

    struct Options
    {
        bool onlyIfDue = false; ///< nothing when they ran less than 20 hours ago
        bool evenIfClockOdd = false; ///< a person said that the clock is right: it is trusted from then on
    };

    /// Applies the rules that stand in the database. The outcome names those that ran: none when all are off,
    /// or not due. Errors: clockRefusal(). After an error some may have been applied; the run is then not
    /// counted, so the next one is due at once; likewise after BulkProgress::cancel(). The progress is that
    /// of the rule at work.
    Future<PolicyOutcome> run(const Options& options, const BulkProgress& progress = {});

    /// PolicyStore::clockHealth(), and a clock that took no step is trusted from then on.
    Future<ClockHealth> checkClock();

private:
    Result<PolicyForecast> forecastNow(const Policy& policy);
    Result<PolicyOutcome> runNow(const Options& options, const BulkProgress& progress);
    Result<ClockHealth> checkClockNow();
    Result<RuleOutcome> apply(const RuleFilter& filter, const BulkProgress& progress);
    void begin(BulkProgress progress);

    SessionDirectory& m_directory;
    PolicyStore& m_store;
    const Clock& m_clock;
    std::mutex m_mutex; ///< guards what stands between it and the thread
    BulkProgress m_running;
    bool m_isStopping = false;
    TaskThread m_thread; // last: it ends before what its tasks use
};

/// Whether a day has passed since the rules ran. A timer that comes a little early counts as on time.
bool isDue(const StoredPolicy& stored, qint64 now);

} // namespace latchkey::sessions
