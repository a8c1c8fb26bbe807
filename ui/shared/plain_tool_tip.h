// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

namespace latchkey::ui {

/// A tooltip that shows this text as it stands. QToolTip takes whatever looks like HTML for it, and a user
/// agent may hold anything.
QString plainToolTip(const QString& text);

} // namespace latchkey::ui
