// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QColor>
#include <QPalette>

class QWidget;

namespace latchkey::ui {

enum class Tint { Information, Warning };

/// The palette's window colour with a touch of the tint's hue: readable under the palette's text, light or
/// dark.
QColor tinted(const QPalette& palette, Tint tint);

/// The tint's hue, strong enough for areas that carry meaning, such as the bars of a chart.
QColor strong(const QPalette& palette, Tint tint);

/// `base` with a share (0 to 1) of `added`.
QColor mixed(const QColor& base, const QColor& added, double share);

/// Gives a label the palette's text colour, quieter: for second lines and hints. Keeps a contrast of at
/// least 4.5 to 1 on usual themes.
void makeQuiet(QWidget* label);

} // namespace latchkey::ui
