// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/chart_axes.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace latchkey::ui {

namespace {

enum class Unit { Day, Month, Year };

struct Step
{
    Unit unit;
    int count;
    int days; ///< about
    const char* format;
};

constexpr Step Steps[] = {
    { Unit::Day, 1, 1, "d MMM" },
    { Unit::Day, 2, 2, "d MMM" },
    { Unit::Day, 7, 7, "d MMM" },
    { Unit::Day, 14, 14, "d MMM" },
    { Unit::Month, 1, 30, "MMM yyyy" },
    { Unit::Month, 2, 61, "MMM yyyy" },
    { Unit::Month, 3, 91, "MMM yyyy" },
    { Unit::Month, 6, 182, "MMM yyyy" },
    { Unit::Year, 1, 365, "yyyy" },
    { Unit::Year, 2, 730, "yyyy" },
    { Unit::Year, 5, 1826, "yyyy" },
    { Unit::Year, 100, 36500, "yyyy" },
};

constexpr int LogarithmicFrom = 50; ///< times the usual bar
constexpr int MostCountTicks = 4;

/// The first date of the step that is not before `date`.
QDate firstOf(const Step& step, QDate date)
{
    switch (step.unit) {
    case Unit::Day:
        return date;
    case Unit::Month: {
        QDate first(date.year(), date.month(), 1);
        while (first < date || (first.month() - 1) % step.count != 0) {
            first = first.addMonths(1);
        }
        return first;
    }
    case Unit::Year: {
        QDate first(date.year(), 1, 1);
        while (first < date || first.year() % step.count != 0) {
            first = first.addYears(1);
        }
        return first;
    }
    }
    Q_UNREACHABLE();
}

QDate next(const Step& step, QDate date)
{
    switch (step.unit) {
    case Unit::Day:
        return date.addDays(step.count);
    case Unit::Month:
        return date.addMonths(step.count);
    case Unit::Year:
        return date.addYears(step.count);
    }
    Q_UNREACHABLE();
}

/// 1, 2 or 5 times a power of ten, and at least `step`.
qint64 roundUp(qint64 step)
{
    qint64 power = 1;
    while (power * 10 <= step) {
        power *= 10;
    }
    for (const qint64 times : { 1, 2, 5 }) {
        if (power * times >= step) {
            return power * times;
        }
    }
    return power * 10;
}

} // namespace

QList<TimeTick> timeTicks(qint64 from, qint64 until, int most)
{
    const QDate first = QDateTime::fromSecsSinceEpoch(from).date();
    const QDate last = QDateTime::fromSecsSinceEpoch(until - 1).date();
    const qint64 days = first.daysTo(last) + 1;
    const auto* step = std::ranges::find_if(
        Steps, [&](const Step& candidate) { return days <= qint64(candidate.days) * std::max(most, 1); });
    if (step == std::end(Steps)) {
        return {};
    }
    QList<TimeTick> ticks;
    for (QDate date = firstOf(*step, first); date <= last; date = next(*step, date)) {
        ticks.append({ date.startOfDay().toSecsSinceEpoch(),
            QLocale().toString(date, QString::fromLatin1(step->format)) });
    }
    return ticks;
}

CountScale::CountScale(QList<qint64> counts)
{
    counts.removeAll(0);
    if (counts.isEmpty()) {
        return;
    }
    std::ranges::sort(counts);
    const qint64 largest = counts.last();
    m_isLogarithmic = largest > LogarithmicFrom * counts[counts.size() / 2];
    m_step = roundUp((largest + MostCountTicks - 1) / MostCountTicks);
    m_top = m_isLogarithmic ? largest : (largest + m_step - 1) / m_step * m_step;
}

double CountScale::share(qint64 count) const
{
    const auto value = static_cast<double>(count);
    const auto top = static_cast<double>(m_top);
    return m_isLogarithmic ? std::log1p(value) / std::log1p(top) : value / top;
}

QList<qint64> CountScale::ticks() const
{
    QList<qint64> ticks;
    if (m_isLogarithmic) {
        const qint64 factor = m_top > 100'000 ? 100 : 10; // few enough to stand below each other
        for (qint64 tick = 1; tick <= m_top; tick *= factor) {
            ticks.append(tick);
        }
        return ticks;
    }
    for (qint64 tick = 0; tick <= m_top; tick += m_step) {
        ticks.append(tick);
    }
    return ticks;
}

} // namespace latchkey::ui
