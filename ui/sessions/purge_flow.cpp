// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/purge_flow.h"

#include "ui/sessions/deletion_flow.h"
#include "ui/sessions/purge_dialog.h"

#include <utility>

namespace latchkey::ui {

using sessions::GroupBy;
using sessions::LastUsedHistogram;
using sessions::SessionCounts;
using sessions::SessionFilter;
using sessions::SessionGroup;

namespace {

constexpr qsizetype MostUsers = 2000; // to choose from while one is typed; any other can be typed whole

} // namespace

PurgeFlow::PurgeFlow(sessions::SessionDirectory& directory, sessions::PolicyStore& policies,
    const Clock& clock, DeletionFlow& deletion)
    : m_directory(directory)
    , m_policies(policies)
    , m_clock(clock)
    , m_deletion(deletion)
{
}

void PurgeFlow::open(QWidget* window)
{
    if (m_deletion.showIfRunning()) {
        return;
    }
    m_dialog = new PurgeDialog(m_clock, window);
    connect(m_dialog, &PurgeDialog::userChanged, this, &PurgeFlow::askHistogram);
    connect(m_dialog, &PurgeDialog::filterChanged, this, &PurgeFlow::askCounts);
    connect(m_dialog, &PurgeDialog::purgeRequested, this, &PurgeFlow::purge);
    askClock();
    askHistogram();
    askCounts();
    askUsers();
    m_dialog->open();
}

void PurgeFlow::purge(const SessionFilter& filter, qint64 expected)
{
    m_deletion.start(filter, expected,
        { .act = activity::Act::SessionsPurge,
            .what = filter.username.value_or(QString()),
            .details = { { QStringLiteral("cutoff"), filter.lastUsedAtOrBefore.value_or(0) } } });
}

void PurgeFlow::askClock()
{
    const QPointer<PurgeDialog> dialog = m_dialog;
    whenDone(m_policies.clockHealth(), this, [dialog](const Result<sessions::ClockHealth>& health) {
        if (dialog && health) {
            dialog->setClockWarning(sessions::clockText(*health));
        }
    });
}

void PurgeFlow::askHistogram()
{
    SessionFilter everyTime = m_dialog->filter();
    everyTime.lastUsedAtOrBefore.reset();
    const QPointer<PurgeDialog> dialog = m_dialog;
    whenDone(m_directory.histogram(everyTime, {}), this,
        [dialog, everyTime](const Result<LastUsedHistogram>& histogram) {
            if (dialog) {
                dialog->showHistogram(everyTime, histogram);
            }
        });
}

/// One count at a time: a line that is dragged asks for more than there is time for, and only the last of
/// them matters.
void PurgeFlow::askCounts()
{
    if (m_isCounting) {
        m_countAgain = true;
        return;
    }
    if (!m_dialog) {
        return;
    }
    m_isCounting = true;
    const SessionFilter asked = m_dialog->filter();
    whenDone(m_directory.counts(asked), this, [this, asked](const Result<SessionCounts>& counts) {
        m_isCounting = false;
        if (m_dialog) {
            m_dialog->showCounts(asked, counts);
        }
        if (std::exchange(m_countAgain, false)) {
            askCounts();
        }
    });
}

void PurgeFlow::askUsers()
{
    const QPointer<PurgeDialog> dialog = m_dialog;
    whenDone(
        m_directory.groups({}, GroupBy::User), this, [dialog](const Result<QList<SessionGroup>>& groups) {
            if (!dialog || !groups) {
                return; // a name can be typed all the same
            }
            QStringList users;
            for (const SessionGroup& group : groups->first(qMin(groups->size(), MostUsers))) {
                users.append(group.key);
            }
            dialog->setUsers(users);
        });
}

} // namespace latchkey::ui
