// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_runner.h"

#include <QObject>
#include <QTimer>

namespace latchkey::ui {

class NoticeBar;
class RulesDialog;

/// The flow of the rules: shows and changes them, runs them once a day while the program runs, and says what
/// came of it. UI thread only; nothing here waits.
class RulesController final : public QObject
{
    Q_OBJECT

public:
    struct Services
    {
        sessions::SessionDirectory& directory;
        sessions::PolicyStore& store;
        sessions::PolicyRunner& runner;
        const Clock& clock;
        NoticeBar& notices;
    };

    /// All services must outlive the controller.
    explicit RulesController(const Services& services, QObject* parent = nullptr);

    /// Looks some minutes from now, and then once an hour, whether the rules are due.
    void start();

public Q_SLOTS:
    /// Opens the dialog over this window.
    void open(QWidget* window);

    /// Runs the rules when they are due, and trusts a clock that took no step.
    void runIfDue();

Q_SIGNALS:
    /// The sessions are to be read anew.
    void sessionsChanged();

    /// For the log of what was done here: the rules were changed, and a run ended sessions.
    void policySaved(const latchkey::sessions::Policy& policy);
    void policyApplied(const latchkey::sessions::PolicyOutcome& outcome);
    void policyUndone(qint64 sessions); ///< what a run revoked was restored

private:
    void load(RulesDialog* dialog);
    void forecast(RulesDialog* dialog);
    void save(const sessions::Policy& policy);
    void tell(const sessions::PolicyOutcome& outcome);
    void undo(sessions::ChangeId change);

    Services m_services;
    QTimer m_timer;
};

} // namespace latchkey::ui
