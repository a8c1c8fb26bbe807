// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/policy_events.h"

#include <QCoreApplication>

namespace latchkey {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PolicyEvents)
};

} // namespace

QList<activity::Event> policyEvents(const sessions::PolicyOutcome& outcome)
{
    QList<activity::Event> events;
    for (const sessions::RuleOutcome& rule : outcome.rules) {
        if (rule.ended == 0) {
            continue;
        }
        events.append({
            .act =
                sessions::deletes(rule.rule) ? activity::Act::SessionsPurge : activity::Act::SessionsRevoke,
            .what = rule.ended == 1 ? Text::tr("1 session, by a rule")
                                    : Text::tr("%1 sessions, by a rule").arg(rule.ended),
            .count = rule.ended,
            .details = { { QStringLiteral("users"), rule.before.users },
                { QStringLiteral("used_last_24h"), rule.before.usedLast24Hours } },
            .by = activity::By::Rules,
        });
    }
    return events;
}

} // namespace latchkey
