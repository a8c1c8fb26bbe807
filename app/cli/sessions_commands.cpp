// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_commands.h"

#include "app/cli/output.h"
#include "app/cli/sessions_clock.h"
#include "app/cli/sessions_import.h"
#include "app/cli/sessions_list.h"
#include "app/cli/sessions_output.h"
#include "app/cli/sessions_policy.h"
#include "app/cli/sessions_purge.h"
#include "app/cli/sessions_tokens.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsCommands)
};

/// The sessions that the command's arguments name: those that are there, and the rest.
struct NamedSessions
{
    SessionFilter there;
    QList<SessionId> thereIds;
    QList<SessionId> missing;
    QHash<SessionId, QString> users; ///< of those that are there
};

Result<QList<SessionId>> idArguments(const CommandContext& context)
{
    QList<SessionId> ids;
    for (const QString& word : context.arguments.positional()) {
        bool isNumber = false;
        const SessionId id = word.toLongLong(&isNumber);
        if (!isNumber || id <= 0) {
            return failure(ErrorCode::InvalidInput,
                Text::tr("A session is named by its number, as \"latchkeyctl sessions list\" shows it."));
        }
        if (!ids.contains(id)) {
            ids.append(id);
        }
    }
    return ids;
}

Result<NamedSessions> namedSessions(CommandContext& context)
{
    const auto ids = idArguments(context);
    if (!ids) {
        return std::unexpected(ids.error());
    }
    SessionFilter filter;
    filter.ids = *ids;
    const auto page = waitFor(context.services.sessions().page(filter, {}, 0, ids->size()));
    if (!page) {
        return std::unexpected(page.error());
    }
    NamedSessions named;
    for (const Session& session : *page) {
        named.users.insert(session.token.id, session.token.username);
    }
    for (const SessionId id : *ids) {
        (named.users.contains(id) ? named.thereIds : named.missing).append(id);
    }
    named.there.ids = named.thereIds;
    return named;
}

/// Tells of the sessions that are not there; the others were done all the same.
ExitCode statusFor(CommandContext& context, const NamedSessions& named)
{
    if (named.missing.isEmpty()) {
        return ExitCode::Done;
    }
    QStringList numbers;
    for (const SessionId id : named.missing) {
        numbers.append(QString::number(id));
    }
    context.output.message(Text::tr("Not there: session %1. See: latchkeyctl sessions list")
            .arg(numbers.join(QStringLiteral(", "))));
    return ExitCode::NotFound;
}

/// Notes what was done to these sessions, if any.
void note(CommandContext& context, activity::Act act, const NamedSessions& named, const QList<SessionId>& ids)
{
    if (ids.isEmpty()) {
        return;
    }
    constexpr qsizetype mostIds = 100; // an entry stays small
    QStringList users;
    for (const SessionId id : ids) {
        users.append(named.users.value(id));
    }
    users.removeDuplicates();
    context.done.append({ .act = act,
        .what = sessionsOf(ids.size(), users),
        .count = ids.size(),
        .details = { { QStringLiteral("ids"), idsJson(ids.first(qMin(ids.size(), mostIds))) } } });
}

using Change = Future<BulkChange> (SessionDirectory::*)(const SessionFilter&, BulkProgress);

/// Of the named sessions those that were touched by `change`.
Result<QList<SessionId>> changedIds(CommandContext& context, const BulkChange& change)
{
    SessionFilter touched;
    touched.changedBy = change.id;
    const SessionSort byId { SessionColumn::Id, Qt::AscendingOrder };
    const auto page = waitFor(context.services.sessions().page(touched, byId, 0, change.sessions));
    if (!page) {
        return std::unexpected(page.error());
    }
    QList<SessionId> ids;
    for (const Session& session : *page) {
        ids.append(session.token.id);
    }
    return ids;
}

/// Revokes or restores the named sessions; `done` and `already` are the sentences for how many.
Result<ExitCode> change(
    CommandContext& context, activity::Act noted, Change act, const QString& done, const QString& already)
{
    const auto named = namedSessions(context);
    if (!named) {
        return std::unexpected(named.error());
    }
    SessionDirectory& directory = context.services.sessions();
    const auto changed = waitFor((directory.*act)(named->there, {}));
    if (!changed) {
        return std::unexpected(changed.error());
    }
    const auto ids = changedIds(context, *changed);
    if (!ids) {
        return std::unexpected(ids.error());
    }
    note(context, noted, *named, *ids);
    if (context.output.isJson()) {
        QList<SessionId> unchanged = named->thereIds;
        unchanged.removeIf([&ids](SessionId id) { return ids->contains(id); });
        context.output.json(QJsonObject { { QStringLiteral("changed"), idsJson(*ids) },
            { QStringLiteral("unchanged"), idsJson(unchanged) },
            { QStringLiteral("missing"), idsJson(named->missing) } });
    } else {
        const qint64 unchanged = named->thereIds.size() - changed->sessions;
        context.output.print(done.arg(changed->sessions)
            + (unchanged > 0 ? u' ' + already.arg(unchanged) : QString()) + u'\n');
    }
    return statusFor(context, *named);
}

