// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_purge.h"

#include "app/cli/interruption.h"
#include "app/cli/output.h"
#include "app/cli/progress_line.h"
#include "app/cli/sessions_clock.h"
#include "app/cli/sessions_output.h"
#include "app/cli/sessions_tokens.h"
#include "app/cli/time_argument.h"
#include "core/shared/relative_time.h"

#include <QCoreApplication>
#include <QTimer>

#include <chrono>

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
    QString kinds;
    for (auto kind = counts.kinds.cbegin(); kind != counts.kinds.cend(); ++kind) {
        if (kind.value() > 0) {
            kinds += QStringLiteral(", %1: %2").arg(kindName(kind.key())).arg(kind.value());
        }
    }
    return Text::tr("%1 (users: %2, revoked: %3, used in the last 24 hours: %4%5)")
        .arg(counts.matched)
        .arg(counts.users)
        .arg(counts.revoked)
        .arg(counts.usedLast24Hours)
        .arg(kinds);
}

/// A purge goes in batches, so one that failed or was stopped may have deleted some: that is noted, too.
void note(CommandContext& context, const SessionFilter& filter, const SessionCounts& counts, qint64 deleted)
{
    const QString what = filter.username ? sessionsOf(counts.matched, QStringList { *filter.username })
                                         : sessionsOf(counts.matched, counts.users);
    context.done.append({ .act = activity::Act::SessionsPurge,
        .what = what,
        .count = deleted,
        .details = { { QStringLiteral("cutoff"), filter.lastUsedAtOrBefore.value_or(0) },
            { QStringLiteral("matched"), counts.matched }, { QStringLiteral("users"), counts.users },
            { QStringLiteral("revoked"), counts.revoked },
            { QStringLiteral("used_last_24h"), counts.usedLast24Hours },
            { QStringLiteral("complete"), deleted == counts.matched } } });
}

QJsonObject kindsJson(const KindCounts& kinds)
{
    QJsonObject json;
    for (auto kind = kinds.cbegin(); kind != kinds.cend(); ++kind) {
        json.insert(kindName(kind.key()), kind.value());
    }
    return json;
}

/// What a purge did.
struct Purged
{
    qint64 deleted = 0;
    bool isStopped = false; ///< before all that matched were deleted
};

/// Deletes, tells a terminal how far it is, and stops after the batch it is at when it is interrupted.
Result<Purged> purge(CommandContext& context, const SessionFilter& filter, const SessionCounts& counts)
{
    using namespace std::chrono_literals;
    const Interruption interruption;
    BulkProgress progress;
    ProgressLine line(Text::tr("Deleting… %1 of %2"));
    QTimer look;
    QObject::connect(&look, &QTimer::timeout, &look, [&] {
        if (Interruption::isAsked()) {
            progress.cancel();
        }
        line.show(progress.done(), counts.matched);
    });
    look.start(100ms);
    const auto deleted = waitFor(context.services.sessions().remove(filter, progress));
    note(context, filter, counts, progress.done());
    if (!deleted) {
        return std::unexpected(deleted.error());
    }
    return Purged { *deleted, progress.isCancelled() && *deleted < counts.matched };
}

} // namespace

Result<ExitCode> purgeSessions(CommandContext& context)
{
    const auto filter = purgeFilter(context);
    if (!filter) {
        return std::unexpected(filter.error());
    }
    const bool dryRun = context.arguments.has(QStringLiteral("dry-run"));
    if (dryRun) {
        tellOfOddClock(context);
    } else if (const auto checked = checkClock(context); !checked) {
        return std::unexpected(checked.error());
    }
    const auto counts = waitFor(context.services.sessions().counts(*filter));
    if (!counts) {
        return std::unexpected(counts.error());
    }
    const auto purged = dryRun ? Purged() : purge(context, *filter, *counts);
    if (!purged) {
        return std::unexpected(purged.error());
    }
    if (purged->isStopped) {
        context.output.message(
            Text::tr("Stopped: %1 of %2 sessions deleted. The same command deletes the rest.")
                .arg(purged->deleted)
                .arg(counts->matched));
    }
    const ExitCode status = purged->isStopped ? ExitCode::Failed : ExitCode::Done;
    if (context.output.isJson()) {
        context.output.json(QJsonObject {
            { QStringLiteral("matched"), counts->matched },
            { QStringLiteral("deleted"), purged->deleted },
            { QStringLiteral("users"), counts->users },
            { QStringLiteral("revoked"), counts->revoked },
            { QStringLiteral("used_last_24h"), counts->usedLast24Hours },
            { QStringLiteral("kinds"), kindsJson(counts->kinds) },
        });
        return status;
    }
    const QString cutoff = exactTime(filter->lastUsedAtOrBefore.value_or(0));
    context.output.print((dryRun ? Text::tr("Sessions last used at or before %1: %2. Nothing was deleted.")
                                       .arg(cutoff, countsText(*counts))
                                 : Text::tr("Sessions last used at or before %1: %2. Deleted: %3.")
                                       .arg(cutoff, countsText(*counts))
                                       .arg(purged->deleted))
        + u'\n');
    return status;
}

} // namespace latchkey::cli
