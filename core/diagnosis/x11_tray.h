// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <optional>

namespace latchkey::diagnosis {

/// Whether an X server has a tray: some window owns the selection `_NET_SYSTEM_TRAY_Sn` of its screen
/// (freedesktop.org, "System Tray Protocol"). `display` is as in DISPLAY. None when the server cannot be
/// reached or does not answer within two seconds. Blocks; any thread.
std::optional<bool> hasX11Tray(const QString& display);

} // namespace latchkey::diagnosis
