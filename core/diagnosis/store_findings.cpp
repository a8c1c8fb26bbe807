// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/store_findings.h"

#include "core/shared/visible_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace latchkey::diagnosis {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StoreFindings)
};

} // namespace

QList<Finding> noSessionsYet(const QString& path)
{
    return { { QStringLiteral("sessions.store"), Area::Sessions, Level::Good,
        Text::tr("There is no session database yet: %1").arg(visibleText(path)) } };
}

QList<Finding> sessionFindings(const Result<sessions::StoreFacts>& facts, const Result<void>& pages)
{
    const QString id = QStringLiteral("sessions.store");
    if (!facts) {
        return { problem(id, Area::Sessions, facts.error()) };
    }
    QList<Finding> findings;
    const QString location = visibleText(facts->location);
    if (!pages) {
        findings.append(problem(QStringLiteral("sessions.pages"), Area::Sessions, pages.error()));
    }
    if (facts->readOnly) {
        findings.append({ QStringLiteral("sessions.read_only"), Area::Sessions, Level::Problem,
            Text::tr("%1 can be read, but not changed: nothing can be revoked.").arg(location),
            Text::tr("Give yourself the right to write the file and its folder.") });
    }
    if (!facts->note.isEmpty()) {
        findings.append({ QStringLiteral("sessions.note"), Area::Sessions, Level::Note, facts->note });
    }
    if (pages && !facts->readOnly) {
        findings.append({ id, Area::Sessions, Level::Good,
            Text::tr("%1 is whole and can be written (journal: %2).").arg(location, facts->journalMode) });
    }
    return findings;
}

QList<Finding> clockFindings(const Result<sessions::ClockHealth>& health)
{
    if (!health) {
        return {};
    }
    const QString id = QStringLiteral("clock.health");
    if (!health->looksWrong()) {
        return { { id, Area::Clock, Level::Good, Text::tr("The clock agrees with the sessions.") } };
    }
    return { { id, Area::Clock, Level::Problem, clockText(*health),
        Text::tr("Set the clock of this computer, or of those that write the sessions.") } };
}

QList<Finding> activityFindings(const Result<activity::Verdict>& verdict)
{
    const QString id = QStringLiteral("activity.log");
    if (!verdict) {
        return { problem(id, Area::Activity, verdict.error()) };
    }
    if (const auto& found = verdict->problem) {
        return { problem(id, Area::Activity, *found) };
    }
    return { { id, Area::Activity, Level::Good,
        Text::tr("The log of what was done here is unchanged (%1 entries).")
            .arg(QLocale().toString(verdict->entries)) } };
}

} // namespace latchkey::diagnosis
