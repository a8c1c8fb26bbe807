// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace latchkey::ui {

/// Asks servers about logins, a few at once, and tells how far it has come. UI thread only; nothing waits.
class LoginChecks final : public QObject
{
    Q_OBJECT

public:
    explicit LoginChecks(credentials::Logins& logins, QObject* parent = nullptr);

    /// Checks these, after those that are waiting. One that waits or is being asked about is not asked twice.
    void start(const QList<credentials::LoginId>& logins);

    /// Forgets those that wait. Questions under way are answered.
    void cancel();

    /// The logins that wait or are being asked about.
    QList<credentials::LoginId> pending() const { return m_running + m_waiting; }
    int done() const { return m_done; }
    int total() const { return m_done + static_cast<int>(pending().size()); }

    /// How often intervalElapsed() comes; 0 for never.
    void setInterval(std::chrono::minutes interval);

Q_SIGNALS:
    void progressed();
    void checked(const latchkey::credentials::LoginId& login, const latchkey::credentials::LoginCheck& check);
    void failed(const latchkey::Error& error);
    void intervalElapsed();

private:
    void startMore();

    credentials::Logins& m_logins;
    QList<credentials::LoginId> m_waiting;
    QList<credentials::LoginId> m_running;
    int m_done = 0;
    QTimer m_interval;
};

} // namespace latchkey::ui
