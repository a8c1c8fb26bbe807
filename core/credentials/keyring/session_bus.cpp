// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/session_bus.h"

#include "core/credentials/keyring/keyring_fault.h"

#include <QDBusError>
#include <QDBusMessage>

namespace latchkey::credentials {

namespace {

BusCall busCall(const QString& method, const QVariantList& arguments = {})
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
    const bool isLocked = error.name() == QStringLiteral("org.freedesktop.Secret.Error.IsLocked");
    return isLocked ? KeyringFault::Locked : KeyringFault::ServiceFailed;
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
    if (deadline.hasExpired()) {
        return keyringFailure(KeyringFault::ServiceHung);
    }
    auto message = QDBusMessage::createMethodCall(call.service, call.path, call.interface, call.method);
    message.setArguments(call.arguments);
    const auto reply = m_connection.call(message, QDBus::Block, static_cast<int>(deadline.remainingTime()));
    if (reply.type() == QDBusMessage::ReplyMessage) {
        return reply.arguments();
    }
    return keyringFailure(faultOf(QDBusError(reply)));
}

Result<QString> SessionBus::ownerOf(const QString& name, const QDeadlineTimer& deadline) const
{
    const auto owned = call(busCall(QStringLiteral("NameHasOwner"), { name }), deadline);
    if (!owned) {
        return std::unexpected(owned.error());
    }
    if (!owned->value(0).toBool()) {
        return QString();
    }
    const auto owner = call(busCall(QStringLiteral("GetNameOwner"), { name }), deadline);
    if (!owner) {
        return std::unexpected(owner.error());
    }
    return owner->value(0).toString();
}

Result<void> SessionBus::startService(const QString& name, const QDeadlineTimer& deadline) const
{
    const auto activatable = call(busCall(QStringLiteral("ListActivatableNames")), deadline);
    if (!activatable) {
        return std::unexpected(activatable.error());
    }
    if (!activatable->value(0).toStringList().contains(name)) {
        return keyringFailure(KeyringFault::NoService);
    }
    const auto started = call(busCall(QStringLiteral("StartServiceByName"), { name, 0U }), deadline);
    if (!started) {
        return keyringFailure(KeyringFault::ServiceDoesNotStart);
    }
    return {};
}

} // namespace latchkey::credentials
