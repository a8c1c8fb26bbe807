// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/session_bus.h"

#include <QDBusVariant>
#include <QEventLoop>
#include <QObject>

namespace latchkey::credentials {

/// A Secret Service prompt that waits for a person. The worker's main thread only.
class UnlockPrompt final : public QObject
{
    Q_OBJECT

public:
    /// `owner` is the service's unique name; `path` is what Unlock returned, which shows nothing by itself.
    UnlockPrompt(const SessionBus& bus, const QString& owner, const QString& path);

    /// Shows the prompt and waits until it is answered, without a limit, or until the service is gone.
    /// Errors: `Cancelled` when it was dismissed; `KeyringLocked` when it was and no prompt can be shown
    /// here; `KeyringUnavailable`, `TimedOut`, `AccessDenied`.
    Result<void> ask();

private:
    Q_SLOT void completed(bool dismissed, const QDBusVariant& result);

    SessionBus m_bus;
    QString m_owner;
    QString m_path;
    QEventLoop m_loop;
    bool m_completed = false;
    bool m_dismissed = false;
};

} // namespace latchkey::credentials
