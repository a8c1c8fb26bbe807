// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_store.h"
#include "core/sessions/session_directory.h"
#include "core/shared/clock.h"

#include <QObject>
#include <QPointer>

namespace latchkey::ui {

class DeletionFlow;
class PurgeDialog;

/// The steps of a purge: asks the directory for the picture, the counts and the users while the person
/// chooses, then deletes. UI thread only; nothing here waits.
class PurgeFlow final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive the flow.
    PurgeFlow(sessions::SessionDirectory& directory, sessions::PolicyStore& policies, const Clock& clock,
        DeletionFlow& deletion);

    /// Opens the dialog over `window`; while a deletion runs, shows that one's progress instead.
    void open(QWidget* window);

private:
    void purge(const sessions::SessionFilter& filter, qint64 expected);
    void askClock();
    void askHistogram();
    void askCounts();
    void askUsers();

    sessions::SessionDirectory& m_directory;
    sessions::PolicyStore& m_policies;
    const Clock& m_clock;
    DeletionFlow& m_deletion;
    QPointer<PurgeDialog> m_dialog;
    bool m_isCounting = false;
    bool m_countAgain = false; ///< the cut-off moved meanwhile
};

} // namespace latchkey::ui
