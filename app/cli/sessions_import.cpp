// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_import.h"

#include "app/cli/interruption.h"
#include "app/cli/output.h"
#include "app/cli/progress_line.h"
#include "core/sessions/import/session_import.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsImport)
};

/// The known table that --from names, with what the other options say instead.
Result<TableMapping> mappingFrom(const Arguments& arguments)
{
    TableMapping mapping;
    if (const auto known = arguments.value(QStringLiteral("from"))) {
        const auto named = knownTable(*known);
        if (!named) {
            return failure(ErrorCode::InvalidInput,
                Text::tr("--from is spring, symfony or laravel. For another table name its columns: "
                         "latchkeyctl sessions import --help"));
        }
        mapping = *named;
    }
    const std::pair<const char*, QString*> options[] = { { "table", &mapping.table },
        { "username", &mapping.username }, { "user-agent", &mapping.userAgent },
        { "created", &mapping.created }, { "last-used", &mapping.lastUsed },
        { "revoked", &mapping.revoked } };
    for (const auto& [option, field] : options) {
        *field = arguments.value(QLatin1StringView(option)).value_or(*field);
    }
    if (const auto columns = arguments.value(QStringLiteral("identifier"))) {
        mapping.identifier = columns->split(u',');
    }
    if (mapping.username.isEmpty() || mapping.identifier.isEmpty()) {
        return failure(ErrorCode::InvalidInput,
            Text::tr(
                "Say what kind of table it is (--from spring, symfony or laravel), or which columns hold the "
                "user and the identifier (--username COLUMN --identifier COLUMN)."));
    }
    return mapping;
}

Result<QTimeZone> zoneFrom(const Arguments& arguments)
{
    const auto name = arguments.value(QStringLiteral("time-zone"));
    if (!name) {
        return QTimeZone::utc();
    }
    if (!QTimeZone::isTimeZoneIdAvailable(name->toUtf8())) { // others may be taken for rules of their own
        return failure(ErrorCode::InvalidInput,
            Text::tr("There is no time zone \"%1\". Write one such as Europe/Berlin.")
                .arg(visibleText(*name)));
    }
    return QTimeZone(name->toUtf8());
}

QString problemText(RowProblem problem)
{
    switch (problem) {
    case RowProblem::Columns:
        return Text::tr("more or fewer values than columns");
    case RowProblem::NoUser:
        return Text::tr("no user (such as a visitor's session)");
    case RowProblem::User:
        return Text::tr(
            "a user name that cannot be stored (over 256 characters, control characters, no text)");
    case RowProblem::NoIdentifier:
        return Text::tr("no identifier");
    case RowProblem::Identifier:
        return Text::tr("an identifier that can be none (over 512 characters, or not printable ASCII)");
    case RowProblem::Time:
        return Text::tr("a time that cannot be told");
    case RowProblem::Revoked:
        return Text::tr("revoked is neither yes, no nor a time");
    }
    Q_UNREACHABLE();
}

QJsonObject reportJson(const ImportReport& report)
{
    QJsonArray refused;
    for (const auto& [problem, rows] : report.refused) {
        QJsonArray numbers;
        for (const qint64 row : rows.first) {
            numbers.append(row);
        }
        refused.append(QJsonObject { { QStringLiteral("reason"), problemName(problem) },
            { QStringLiteral("count"), rows.count }, { QStringLiteral("rows"), numbers } });
    }
    return { { QStringLiteral("read"), report.read }, { QStringLiteral("imported"), report.imported },
        { QStringLiteral("already_there"), report.alreadyThere }, { QStringLiteral("refused"), refused } };
}

