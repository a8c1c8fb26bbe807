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

activity::Event eventOf(activity::Act act, qint64 sessions)
{
    return { .act = act,
        .what = sessions == 1 ? Text::tr("1 session, by a rule")
                              : Text::tr("%1 sessions, by a rule").arg(sessions),
        .count = sessions };
}

} // namespace

QList<activity::Event> policyEvents(const sessions::PolicyOutcome& outcome)
{
    QList<activity::Event> events;
    for (const sessions::RuleOutcome& rule : outcome.rules) {
        if (rule.ended == 0) {
            continue;
        }
        activity::Event event = eventOf(
            sessions::deletes(rule.rule) ? activity::Act::SessionsPurge : activity::Act::SessionsRevoke,
            rule.ended);
        event.details = { { QStringLiteral("users"), rule.before.users },
            { QStringLiteral("used_last_24h"), rule.before.usedLast24Hours } };
        event.by = activity::By::Rules;
        events.append(event);
    }
    return events;
}

activity::Event policyUndoneEvent(qint64 sessions)
{
    return activity::undoing(eventOf(activity::Act::SessionsRevoke, sessions));
}

} // namespace latchkey
