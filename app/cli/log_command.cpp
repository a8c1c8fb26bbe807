// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/log_command.h"

#include "app/cli/output.h"
#include "app/cli/table.h"
#include "core/activity/activity_export.h"
#include "core/shared/relative_time.h"

#include <QCoreApplication>

#include <limits>

namespace latchkey::cli {

using namespace activity;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LogCommand)
};

constexpr qint64 EntriesForPeople = 20;

Result<ExitCode> verify(CommandContext& context)
{
    const auto verdict = waitFor(context.services.activity().verify());
    if (!verdict) {
        return std::unexpected(verdict.error());
    }
    const auto& problem = verdict->problem;
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("entries"), verdict->entries },
            { QStringLiteral("whole"), !problem },
            { QStringLiteral("problem"), problem ? QJsonValue(problem->message) : QJsonValue() } });
    } else if (!problem) {
        context.output.print(verdict->entries == 1
                ? Text::tr("1 entry, unchanged.\n")
                : Text::tr("%1 entries, unchanged.\n").arg(verdict->entries));
    }
    return problem ? Result<ExitCode>(std::unexpected(*problem)) : ExitCode::Done;
}

QString tableOf(const QList<Entry>& entries, qint64 now)
{
    Table table({ Text::tr("WHEN"), Text::tr("TIME"), Text::tr("BY"), Text::tr("ACT"), Text::tr("COUNT"),
        Text::tr("WHAT") });
    for (const Entry& entry : entries) {
        if (entry.state == Entry::State::Unreadable) {
            table.addRow({ {}, {}, {}, {}, {}, Text::tr("(a line that is no entry)") });
            continue;
        }
        const bool changed = entry.state == Entry::State::Changed;
        table.addRow({ relativeTime(entry.time, now), exactTime(entry.time), entry.by, entry.act,
            QString::number(entry.count),
            changed ? Text::tr("(not as it was written) %1").arg(entry.what) : entry.what });
    }
    return table.text();
}

Result<ExitCode> log(CommandContext& context)
{
    const bool csv = context.arguments.has(QStringLiteral("csv"));
    const bool json = context.output.isJson();
    if ((csv && json) || (csv && context.arguments.has(QStringLiteral("verify")))) {
        return failure(ErrorCode::InvalidInput, Text::tr("Give --csv alone, or leave it out."));
    }
    if (context.arguments.has(QStringLiteral("verify"))) {
        return verify(context);
    }
    const qint64 unset = csv || json ? std::numeric_limits<qint64>::max() - 1 : EntriesForPeople;
    const auto limit = numberOption(context.arguments, QStringLiteral("limit"), unset, 1);
    if (!limit) {
        return std::unexpected(limit.error());
    }
    const QString search = context.arguments.value(QStringLiteral("search")).value_or(QString());
    // One more than is shown tells whether there is more.
    auto entries = waitFor(context.services.activity().newest(*limit + 1, search));
    if (!entries) {
        return std::unexpected(entries.error());
    }
    const bool more = entries->size() > *limit;
    if (more) {
        entries->removeLast();
    }
    if (json) {
        context.output.json(jsonOf(*entries));
    } else if (csv) {
        context.output.print(QString::fromUtf8(csvOf(*entries)));
    } else if (!entries->isEmpty()) {
        context.output.print(tableOf(*entries, context.now));
    } else {
        context.output.message(
            search.isEmpty() ? Text::tr("Nothing done here yet.") : Text::tr("No entries fit."));
    }
    if (more && !json && !csv) {
        context.output.message(Text::tr("There are more. See them with --limit, or all of them with --csv."));
    }
    return ExitCode::Done;
}

} // namespace

QList<Command> logCommands()
{
    return {
        { QString(), QStringLiteral("log"), QStringLiteral("[--limit N] [--search TEXT] [--csv] | --verify"),
            0, 0,
            { optionWithValue(QStringLiteral("limit"), QStringLiteral("N")),
                optionWithValue(QStringLiteral("search"), QStringLiteral("TEXT")),
                flag(QStringLiteral("csv")), flag(QStringLiteral("verify")) },
            log },
    };
}

} // namespace latchkey::cli
