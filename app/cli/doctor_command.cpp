// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/doctor_command.h"

#include "app/cli/output.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace diagnosis;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(DoctorCommand)
};

QJsonObject json(const QList<Finding>& findings, qint64 problems)
{
    QJsonArray rows;
    for (const Finding& finding : findings) {
        rows.append(QJsonObject {
            { QStringLiteral("id"), finding.id },
            { QStringLiteral("area"), areaName(finding.area) },
            { QStringLiteral("level"), levelName(finding.level) },
            { QStringLiteral("text"), finding.text },
            { QStringLiteral("mend"), finding.mend.isEmpty() ? QJsonValue() : QJsonValue(finding.mend) },
        });
    }
    return { { QStringLiteral("problems"), problems }, { QStringLiteral("findings"), rows } };
}

Result<ExitCode> doctor(CommandContext& context)
{
    const auto findings = waitFor(context.services.diagnose({}));
    if (!findings) {
        return std::unexpected(findings.error());
    }
    const qsizetype problems = problemsIn(*findings);
    if (context.output.isJson()) {
        context.output.json(json(*findings, problems));
    } else {
        context.output.print(report(*findings));
    }
    if (problems > 0) {
        context.output.message(
            problems == 1 ? Text::tr("1 problem.") : Text::tr("%1 problems.").arg(problems));
        return ExitCode::Failed;
    }
    return ExitCode::Done;
}

} // namespace

QList<Command> doctorCommands()
{
    return { { QString(), QStringLiteral("doctor"), QString(), 0, 0, {}, doctor } };
}

} // namespace latchkey::cli
