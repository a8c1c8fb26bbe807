// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_policy.h"

#include "app/cli/output.h"
#include "app/cli/sessions_clock.h"
#include "app/cli/table.h"
#include "app/cli/terminal.h"
#include "app/policy_events.h"
#include "core/sessions/policy/policy_text.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsPolicy)
};

QString optionFor(Rule rule)
{
    switch (rule) {
    case Rule::UnusedFor:
        return QStringLiteral("unused-for");
    case Rule::AtMostPerUser:
        return QStringLiteral("at-most");
    case Rule::RevokedFor:
        return QStringLiteral("keep-revoked");
    }
    Q_UNREACHABLE();
}

/// In JSON.
QString nameOf(Rule rule)
{
    switch (rule) {
    case Rule::UnusedFor:
        return QStringLiteral("unused_for_days");
    case Rule::AtMostPerUser:
        return QStringLiteral("at_most_per_user");
    case Rule::RevokedFor:
        return QStringLiteral("keep_revoked_days");
    }
    Q_UNREACHABLE();
}

/// A number, with or without the `d` of an age, or "off".
Result<std::optional<int>> parseLimit(Rule rule, QString word)
{
    if (word == QStringLiteral("off")) {
        return std::optional<int>();
    }
    if (rule != Rule::AtMostPerUser && word.endsWith(u'd')) {
        word.chop(1);
    }
    bool isNumber = false;
    const int limit = word.toInt(&isNumber);
    if (!isNumber || limit < 1 || limit > highestLimit(rule)) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("\"%1\" is nothing for --%2. It takes a whole number from 1 to %3, or off.")
                .arg(visibleText(word), optionFor(rule))
                .arg(highestLimit(rule)));
    }
    return std::optional(limit);
}

/// The rules as the options change them.
Result<Policy> wantedPolicy(const CommandContext& context, Policy policy)
{
    for (const Rule rule : AllRules) {
        if (const auto word = context.arguments.value(optionFor(rule))) {
            const auto limit = parseLimit(rule, *word);
            if (!limit) {
                return std::unexpected(limit.error());
            }
            policy.setLimit(rule, *limit);
        }
    }
    return policy;
}

/// Whether these rules can end a session that the others would not.
bool isStricter(const Policy& policy, const Policy& than)
{
    return std::ranges::any_of(AllRules, [&](Rule rule) {
        const auto limit = policy.limit(rule);
        const auto before = than.limit(rule);
        return limit && (!before || *limit < *before);
    });
}

Result<bool> mayBeSaved(CommandContext& context, const Policy& policy)
{
    const auto forecast = waitFor(context.services.policyRunner().forecast(policy));
    if (!forecast) {
        return std::unexpected(forecast.error());
    }
    context.output.message(forecastText(*forecast));
    if (context.arguments.has(QStringLiteral("yes"))) {
        return true;
    }
    if (!standardInputIsTerminal()) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("Nothing was changed. To save these rules without being asked, add --yes."));
    }
    return confirm(Text::tr("Save these rules?"));
}

void showPolicy(CommandContext& context, const StoredPolicy& stored)
{
    const Policy& policy = stored.policy;
    if (context.output.isJson()) {
        QJsonObject document;
        for (const Rule rule : AllRules) {
            const auto limit = policy.limit(rule);
            document.insert(nameOf(rule), limit ? QJsonValue(*limit) : QJsonValue());
        }
        document.insert(QStringLiteral("last_run"),
            stored.lastRun ? QJsonObject { { QStringLiteral("at"), stored.lastRun->at },
                                 { QStringLiteral("deleted"), stored.lastRun->deleted },
                                 { QStringLiteral("revoked"), stored.lastRun->revoked } }
                           : QJsonValue());
        context.output.json(document);
        return;
    }
    const auto say = [](const std::optional<int>& limit, const QString& what) {
        return limit ? what.arg(*limit) : Text::tr("off");
    };
    FactList list;
    list.add(Text::tr("Unused"), say(policy.unusedForDays, Text::tr("deleted after %1 days")));
    list.add(Text::tr("Of one user"),
        say(policy.atMostPerUser, Text::tr("at most %1; what was used longest ago is revoked")));
    list.add(Text::tr("Revoked"), say(policy.revokedForDays, Text::tr("deleted after %1 days")));
    list.add(Text::tr("Last run"), lastRunText(stored.lastRun, context.now));
    context.output.print(list.text());
}

