// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_purge.h"

#include "app/cli/output.h"
#include "app/cli/sessions_output.h"
#include "app/cli/sessions_tokens.h"
#include "app/cli/time_argument.h"
#include "core/shared/relative_time.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsPurge)
};

Result<SessionFilter> purgeFilter(const CommandContext& context)
{
    const bool everyone = context.arguments.has(QStringLiteral("all-users"));
    if (everyone == context.arguments.has(QStringLiteral("user"))) {
        return failure(ErrorCode::InvalidInput, Text::tr("Say whose sessions: --user NAME, or --all-users."));
    }
    SessionFilter filter;
    if (!everyone) {
        const auto user = userOption(context);
        if (!user) {
            return std::unexpected(user.error());
        }
        filter.username = *user;
    }
    const auto before = context.arguments.value(QStringLiteral("before"));
    if (!before) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("Say which sessions: --before TIME deletes those last used at or before it, such as "
                     "--before 90d."));
    }
    const auto cutoff = parseTimeArgument(*before, context.now);
    if (!cutoff) {
        return std::unexpected(cutoff.error());
    }
    constexpr qint64 day = 86'400;
    if (*cutoff > context.now + day) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("%1 is more than a day ahead, so every session would be deleted. Check the time.")
                .arg(exactTime(*cutoff)));
    }
    filter.lastUsedAtOrBefore = *cutoff;
    return filter;
}

QString countsText(const SessionCounts& counts)
{
    return Text::tr("%1 (users: %2, revoked: %3, used in the last 24 hours: %4)")
        .arg(counts.matched)
        .arg(counts.users)
        .arg(counts.revoked)
        .arg(counts.usedLast24Hours);
}

/// A purge goes in batches, so one that failed may have deleted some: that is noted, too.
void note(CommandContext& context, const SessionFilter& filter, const SessionCounts& counts,
    const Result<qint64>& deleted)
{
    const QString what = filter.username ? sessionsOf(counts.matched, QStringList { *filter.username })
                                         : sessionsOf(counts.matched, counts.users);
    context.done.append({ .act = activity::Act::SessionsPurge,
        .what = what,
        .count = deleted.value_or(0),
        .details = { { QStringLiteral("cutoff"), filter.lastUsedAtOrBefore.value_or(0) },
            { QStringLiteral("matched"), counts.matched }, { QStringLiteral("users"), counts.users },
            { QStringLiteral("revoked"), counts.revoked },
            { QStringLiteral("used_last_24h"), counts.usedLast24Hours },
            { QStringLiteral("complete"), deleted.has_value() } } });
}

} // namespace

Result<ExitCode> purgeSessions(CommandContext& context)
{
    const auto filter = purgeFilter(context);
    if (!filter) {
        return std::unexpected(filter.error());
    }
    const bool dryRun = context.arguments.has(QStringLiteral("dry-run"));
    const auto counts = waitFor(context.services.sessions().counts(*filter));
    if (!counts) {
        return std::unexpected(counts.error());
    }
    const auto deleted = dryRun ? Result<qint64>(0) : waitFor(context.services.sessions().remove(*filter, {}));
    if (!dryRun) {
        note(context, *filter, *counts, deleted);
    }
    if (!deleted) {
        return std::unexpected(deleted.error());
    }
    if (context.output.isJson()) {
        context.output.json(QJsonObject {
            { QStringLiteral("matched"), counts->matched },
            { QStringLiteral("deleted"), *deleted },
            { QStringLiteral("users"), counts->users },
            { QStringLiteral("revoked"), counts->revoked },
            { QStringLiteral("used_last_24h"), counts->usedLast24Hours },
        });
        return ExitCode::Done;
    }
    const QString cutoff = exactTime(filter->lastUsedAtOrBefore.value_or(0));
    context.output.print((dryRun ? Text::tr("Sessions last used at or before %1: %2. Nothing was deleted.")
                                       .arg(cutoff, countsText(*counts))
                                 : Text::tr("Sessions last used at or before %1: %2. Deleted: %3.")
                                       .arg(cutoff, countsText(*counts))
                                       .arg(*deleted))
        + u'\n');
    return ExitCode::Done;
}

} // namespace latchkey::cli
