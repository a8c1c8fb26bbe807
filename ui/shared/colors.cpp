// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/colors.h"

namespace latchkey::ui {

namespace {

QColor mixed(const QColor& base, const QColor& added, double share)
{
    const auto blend = [share](int from, int to) { return static_cast<int>(from + (to - from) * share); };
    return { blend(base.red(), added.red()), blend(base.green(), added.green()),
        blend(base.blue(), added.blue()) };
}

QColor hueOf(Tint tint) { return tint == Tint::Warning ? QColor(230, 150, 0) : QColor(30, 110, 235); }

} // namespace

QColor tinted(const QPalette& palette, Tint tint)
{
    return mixed(palette.color(QPalette::Window), hueOf(tint), 0.16);
}

QColor quietText(const QPalette& palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.35);
}

} // namespace latchkey::ui
