// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/colors.h"

#include <QWidget>

namespace latchkey::ui {

namespace {

QColor hueOf(Tint tint) { return tint == Tint::Warning ? QColor(230, 150, 0) : QColor(30, 110, 235); }

} // namespace

QColor mixed(const QColor& base, const QColor& added, double share)
{
    const auto blend = [share](int from, int to) { return static_cast<int>(from + (to - from) * share); };
    return { blend(base.red(), added.red()), blend(base.green(), added.green()),
        blend(base.blue(), added.blue()) };
}

QColor tinted(const QPalette& palette, Tint tint)
{
    return mixed(palette.color(QPalette::Window), hueOf(tint), 0.16);
}

QColor strong(const QPalette& palette, Tint tint)
{
    return mixed(palette.color(QPalette::Base), hueOf(tint), 0.85);
}

void makeQuiet(QWidget* label)
{
    QPalette colors = label->palette();
    colors.setColor(QPalette::WindowText,
        mixed(colors.color(QPalette::WindowText), colors.color(QPalette::Window), 0.35));
    label->setPalette(colors);
}

} // namespace latchkey::ui
