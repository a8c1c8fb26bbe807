// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_list.h"

#include "app/cli/output.h"
#include "app/cli/sessions_output.h"
#include "app/cli/sessions_tokens.h"
#include "app/cli/suggestion.h"
#include "app/cli/table.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsList)
};

/// A word of an option and what it stands for.
template <typename Value> using Choice = std::pair<const char*, Value>;

template <typename Value>
Result<Value> chosen(const QString& option, const QString& word, const QList<Choice<Value>>& choices)
{
    QStringList known;
    for (const auto& [name, value] : choices) {
        known.append(QLatin1String(name));
        if (known.constLast() == word) {
            return value;
        }
    }
    const QString nearest = nearestWord(word, known);
    return failure(ErrorCode::InvalidInput,
        Text::tr("\"%1\" is nothing for --%2. %3")
            .arg(visibleText(word), option,
                nearest.isEmpty() ? Text::tr("Choose one of: %1.").arg(known.join(QStringLiteral(", ")))
                                  : Text::tr("Did you mean \"%1\"?").arg(nearest)));
}

Result<SessionFilter> filterOption(const CommandContext& context)
{
    SessionFilter filter;
    if (context.arguments.has(QStringLiteral("user"))) {
        const auto user = userOption(context);
        if (!user) {
            return std::unexpected(user.error());
        }
        filter.username = *user;
    }
    const auto state = chosen<SessionState>(QStringLiteral("state"),
        context.arguments.value(QStringLiteral("state")).value_or(QStringLiteral("all")),
        { { "active", SessionState::Active }, { "revoked", SessionState::Revoked },
            { "all", SessionState::All } });
    if (!state) {
        return std::unexpected(state.error());
    }
    filter.state = *state;
    filter.search = context.arguments.value(QStringLiteral("search")).value_or(QString());
    return filter;
}

/// `--sort COLUMN`, with a dash before it for the other way round; the latest use first when not given.
Result<SessionSort> sortOption(const CommandContext& context)
{
    QString word = context.arguments.value(QStringLiteral("sort")).value_or(QStringLiteral("-last_used"));
    SessionSort sort;
    sort.order = word.startsWith(u'-') ? Qt::DescendingOrder : Qt::AscendingOrder;
    word = word.mid(word.startsWith(u'-') ? 1 : 0).replace(u'-', u'_');
    const auto column = chosen<SessionColumn>(QStringLiteral("sort"), word,
        { { "last_used", SessionColumn::LastUsed }, { "created", SessionColumn::Created },
            { "username", SessionColumn::Username }, { "device", SessionColumn::Device },
            { "browser", SessionColumn::Browser }, { "os", SessionColumn::Os },
            { "state", SessionColumn::State }, { "id", SessionColumn::Id } });
    if (!column) {
        return std::unexpected(column.error());
    }
    sort.column = *column;
    return sort;
}

struct PageOptions
{
    qint64 offset = 0;
    qint64 limit = 0;
};

Result<PageOptions> pageOptions(const CommandContext& context)
{
    const auto offset = numberOption(context.arguments, QStringLiteral("offset"), 0, 0);
    const auto limit = numberOption(context.arguments, QStringLiteral("limit"), 100, 1);
    if (!offset || !limit) {
        return std::unexpected(offset ? limit.error() : offset.error());
    }
    return PageOptions { *offset, *limit };
}

/// Says that there is more than was shown.
void tellOfMore(CommandContext& context, const PageOptions& page)
{
    context.output.message(
        Text::tr("There are more. See the next ones with --offset %1, or more at once with "
                 "--limit.")
            .arg(page.offset + page.limit));
}

Result<ExitCode> listGroups(CommandContext& context, const SessionFilter& filter, const PageOptions& page)
{
    const auto by = chosen<GroupBy>(QStringLiteral("group-by"),
        context.arguments.value(QStringLiteral("group-by")).value_or(QString()),
        { { "device", GroupBy::Device }, { "user-agent", GroupBy::UserAgent }, { "user", GroupBy::User } });
    if (!by) {
        return std::unexpected(by.error());
    }
    if (context.arguments.has(QStringLiteral("sort"))) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("Groups stand in the order of their last use. Leave --sort out."));
    }
    const auto groups = waitFor(context.services.sessions().groups(filter, *by));
    if (!groups) {
        return std::unexpected(groups.error());
    }
    const auto shown = groups->mid(page.offset, page.limit);
    if (context.output.isJson()) {
        context.output.json(groupsJson(shown));
    } else if (!shown.isEmpty()) {
        context.output.print(groupsTable(shown, *by, context.now));
    }
    if (groups->size() > page.offset + page.limit) {
        tellOfMore(context, page);
    }
    return ExitCode::Done;
}

} // namespace

Result<ExitCode> listSessions(CommandContext& context)
{
    const auto filter = filterOption(context);
    const auto sort = sortOption(context);
    const auto page = pageOptions(context);
    if (!filter || !sort || !page) {
        return std::unexpected(!filter ? filter.error() : !sort ? sort.error() : page.error());
    }
    if (context.arguments.has(QStringLiteral("group-by"))) {
        return listGroups(context, *filter, *page);
    }
    // One more than is shown tells whether there is more.
    auto rows = waitFor(context.services.sessions().page(*filter, *sort, page->offset, page->limit + 1));
    if (!rows) {
        return std::unexpected(rows.error());
    }
    const bool more = rows->size() > page->limit;
    if (more) {
        rows->resize(page->limit);
    }
    if (context.output.isJson()) {
        context.output.json(sessionsJson(*rows));
    } else if (!rows->isEmpty()) {
        context.output.print(sessionsTable(*rows, context.now));
    } else {
        context.output.message(Text::tr("No sessions fit."));
    }
    if (more) {
        tellOfMore(context, *page);
    }
    return ExitCode::Done;
}

Result<ExitCode> sessionStats(CommandContext& context)
{
    const auto counts = waitFor(context.services.sessions().counts({}));
    const auto facts =
        counts ? waitFor(context.services.sessions().facts()) : std::unexpected(counts.error());
    if (!facts) {
        return std::unexpected(facts.error());
    }
    if (context.output.isJson()) {
        context.output.json(QJsonObject {
            { QStringLiteral("sessions"), counts->matched },
            { QStringLiteral("active"), counts->matched - counts->revoked },
            { QStringLiteral("revoked"), counts->revoked },
            { QStringLiteral("users"), counts->users },
            { QStringLiteral("used_last_24h"), counts->usedLast24Hours },
            { QStringLiteral("location"), facts->location },
            { QStringLiteral("read_only"), facts->readOnly },
            { QStringLiteral("journal_mode"), facts->journalMode },
            { QStringLiteral("note"), facts->note.isEmpty() ? QJsonValue() : QJsonValue(facts->note) },
        });
        return ExitCode::Done;
    }
    FactList list;
    list.add(Text::tr("Sessions"), QString::number(counts->matched));
    list.add(Text::tr("Active"), QString::number(counts->matched - counts->revoked));
    list.add(Text::tr("Revoked"), QString::number(counts->revoked));
    list.add(Text::tr("Users"), QString::number(counts->users));
    list.add(Text::tr("Used in the last 24 hours"), QString::number(counts->usedLast24Hours));
    list.add(Text::tr("Database"), facts->location);
    list.add(Text::tr("Takes changes"), facts->readOnly ? Text::tr("no") : Text::tr("yes"));
    list.add(Text::tr("Journal mode"), facts->journalMode);
    context.output.print(list.text());
    if (!facts->note.isEmpty()) {
        context.output.message(facts->note);
    }
    return ExitCode::Done;
}

} // namespace latchkey::cli
