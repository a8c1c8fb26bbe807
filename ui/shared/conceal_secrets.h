// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

class QWidget;

namespace latchkey::ui {

/// Puts dots over every token that is shown in the window and its dialogs. What is typed, searched and
/// selected stays.
void concealSecrets(const QWidget& window);

} // namespace latchkey::ui
