// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_store.h"

#include <QObject>

namespace latchkey::ui {

class MessageBanner;

/// Says in a page's banner what speaks against the clock, with one way on: to see the sessions with odd
/// times, or to say that the clock is right. UI thread only.
class ClockBanner final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ClockBanner(sessions::PolicyStore& store, MessageBanner& banner, QObject* parent = nullptr);

public Q_SLOTS:
    /// The banner is free for the clock, or not because something else matters more. What is known is shown
    /// at once, and what is found now when it is there.
    void update(bool isFree);

Q_SIGNALS:
    void showOddRequested();

private:
    void show();
    void act();

    sessions::PolicyStore& m_store;
    MessageBanner& m_banner;
    sessions::ClockHealth m_health;
    bool m_isFree = false;
    bool m_isShown = false;
};

} // namespace latchkey::ui
