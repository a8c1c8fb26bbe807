// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/finding.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::diagnosis {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Finding)
};

} // namespace

Finding problem(const QString& id, Area area, const Error& error)
{
    return { id, area, Level::Problem, error.message };
}

qsizetype problemsIn(const QList<Finding>& findings)
{
    return std::ranges::count_if(
        findings, [](const Finding& finding) { return finding.level == Level::Problem; });
}

QString levelName(Level level)
{
    switch (level) {
    case Level::Good:
        return QStringLiteral("good");
    case Level::Note:
        return QStringLiteral("note");
    case Level::Problem:
        break;
    }
    return QStringLiteral("problem");
}

QString areaName(Area area)
{
    switch (area) {
    case Area::Keyring:
        return QStringLiteral("keyring");
    case Area::Files:
        return QStringLiteral("files");
    case Area::Environment:
        return QStringLiteral("environment");
    case Area::Sessions:
        return QStringLiteral("sessions");
    case Area::Activity:
        return QStringLiteral("activity");
    case Area::Desktop:
        return QStringLiteral("desktop");
    case Area::Clock:
        break;
    }
    return QStringLiteral("clock");
}

QString areaText(Area area)
{
    switch (area) {
    case Area::Keyring:
        return Text::tr("Keyring");
    case Area::Files:
        return Text::tr("Files");
    case Area::Environment:
        return Text::tr("Environment");
    case Area::Sessions:
        return Text::tr("Session database");
    case Area::Activity:
        return Text::tr("Activity log");
    case Area::Desktop:
        return Text::tr("Desktop");
    case Area::Clock:
        break;
    }
    return Text::tr("Clock");
}

QString report(const QList<Finding>& findings)
{
    QString text;
    for (const Finding& finding : findings) {
        text += QStringLiteral("%1: %2: %3\n")
                    .arg(levelName(finding.level), areaText(finding.area), finding.text);
        if (!finding.mend.isEmpty()) {
            text += QStringLiteral("    -> %1\n").arg(finding.mend);
        }
    }
    return text;
}

} // namespace latchkey::diagnosis
