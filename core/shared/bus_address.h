// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcessEnvironment>
#include <QString>

#include <optional>

namespace latchkey {

/// The address of the desktop's session bus, or none. Starts no bus: without `DBUS_SESSION_BUS_ADDRESS` and
/// `$XDG_RUNTIME_DIR/bus`, D-Bus libraries start one of their own wherever there is a display, with a keyring
/// that nobody else sees (measured).
std::optional<QString> sessionBusAddress(const QProcessEnvironment& environment);

/// The address of the computer's system bus: `DBUS_SYSTEM_BUS_ADDRESS`, else the usual socket. None where
/// there is no such socket.
std::optional<QString> systemBusAddress(const QProcessEnvironment& environment);

} // namespace latchkey
