// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_checks.h"

namespace latchkey::ui {

using credentials::LoginCheck;
using credentials::LoginId;

namespace {

// One less than core asks at once, so that a sign-out need not wait for slow servers.
constexpr qsizetype MostAtOnce = 3;

} // namespace

LoginChecks::LoginChecks(credentials::Logins& logins, QObject* parent)
    : QObject(parent)
    , m_logins(logins)
    , m_interval(this)
{
    m_interval.setObjectName(QStringLiteral("checkInterval"));
    connect(&m_interval, &QTimer::timeout, this, &LoginChecks::intervalElapsed);
}

void LoginChecks::start(const QList<LoginId>& logins)
{
    for (const LoginId& login : logins) {
        if (!m_running.contains(login) && !m_waiting.contains(login)) {
            m_waiting.append(login);
        }
    }
    startMore();
    Q_EMIT progressed();
}

void LoginChecks::cancel()
{
    m_waiting.clear();
    Q_EMIT progressed();
}

void LoginChecks::setInterval(std::chrono::minutes interval)
{
    interval.count() > 0 ? m_interval.start(interval) : m_interval.stop();
}

void LoginChecks::startMore()
{
    while (m_running.size() < MostAtOnce && !m_waiting.isEmpty()) {
        const LoginId login = m_waiting.takeFirst();
        m_running.append(login);
        whenDone(m_logins.check(login), this, [this, login](const Result<LoginCheck>& check) {
            m_running.removeOne(login);
            ++m_done;
            if (pending().isEmpty()) {
                m_done = 0;
            }
            startMore();
            if (check) {
                Q_EMIT checked(login, *check);
            } else {
                Q_EMIT failed(check.error());
            }
            Q_EMIT progressed();
        });
    }
}

} // namespace latchkey::ui
