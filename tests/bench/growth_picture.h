// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>

namespace latchkey::bench {

/// What one kind of call costs at each size.
struct Curve
{
    QString title;
    QList<double> milliseconds;
};

/// Writes an SVG file: cost as a multiple of the cost at the first size, over sizes on a logarithmic axis,
/// with the milliseconds at each point and a line at twice. False when it cannot be written.
bool writeGrowthPicture(const QString& path, const QList<qint64>& sizes, const QList<Curve>& curves);

} // namespace latchkey::bench