Result<ExitCode> revoke(CommandContext& context)
{
    return change(context, activity::Act::SessionsRevoke, &SessionDirectory::revoke, Text::tr("Revoked: %1."),
        Text::tr("Already revoked: %1."));
}

Result<ExitCode> restore(CommandContext& context)
{
    return change(context, activity::Act::SessionsRestore, &SessionDirectory::restore,
        Text::tr("Restored: %1."), Text::tr("Already active: %1."));
}

Result<ExitCode> remove(CommandContext& context)
{
    const auto named = namedSessions(context);
    if (!named) {
        return std::unexpected(named.error());
    }
    SessionDirectory& directory = context.services.sessions();
    const auto deleted = waitFor(directory.remove(named->there, {}));
    if (!deleted) {
        return std::unexpected(deleted.error());
    }
    note(context, activity::Act::SessionsDelete, *named, named->thereIds);
    if (context.output.isJson()) {
        context.output.json(QJsonObject { { QStringLiteral("deleted"), idsJson(named->thereIds) },
            { QStringLiteral("missing"), idsJson(named->missing) } });
    } else {
        context.output.print(Text::tr("Deleted: %1.").arg(*deleted) + u'\n');
    }
    return statusFor(context, *named);
}

} // namespace

QList<Command> sessionsCommands()
{
    const QString group = QStringLiteral("sessions");
    const auto valued = [](const char* name, const char* value) {
        return optionWithValue(QLatin1String(name), QLatin1String(value));
    };
    const auto user = valued("user", "NAME");
    return {
        { group, QStringLiteral("add"),
            QStringLiteral("--user NAME [--user-agent TEXT] [--reveal] [< IDENTIFIER]"), 0, 0,
            { user, valued("user-agent", "TEXT"), flag(QStringLiteral("reveal")) }, addSession },
        { group, QStringLiteral("validate"), QStringLiteral("--user NAME < IDENTIFIER"), 0, 0, { user },
            validateSession },
        { group, QStringLiteral("revoke"), QStringLiteral("ID..."), 1, anyNumber, {}, revoke },
        { group, QStringLiteral("restore"), QStringLiteral("ID..."), 1, anyNumber, {}, restore },
        { group, QStringLiteral("delete"), QStringLiteral("ID..."), 1, anyNumber, {}, remove },
        { group, QStringLiteral("list"),
            QStringLiteral("[--user NAME] [--state active|revoked|all] [--search TEXT] [--group-by "
                           "device|user-agent|user] [--sort COLUMN] [--limit N] [--offset N]"),
            0, 0,
            { user, valued("state", "STATE"), valued("search", "TEXT"), valued("group-by", "WHAT"),
                valued("sort", "COLUMN"), valued("limit", "N"), valued("offset", "N") },
            listSessions },
        { group, QStringLiteral("purge"),
            QStringLiteral("--user NAME|--all-users --before TIME [--dry-run] [--even-if-clock-odd]"), 0, 0,
            { user, flag(QStringLiteral("all-users")), valued("before", "TIME"),
                flag(QStringLiteral("dry-run")), flag(EvenIfClockOdd) },
            purgeSessions },
        { group, QStringLiteral("policy"),
            QStringLiteral(
                "[--unused-for DAYS|off] [--keep-revoked DAYS|off] [--at-most NUMBER|off] [--yes]"),
            0, 0,
            { valued("unused-for", "DAYS"), valued("keep-revoked", "DAYS"), valued("at-most", "NUMBER"),
                flag(QStringLiteral("yes")) },
            sessionPolicy },
        { group, QStringLiteral("apply-policy"),
            QStringLiteral("[--dry-run] [--if-due] [--even-if-clock-odd]"), 0, 0,
            { flag(QStringLiteral("dry-run")), flag(QStringLiteral("if-due")), flag(EvenIfClockOdd) },
            applyPolicy },
        { group, QStringLiteral("import"),
            QStringLiteral(
                "FILE --from spring|symfony|laravel | FILE --table TABLE --username COLUMN --identifier "
                "COLUMN[,COLUMN] [--user-agent COLUMN] [--created COLUMN] [--last-used COLUMN] "
                "[--revoked COLUMN] [--time-zone ZONE] [--dry-run]"),
            1, 1, importOptions(), importSessions },
        { group, QStringLiteral("stats"), QString(), 0, 0, {}, sessionStats },
    };
}

} // namespace latchkey::cli
