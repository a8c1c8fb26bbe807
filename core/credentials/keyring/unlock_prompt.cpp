// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/unlock_prompt.h"

#include "core/credentials/keyring/keyring_fault.h"

#include <QDBusServiceWatcher>

namespace latchkey::credentials {

namespace {

constexpr int AnswerLimitMs = 2000;

// A service whose prompter does not start says "dismissed" too.
bool hasDisplay()
{
    return !qEnvironmentVariableIsEmpty("DISPLAY") || !qEnvironmentVariableIsEmpty("WAYLAND_DISPLAY");
}

} // namespace

UnlockPrompt::UnlockPrompt(const SessionBus& bus, const QString& owner, const QString& path)
    : m_bus(bus)
    , m_owner(owner)
    , m_path(path)
{
}

Result<void> UnlockPrompt::ask()
{
    const QString interface = QStringLiteral("org.freedesktop.Secret.Prompt");
    // Subscribed first: the answer may come before the call returns.
    m_bus.connection().connect(
        m_owner, m_path, interface, QStringLiteral("Completed"), this, SLOT(completed(bool, QDBusVariant)));
    const QDBusServiceWatcher watcher(
        m_owner, m_bus.connection(), QDBusServiceWatcher::WatchForUnregistration);
    connect(&watcher, &QDBusServiceWatcher::serviceUnregistered, &m_loop, &QEventLoop::quit);

    const auto shown = m_bus.call({ m_owner, m_path, interface, QStringLiteral("Prompt"), { QString() } },
        QDeadlineTimer(AnswerLimitMs));
    if (!shown) {
        return std::unexpected(shown.error());
    }
    if (!m_completed) {
        m_loop.exec();
    }
    if (!m_completed) {
        return keyringFailure(KeyringFault::NoService);
    }
    if (m_dismissed) {
        return keyringFailure(hasDisplay() ? KeyringFault::PromptDismissed : KeyringFault::CannotAskHere);
    }
    return {};
}

void UnlockPrompt::completed(bool dismissed, const QDBusVariant&)
{
    m_completed = true;
    m_dismissed = dismissed;
    m_loop.quit();
}

} // namespace latchkey::credentials
