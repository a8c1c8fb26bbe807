// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/rules_controller.h"

#include "core/sessions/policy/policy_text.h"
#include "ui/sessions/rules_dialog.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/notice_bar.h"

#include <QPointer>

#include <chrono>

namespace latchkey::ui {

using namespace sessions;

namespace {

using namespace std::chrono_literals;
constexpr auto FirstLook = 5min; // a start has enough to do
constexpr auto NextLook = 1h;

} // namespace

RulesController::RulesController(const Services& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
{
    connect(&m_timer, &QTimer::timeout, this, [this] {
        m_timer.start(NextLook);
        runIfDue();
    });
}

void RulesController::start() { m_timer.start(FirstLook); }

void RulesController::open(QWidget* window)
{
    auto* dialog = new RulesDialog(m_services.clock, window);
    connect(dialog, &RulesDialog::policyChanged, this, [this, dialog] { forecast(dialog); });
    connect(dialog, &RulesDialog::saveRequested, this, &RulesController::save);
    load(dialog);
    dialog->open();
}

void RulesController::load(RulesDialog* dialog)
{
    whenDone(m_services.store.clockHealth(), dialog, [this, dialog](const Result<ClockHealth>& health) {
        if (health) {
            dialog->showClock(*health);
        }
        whenDone(m_services.store.policy(), dialog,
            [dialog](const Result<StoredPolicy>& stored) { dialog->showStored(stored); });
    });
}

void RulesController::forecast(RulesDialog* dialog)
{
    const Policy asked = dialog->policy();
    if (asked.isOff()) {
        return;
    }
    whenDone(m_services.runner.forecast(asked), dialog,
        [this, dialog, asked](const Result<PolicyForecast>& forecast) {
            dialog->showForecast(asked, forecast);
            if (!forecast || asked != dialog->policy()) {
                return;
            }
            whenDone(m_services.directory.page(forecast->sessions, {}, 0, RulesDialog::ListedSessions),
                dialog, [dialog, asked](const Result<QList<Session>>& sessions) {
                    dialog->showSessions(asked, sessions.value_or(QList<Session>()));
                });
        });
}

void RulesController::save(const Policy& policy)
{
    whenDone(m_services.store.setPolicy(policy), this, [this, policy](const Result<void>& saved) {
        if (!saved) {
            m_services.notices.postError(saved.error().message);
            return;
        }
        Q_EMIT policySaved(policy);
        m_services.notices.post(policy.isOff() ? tr("Rules are off.") : tr("Rules saved."));
        whenDone(m_services.runner.run({}), this, [this](const Result<PolicyOutcome>& outcome) {
            if (outcome) {
                tell(*outcome);
            } else {
                m_services.notices.postError(tr("Rules saved. %1").arg(outcome.error().message));
            }
        });
    });
}

void RulesController::runIfDue()
{
    whenDone(m_services.runner.checkClock(), this, [this](const Result<ClockHealth>& health) {
        if (!health || health->looksWrong()) {
            return; // the page says so, for as long as it is so
        }
        whenDone(
            m_services.runner.run({ .onlyIfDue = true }), this, [this](const Result<PolicyOutcome>& outcome) {
                if (outcome) {
                    tell(*outcome);
                } else {
                    m_services.notices.postError(
                        tr("The rules were not applied. %1").arg(outcome.error().message));
                }
            });
    });
}

void RulesController::tell(const PolicyOutcome& outcome)
{
    const QString text = endedText(outcome.deleted(), outcome.revoked());
    if (text.isEmpty()) {
        return;
    }
    Q_EMIT policyApplied(outcome);
    std::function<void()> undoRevoking;
    for (const RuleOutcome& rule : outcome.rules) {
        if (rule.change != 0 && rule.ended > 0) {
            undoRevoking = [this, change = rule.change] { undo(change); };
        }
    }
    m_services.notices.post(text, undoRevoking);
    Q_EMIT sessionsChanged();
}

void RulesController::undo(ChangeId change)
{
    SessionFilter revoked;
    revoked.changedBy = change;
    whenDone(m_services.directory.restore(revoked, {}), this, [this](const Result<BulkChange>& restored) {
        if (restored) {
            Q_EMIT policyUndone(restored->sessions);
            m_services.notices.post(tr("Restored: %1.").arg(sessionsText(restored->sessions)));
        } else {
            m_services.notices.postError(restored.error().message);
        }
        Q_EMIT sessionsChanged();
    });
}

} // namespace latchkey::ui