QJsonObject ruleJson(Rule rule, const SessionCounts& counts, qint64 ended)
{
    return {
        { QStringLiteral("rule"), nameOf(rule) },
        { QStringLiteral("matched"), counts.matched },
        { deletes(rule) ? QStringLiteral("deleted") : QStringLiteral("revoked"), ended },
        { QStringLiteral("users"), counts.users },
        { QStringLiteral("used_last_24h"), counts.usedLast24Hours },
    };
}

Result<ExitCode> simulatePolicy(CommandContext& context)
{
    const auto stored = waitFor(context.services.sessions().policy());
    const auto forecast = stored ? waitFor(context.services.policyRunner().forecast(stored->policy))
                                 : std::unexpected(stored.error());
    if (!forecast) {
        return std::unexpected(forecast.error());
    }
    tellOfOddClock(context);
    if (!context.output.isJson()) {
        context.output.print(forecastText(*forecast) + u'\n');
        return ExitCode::Done;
    }
    QJsonArray rules;
    const auto filters = filtersFor(stored->policy, context.now);
    for (qsizetype i = 0; i < filters.size(); ++i) {
        rules.append(ruleJson(filters[i].rule, forecast->byRule[i], 0));
    }
    context.output.json(QJsonObject { { QStringLiteral("rules"), rules } });
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> sessionPolicy(CommandContext& context)
{
    auto stored = waitFor(context.services.sessions().policy());
    if (!stored) {
        return std::unexpected(stored.error());
    }
    const auto wanted = wantedPolicy(context, stored->policy);
    if (!wanted) {
        return std::unexpected(wanted.error());
    }
    if (*wanted != stored->policy) {
        const auto agreed = isStricter(*wanted, stored->policy) ? mayBeSaved(context, *wanted) : true;
        if (!agreed) {
            return std::unexpected(agreed.error());
        }
        if (!*agreed) {
            context.output.message(Text::tr("Nothing was changed."));
            return ExitCode::Failed;
        }
        if (const auto saved = waitFor(context.services.sessions().setPolicy(*wanted)); !saved) {
            return std::unexpected(saved.error());
        }
        context.done.append({ .act = activity::Act::PolicyChange, .what = policyText(*wanted) });
        stored->policy = *wanted;
        if (!wanted->isOff()) {
            context.output.message(Text::tr("Saved. The rules are applied once a day while Latchkey is open, "
                                            "and by: latchkeyctl sessions apply-policy"));
        }
    }
    showPolicy(context, *stored);
    return ExitCode::Done;
}

Result<ExitCode> applyPolicy(CommandContext& context)
{
    if (context.arguments.has(QStringLiteral("dry-run"))) {
        return simulatePolicy(context);
    }
    const auto outcome = waitFor(context.services.policyRunner().run({
        .onlyIfDue = context.arguments.has(QStringLiteral("if-due")),
        .evenIfClockOdd = context.arguments.has(EvenIfClockOdd),
    }));
    if (!outcome) {
        const bool refused = outcome.error().code == ErrorCode::Conflict;
        return std::unexpected(refused ? withClockOption(outcome.error()) : outcome.error());
    }
    context.done.append(policyEvents(*outcome));
    if (context.output.isJson()) {
        QJsonArray rules;
        for (const RuleOutcome& rule : outcome->rules) {
            rules.append(ruleJson(rule.rule, rule.before, rule.ended));
        }
        context.output.json(QJsonObject { { QStringLiteral("rules"), rules } });
    } else if (const QString text = endedText(outcome->deleted(), outcome->revoked()); !text.isEmpty()) {
        context.output.print(text + u'\n');
    }
    return ExitCode::Done;
}

} // namespace latchkey::cli
