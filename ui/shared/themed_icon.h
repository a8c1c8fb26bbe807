// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QIcon>
#include <QString>

namespace latchkey::ui {

/// One of our single-colour icons (resources/icons/NAME.svg; device kinds by their kindName()), painted in
/// the palette's text colour, so that one drawing serves light, dark and high-contrast themes, and selected
/// and disabled rows. UI thread only.
QIcon themedIcon(const QString& name);

} // namespace latchkey::ui