QString reportText(const ImportReport& report, bool dryRun)
{
    const QString counts = dryRun
        ? Text::tr("Rows read: %1. Would be imported: %2. Already there: %3. Nothing was stored.\n")
        : Text::tr("Rows read: %1. Imported: %2. Already there: %3.\n");
    QString text = counts.arg(report.read).arg(report.imported).arg(report.alreadyThere);
    for (const auto& [problem, rows] : report.refused) {
        QStringList numbers;
        for (const qint64 row : rows.first) {
            numbers.append(QString::number(row));
        }
        const QString more = rows.count > rows.first.size() ? QStringLiteral(", \u2026") : QString();
        text += Text::tr("Refused: %1, %2; row %3\n")
                    .arg(rows.count)
                    .arg(problemText(problem), numbers.join(QStringLiteral(", ")) + more);
    }
    return text;
}

/// Visitors' sessions are nothing that went wrong.
ExitCode statusOf(const ImportReport& report)
{
    if (report.stoppedBy) {
        return report.stoppedBy->code == ErrorCode::Cancelled ? ExitCode::Failed
                                                              : exitCodeFor(report.stoppedBy->code);
    }
    const bool isRefused = std::ranges::any_of(
        report.refused, [](const auto& rows) { return rows.first != RowProblem::NoUser; });
    return isRefused ? ExitCode::WrongInput : ExitCode::Done;
}

bool isDryRun(const CommandContext& context) { return context.arguments.has(QStringLiteral("dry-run")); }

/// Ctrl+C stops it between two batches.
Result<ImportReport> imported(CommandContext& context, TableSource& table, const RowReading& reading)
{
    const Interruption interruption;
    ProgressLine line(Text::tr("Rows read: %1 of %2"));
    const ImportOptions options { .reading = reading,
        .dryRun = isDryRun(context),
        .progress = [&line](qint64 done, qint64 total) { line.show(done, total); },
        .isCancelled = Interruption::isAsked };
    // A dry run makes no store where there is none.
    const bool hasStore = !options.dryRun || QFileInfo::exists(context.services.options().sessionDatabase);
    return importTable(table, hasStore ? &context.services.sessions() : nullptr, options);
}

} // namespace

QList<QCommandLineOption> importOptions()
{
    QList<QCommandLineOption> options { optionWithValue(QStringLiteral("from"), QStringLiteral("KIND")),
        flag(QStringLiteral("dry-run")), optionWithValue(QStringLiteral("table"), QStringLiteral("TABLE")),
        optionWithValue(QStringLiteral("time-zone"), QStringLiteral("ZONE")) };
    for (const char* column : { "username", "identifier", "user-agent", "created", "last-used", "revoked" }) {
        options.append(optionWithValue(QLatin1StringView(column), QStringLiteral("COLUMN")));
    }
    return options;
}

Result<ExitCode> importSessions(CommandContext& context)
{
    const auto mapping = mappingFrom(context.arguments);
    const auto zone = zoneFrom(context.arguments);
    if (!mapping || !zone) {
        return std::unexpected(mapping ? zone.error() : mapping.error());
    }
    const QString path = context.arguments.positional().constFirst();
    const QFileInfo store(context.services.options().sessionDatabase);
    if (store.exists() && store.canonicalFilePath() == QFileInfo(path).canonicalFilePath()) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("%1 is the store to import into. Name another file.").arg(path));
    }
    const auto table = openTable(path, *mapping);
    if (!table) {
        return std::unexpected(table.error());
    }
    const auto report = imported(context, **table, { *mapping, *zone, context.now });
    if (!report) {
        return std::unexpected(report.error());
    }
    if (report->imported > 0 && !isDryRun(context)) {
        context.done.append({ .act = activity::Act::SessionsImport,
            .what = report->imported == 1
                ? Text::tr("1 session from %1").arg(QFileInfo(path).fileName())
                : Text::tr("%1 sessions from %2").arg(report->imported).arg(QFileInfo(path).fileName()),
            .count = report->imported });
    }
    if (context.output.isJson()) {
        context.output.json(reportJson(*report));
    } else {
        context.output.print(reportText(*report, isDryRun(context)));
    }
    if (const auto& reason = report->stoppedBy) {
        context.output.message(reason->message);
    }
    return statusOf(*report);
}

} // namespace latchkey::cli
