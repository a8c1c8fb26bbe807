// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

class QAction;
class QPushButton;
class QWidget;

namespace latchkey::ui {

/// A push button that triggers the action and follows its text, icon, tooltip, enabled and visible state.
QPushButton* actionButton(QAction* action, QWidget* parent);

} // namespace latchkey::ui
