// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/session_bus.h"

#include "core/credentials/keyring/keyring_fault.h"
#include "core/shared/then.h"

#include <QDBusError>
#include <QDBusMessage>

namespace latchkey::credentials {

namespace {

BusCall busCall(const QString& method, const QVariantList& arguments)
{
    const QString bus = QStringLiteral("org.freedesktop.DBus");
    return { bus, QStringLiteral("/org/freedesktop/DBus"), bus, method, arguments };
}

KeyringFault faultOf(const QDBusError& error)
{
    switch (error.type()) {
    case QDBusError::NoReply:
    case QDBusError::Timeout:
    case QDBusError::TimedOut:
        return KeyringFault::ServiceHung;
    case QDBusError::AccessDenied:
        return KeyringFault::AccessDenied;
    case QDBusError::Disconnected:
        return KeyringFault::NoSessionBus;
    case QDBusError::ServiceUnknown:
        return KeyringFault::NoService;
    default:
        break;
    }
    const QString name = error.name();
    return name == QStringLiteral("org.freedesktop.DBus.Error.NameHasNoOwner") ? KeyringFault::NoService
        : name == QStringLiteral("org.freedesktop.Secret.Error.IsLocked")      ? KeyringFault::Locked
                                                                               : KeyringFault::ServiceFailed;
}

} // namespace

Result<SessionBus> SessionBus::connect(const QString& address)
{
    // The name is ours alone; a connection that broke must be forgotten before it can be made anew.
    const QString name = QStringLiteral("latchkey-keyring");
    QDBusConnection::disconnectFromBus(name);
    const auto connection = QDBusConnection::connectToBus(address, name);
    if (!connection.isConnected()) {
        return keyringFailure(KeyringFault::NoSessionBus);
    }
    return SessionBus(connection);
}

Result<QVariantList> SessionBus::call(const BusCall& call, const QDeadlineTimer& deadline) const
{
    return resultOf(send(call, deadline));
}

QDBusPendingCall SessionBus::send(const BusCall& call, const QDeadlineTimer& deadline) const
{
    auto message = QDBusMessage::createMethodCall(call.service, call.path, call.interface, call.method);
    message.setArguments(call.arguments);
    message.setAutoStartService(false);
    return m_connection.asyncCall(message, static_cast<int>(std::max<qint64>(deadline.remainingTime(), 1)));
}

Result<QVariantList> SessionBus::resultOf(const QDBusPendingCall& sent)
{
    QDBusPendingCall call = sent;
    call.waitForFinished();
    const auto reply = call.reply();
    if (reply.type() == QDBusMessage::ReplyMessage) {
        return reply.arguments();
    }
    return keyringFailure(faultOf(QDBusError(reply)));
}

QDBusPendingCall SessionBus::askForOwner(const QString& name, const QDeadlineTimer& deadline) const
{
    return send(busCall(QStringLiteral("GetNameOwner"), { name }), deadline);
}

Result<QString> SessionBus::ownerIn(const QDBusPendingCall& sent)
{
    return resultOf(sent) | then([](const QVariantList& owner) { return owner.value(0).toString(); });
}

Result<void> SessionBus::startService(const QString& name, const QDeadlineTimer& deadline) const
{
    QDBusPendingCall started = send(busCall(QStringLiteral("StartServiceByName"), { name, 0U }), deadline);
    started.waitForFinished();
    if (!started.isError()) {
        return {};
    }
    const KeyringFault fault = faultOf(started.error());
    const bool isItsOwn = fault == KeyringFault::ServiceFailed || fault == KeyringFault::ServiceHung;
    return keyringFailure(isItsOwn ? KeyringFault::ServiceDoesNotStart : fault);
}

} // namespace latchkey::credentials
