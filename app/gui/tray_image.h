// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QIcon>

namespace latchkey {

/// The mark in the corner of the tray icon. Each has a shape of its own, since colour alone says nothing.
enum class TrayBadge {
    None,
    Active, ///< the terminal is signed in: a round tick
    Warning, ///< something is wrong with a login: a triangle
};

/// The program's icon with a mark, in the sizes that panels use. It stands out from dark and from light
/// panels. UI thread only.
QIcon trayImage(TrayBadge badge);

} // namespace latchkey
