// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QDBusConnection>
#include <QDBusPendingCall>
#include <QDeadlineTimer>
#include <QVariant>

namespace latchkey::credentials {

/// A method call to a D-Bus object.
struct BusCall
{
    QString service;
    QString path;
    QString interface;
    QString method;
    QVariantList arguments;
};

/// One connection to a session bus, for blocking calls under a time limit.
class SessionBus
{
public:
    /// Connects. Errors: `KeyringUnavailable` when there is no bus at this address.
    static Result<SessionBus> connect(const QString& address);

    /// False once the bus has gone away: it does not come back on this connection.
    bool isConnected() const { return m_connection.isConnected(); }

    /// The reply's arguments. A call never starts a service. Errors, in a keyring's words: `TimedOut`,
    /// `AccessDenied`, `KeyringLocked`, `KeyringUnavailable`.
    Result<QVariantList> call(const BusCall& call, const QDeadlineTimer& deadline) const;

    /// Sends the call without waiting for the reply, which resultOf() does. Several calls under way take
    /// hardly longer than one.
    QDBusPendingCall send(const BusCall& call, const QDeadlineTimer& deadline) const;
    static Result<QVariantList> resultOf(const QDBusPendingCall& sent);

    /// Asks for the owner of a name; ownerIn() waits for it, and is `KeyringUnavailable` when there is none.
    QDBusPendingCall askForOwner(const QString& name, const QDeadlineTimer& deadline) const;
    static Result<QString> ownerIn(const QDBusPendingCall& sent);

    /// Has the bus start the program behind a name that has no owner. Errors as call(), and
    /// `KeyringUnavailable` when no program is known for the name or it does not start.
    Result<void> startService(const QString& name, const QDeadlineTimer& deadline) const;

    QDBusConnection connection() const { return m_connection; }

private:
    explicit SessionBus(const QDBusConnection& connection)
        : m_connection(connection)
    {
    }

    QDBusConnection m_connection;
};

} // namespace latchkey::credentials
