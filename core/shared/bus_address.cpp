// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/bus_address.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace latchkey {

namespace {

QString socketAddress(const QString& path)
{
    return QStringLiteral("unix:path=") + QString::fromLatin1(QFile::encodeName(path).toPercentEncoding("/"));
}

} // namespace

std::optional<QString> sessionBusAddress(const QProcessEnvironment& environment)
{
    const QString given = environment.value(QStringLiteral("DBUS_SESSION_BUS_ADDRESS"));
    if (!given.isEmpty()) {
        QStringList addresses = given.split(u';', Qt::SkipEmptyParts);
        addresses.removeIf([](const QString& address) {
            return address.startsWith(QStringLiteral("autolaunch:"))
                || address.startsWith(QStringLiteral("disabled:"));
        });
        return addresses.isEmpty() ? std::nullopt : std::optional(addresses.join(u';'));
    }
    const QString runtimeFolder = environment.value(QStringLiteral("XDG_RUNTIME_DIR"));
    const QString socket = runtimeFolder + QStringLiteral("/bus");
    if (!QDir::isAbsolutePath(runtimeFolder) || !QFileInfo::exists(socket)) {
        return std::nullopt;
    }
    return socketAddress(socket);
}

std::optional<QString> systemBusAddress(const QProcessEnvironment& environment)
{
    QString given = environment.value(QStringLiteral("DBUS_SYSTEM_BUS_ADDRESS"));
    if (!given.isEmpty()) {
        return given;
    }
    const QString socket = QStringLiteral("/run/dbus/system_bus_socket");
    return QFileInfo::exists(socket) ? std::optional(socketAddress(socket)) : std::nullopt;
}

} // namespace latchkey
