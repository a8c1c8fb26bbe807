// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/policy/policy.h"

#include <QCoreApplication>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Policy)
};

constexpr qint64 Day = 86'400; // seconds

SessionFilter filterFor(Rule rule, int limit, qint64 now)
{
    SessionFilter filter;
    switch (rule) {
    case Rule::UnusedFor:
        filter.lastUsedAtOrBefore = now - limit * Day;
        break;
    case Rule::AtMostPerUser:
        filter.beyondNewestActive = limit;
        break;
    case Rule::RevokedFor:
        filter.revokedAtOrBefore = now - limit * Day;
        break;
    }
    return filter;
}

} // namespace

bool deletes(Rule rule) { return rule != Rule::AtMostPerUser; }

int highestLimit(Rule rule)
{
    constexpr int hundredYears = 36'500;
    constexpr int sessionsOfOneUser = 100'000;
    return rule == Rule::AtMostPerUser ? sessionsOfOneUser : hundredYears;
}

std::optional<int> Policy::limit(Rule rule) const
{
    switch (rule) {
    case Rule::UnusedFor:
        return unusedForDays;
    case Rule::AtMostPerUser:
        return atMostPerUser;
    case Rule::RevokedFor:
        return revokedForDays;
    }
    Q_UNREACHABLE();
}

void Policy::setLimit(Rule rule, std::optional<int> limit)
{
    switch (rule) {
    case Rule::UnusedFor:
        unusedForDays = limit;
        break;
    case Rule::AtMostPerUser:
        atMostPerUser = limit;
        break;
    case Rule::RevokedFor:
        revokedForDays = limit;
        break;
    }
}

Result<void> checkPolicy(const Policy& policy)
{
    for (const Rule rule : AllRules) {
        const auto limit = policy.limit(rule);
        if (limit && (*limit < 1 || *limit > highestLimit(rule))) {
            return failure(ErrorCode::InvalidInput,
                Text::tr("A rule takes a whole number from 1 to %1; %2 is none of these.")
                    .arg(highestLimit(rule))
                    .arg(*limit));
        }
    }
    return {};
}

QList<RuleFilter> filtersFor(const Policy& policy, qint64 now)
{
    QList<RuleFilter> filters;
    std::optional<qint64> stillUsedAfter;
    for (const Rule rule : AllRules) {
        if (const auto limit = policy.limit(rule)) {
            RuleFilter filter { rule, filterFor(rule, *limit, now) };
            filter.sessions.lastUsedAfter = stillUsedAfter; // the others are the first rule's
            filters.append(filter);
        }
        if (rule == Rule::UnusedFor && !filters.isEmpty()) {
            stillUsedAfter = filters.first().sessions.lastUsedAtOrBefore;
        }
    }
    return filters;
}

SessionFilter filterForAll(const Policy& policy, qint64 now)
{
    SessionFilter all;
    for (const RuleFilter& filter : filtersFor(policy, now)) {
        all.anyOf.push_back(filter.sessions);
    }
    if (all.anyOf.empty()) {
        all.ids = QList<SessionId>(); // a filter without a condition would be every session
    }
    return all;
}

} // namespace latchkey::sessions
