// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QList>
#include <QString>

namespace latchkey::ui {

/// A place on an axis of time and what stands below it.
struct TimeTick
{
    qint64 at; ///< Unix seconds
    QString label; ///< "2026", "Mar 2026" or "5 Mar", whichever suits the axis
};

/// Starts of local years, months or days between these Unix seconds: as many as there are without becoming
/// more than `most`.
QList<TimeTick> timeTicks(qint64 from, qint64 until, int most);

/// How high the bar of a count is. Logarithmic where one bar would make the usual ones too low to be seen.
class CountScale
{
public:
    CountScale() = default;
    explicit CountScale(QList<qint64> counts);

    bool isLogarithmic() const { return m_isLogarithmic; }

    /// From 0 for none to 1 for the top of the axis.
    double share(qint64 count) const;

    /// The round counts to label, from the lowest up; a logarithmic axis has no label at 0.
    QList<qint64> ticks() const;

private:
    bool m_isLogarithmic = false;
    qint64 m_step = 1; ///< of a linear axis
    qint64 m_top = 1;
};

} // namespace latchkey::ui
