// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/policy/policy_runner.h"

#include <numeric>

namespace latchkey::sessions {

namespace {

constexpr qint64 AlmostADay = qint64(20) * 60 * 60;

} // namespace

qint64 PolicyOutcome::deleted() const
{
    return std::accumulate(rules.begin(), rules.end(), qint64(0), [](qint64 sum, const RuleOutcome& outcome) {
        return deletes(outcome.rule) ? sum + outcome.ended : sum;
    });
}

qint64 PolicyOutcome::revoked() const
{
    return std::accumulate(rules.begin(), rules.end(), qint64(0), [](qint64 sum, const RuleOutcome& outcome) {
        return deletes(outcome.rule) ? sum : sum + outcome.ended;
    });
}

bool isDue(const StoredPolicy& stored, qint64 now)
{
    const auto& last = stored.lastRun;
    return !last || last->at > now || now - last->at >= AlmostADay;
}

PolicyRunner::PolicyRunner(SessionDirectory& directory, PolicyStore& store, const Clock& clock)
    : m_directory(directory)
    , m_store(store)
    , m_clock(clock)
    , m_thread(QStringLiteral("session rules"))
{
}

PolicyRunner::~PolicyRunner()
{
    const std::scoped_lock lock(m_mutex);
    m_isStopping = true;
    m_running.cancel();
}

Future<PolicyForecast> PolicyRunner::forecast(const Policy& policy)
{
    return m_thread.run([this, policy] { return forecastNow(policy); });
}

Future<PolicyOutcome> PolicyRunner::run(const Options& options, const BulkProgress& progress)
{
    return m_thread.run([this, options, progress] { return runNow(options, progress); });
}

Future<ClockHealth> PolicyRunner::checkClock()
{
    return m_thread.run([this] { return checkClockNow(); });
}

Result<ClockHealth> PolicyRunner::checkClockNow()
{
    const auto health = blockFor(m_store.clockHealth());
    const auto trusted =
        health && health->step.seconds == 0 ? blockFor(m_store.trustClock()) : Result<void>();
    return trusted ? health : std::unexpected(trusted.error());
}

Result<PolicyForecast> PolicyRunner::forecastNow(const Policy& policy)
{
    if (const auto checked = checkPolicy(policy); !checked) {
        return std::unexpected(checked.error());
    }
    const qint64 now = m_clock.unixSeconds();
    PolicyForecast forecast;
    forecast.sessions = filterForAll(policy, now);
    QList<Future<SessionCounts>> counts { m_directory.counts({}), m_directory.counts(forecast.sessions) };
    for (const RuleFilter& filter : filtersFor(policy, now)) {
        counts.append(m_directory.counts(filter.sessions));
    }
    QList<SessionCounts> counted;
    for (const Future<SessionCounts>& future : counts) {
        const auto count = blockFor(future);
        if (!count) {
            return std::unexpected(count.error());
        }
        counted.append(*count);
    }
    forecast.stored = counted.takeFirst().matched;
    forecast.ended = counted.takeFirst();
    forecast.byRule = counted;
    return forecast;
}

Result<PolicyOutcome> PolicyRunner::runNow(const Options& options, const BulkProgress& progress)
{
    begin(progress);
    const auto stored = blockFor(m_store.policy());
    if (!stored) {
        return std::unexpected(stored.error());
    }
    const qint64 now = m_clock.unixSeconds();
    if (stored->policy.isOff() || (options.onlyIfDue && !isDue(*stored, now))) {
        return PolicyOutcome();
    }
    const auto health = checkClockNow();
    if (!health) {
        return std::unexpected(health.error());
    }
    if (health->looksWrong() && !options.evenIfClockOdd) {
        return std::unexpected(clockRefusal(*health));
    }
    PolicyOutcome outcome;
    for (const RuleFilter& filter : filtersFor(stored->policy, now)) {
        const auto applied = apply(filter, progress);
        if (!applied) {
            return std::unexpected(applied.error());
        }
        outcome.rules.append(*applied);
        if (progress.isCancelled()) {
            return outcome;
        }
    }
    const auto trusted = health->step.seconds != 0 ? blockFor(m_store.trustClock()) : Result<void>();
    const auto recorded =
        trusted ? blockFor(m_store.recordRun({ now, outcome.deleted(), outcome.revoked() })) : trusted;
    return recorded ? Result<PolicyOutcome>(outcome) : std::unexpected(recorded.error());
}

Result<RuleOutcome> PolicyRunner::apply(const RuleFilter& filter, const BulkProgress& progress)
{
    const auto before = blockFor(m_directory.counts(filter.sessions));
    if (!before) {
        return std::unexpected(before.error());
    }
    RuleOutcome outcome { .rule = filter.rule, .before = *before };
    if (before->matched == 0) {
        return outcome;
    }
    if (deletes(filter.rule)) {
        const auto deleted = blockFor(m_directory.remove(filter.sessions, progress));
        if (!deleted) {
            return std::unexpected(deleted.error());
        }
        outcome.ended = *deleted;
    } else {
        const auto revoked = blockFor(m_directory.revoke(filter.sessions, progress));
        if (!revoked) {
            return std::unexpected(revoked.error());
        }
        outcome.ended = revoked->sessions;
        outcome.change = revoked->id;
    }
    return outcome;
}

void PolicyRunner::begin(BulkProgress progress)
{
    const std::scoped_lock lock(m_mutex);
    if (m_isStopping) {
        progress.cancel();
    }
    m_running = std::move(progress);
}

} // namespace latchkey::sessions
