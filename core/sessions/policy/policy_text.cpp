// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/policy/policy_text.h"

#include "core/shared/relative_time.h"

#include <QCoreApplication>
#include <QLocale>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(PolicyText)
};

QString number(qint64 count) { return QLocale().toString(count); }

QString ruleText(Rule rule, int limit)
{
    switch (rule) {
    case Rule::UnusedFor:
        return Text::tr("unused for %1 days: deleted").arg(limit);
    case Rule::AtMostPerUser:
        return Text::tr("more than %1 of a user: revoked").arg(limit);
    case Rule::RevokedFor:
        return Text::tr("revoked for %1 days: deleted").arg(limit);
    }
    Q_UNREACHABLE();
}

} // namespace

QString forecastText(const PolicyForecast& forecast)
{
    const SessionCounts& ended = forecast.ended;
    if (ended.matched == 0) {
        return Text::tr("Would end no session now.");
    }
    const QString users =
        ended.users == 1 ? Text::tr("of 1 user") : Text::tr("of %1 users").arg(number(ended.users));
    const QString recent = ended.usedLast24Hours == 0 ? Text::tr("none was used in the last 24 hours")
        : ended.usedLast24Hours == 1
        ? Text::tr("1 was used in the last 24 hours")
        : Text::tr("%1 were used in the last 24 hours").arg(number(ended.usedLast24Hours));
    return Text::tr("Would end %1 of %2 sessions, %3; %4.")
        .arg(number(ended.matched), number(forecast.stored), users, recent);
}

QString endedText(qint64 deleted, qint64 revoked)
{
    const qint64 ended = deleted + revoked;
    if (ended == 0) {
        return {};
    }
    const QString sessions = ended == 1 ? Text::tr("Rules ended 1 session")
                                        : Text::tr("Rules ended %1 sessions").arg(number(ended));
    return Text::tr("%1: %2 deleted, %3 revoked.").arg(sessions, number(deleted), number(revoked));
}

QString policyText(const Policy& policy)
{
    QStringList rules;
    for (const Rule rule : AllRules) {
        if (const auto limit = policy.limit(rule)) {
            rules.append(ruleText(rule, *limit));
        }
    }
    return rules.isEmpty() ? Text::tr("off") : rules.join(QStringLiteral(", "));
}

QString lastRunText(const std::optional<PolicyRun>& run, qint64 now)
{
    if (!run) {
        return Text::tr("never");
    }
    return Text::tr("%1: %2 deleted, %3 revoked")
        .arg(relativeTime(run->at, now), number(run->deleted), number(run->revoked));
}

} // namespace latchkey::sessions
