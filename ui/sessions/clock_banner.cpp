// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/clock_banner.h"

#include "ui/shared/message_banner.h"

namespace latchkey::ui {

using namespace sessions;

ClockBanner::ClockBanner(PolicyStore& store, MessageBanner& banner, QObject* parent)
    : QObject(parent)
    , m_store(store)
    , m_banner(banner)
{
    connect(&banner, &MessageBanner::actionTriggered, this, &ClockBanner::act);
}

void ClockBanner::update(bool isFree)
{
    m_isFree = isFree;
    m_isShown = false;
    if (!isFree) {
        return;
    }
    show();
    whenDone(m_store.clockHealth(), this, [this](const Result<ClockHealth>& health) {
        m_health = health.value_or(ClockHealth());
        if (m_isFree) {
            show();
        }
    });
}

void ClockBanner::show()
{
    if (!m_health.looksWrong()) {
        if (m_isShown) {
            m_banner.hide();
        }
        m_isShown = false;
        return;
    }
    m_isShown = true;
    m_banner.showMessage(MessageBanner::Severity::Warning, clockText(m_health),
        m_health.step.seconds != 0 ? tr("The clock is right") : tr("Show them"));
}

void ClockBanner::act()
{
    if (!m_isShown) {
        return; // the action was another's
    }
    if (m_health.step.seconds == 0) {
        Q_EMIT showOddRequested();
        return;
    }
    whenDone(m_store.trustClock(), this, [this](const Result<void>&) { update(m_isFree); });
}

} // namespace latchkey::ui
