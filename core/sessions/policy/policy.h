// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/shared/result.h"

#include <array>
#include <optional>

namespace latchkey::sessions {

/// A rule by which sessions end without anybody choosing them.
enum class Rule {
    UnusedFor, ///< deletes those not used for so many days
    AtMostPerUser, ///< revokes a user's active ones beyond so many, the longest unused first
    RevokedFor, ///< deletes those revoked so many days ago
};

/// In the order in which they run.
inline constexpr std::array AllRules { Rule::UnusedFor, Rule::AtMostPerUser, Rule::RevokedFor };

/// Whether the rule deletes for good; else it revokes.
bool deletes(Rule rule);

/// The highest number that a rule takes; the lowest is 1.
int highestLimit(Rule rule);

/// The rules of one database, each with its number; off without one.
struct Policy
{
    std::optional<int> unusedForDays = std::nullopt;
    std::optional<int> atMostPerUser = std::nullopt;
    std::optional<int> revokedForDays = std::nullopt;

    std::optional<int> limit(Rule rule) const;
    void setLimit(Rule rule, std::optional<int> limit);
    bool isOff() const { return *this == Policy(); }

    friend bool operator==(const Policy&, const Policy&) = default;
};

/// Errors: `InvalidInput` when a number is out of its bounds.
Result<void> checkPolicy(const Policy& policy);

/// The sessions that a rule ends.
struct RuleFilter
{
    Rule rule;
    SessionFilter sessions;
};

/// What the rules that are on end at `now` (Unix seconds), in the order in which they run. No session fits
/// two of them, so what is counted before the run is what the run does.
QList<RuleFilter> filtersFor(const Policy& policy, qint64 now);

/// What all of them end together; no session when they are off.
SessionFilter filterForAll(const Policy& policy, qint64 now);

} // namespace latchkey::sessions
