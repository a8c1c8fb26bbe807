// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/last_used_histogram.h"

#include <QDateTime>

#include <algorithm>
#include <numeric>

namespace latchkey::sessions {

namespace {

constexpr int LongestYears = 10;
constexpr qint64 EndOfYear9999 = 253'402'300'799;

/// The local day; of a clock that is far out, the nearest day that a calendar knows.
QDate dayOf(qint64 unixSeconds)
{
    return QDateTime::fromSecsSinceEpoch(std::clamp<qint64>(unixSeconds, 0, EndOfYear9999)).date();
}

qint64 startOf(QDate day) { return day.startOfDay().toSecsSinceEpoch(); }

} // namespace

qint64 sumOf(const KindCounts& kinds) { return std::accumulate(kinds.cbegin(), kinds.cend(), qint64(0)); }

qint64 LastUsedHistogram::sessions() const
{
    return std::accumulate(bars.cbegin(), bars.cend(), sumOf(earlier) + sumOf(later),
        [](qint64 sum, const Bar& bar) { return sum + bar.sessions(); });
}

void LastUsedHistogram::add(qint64 lastUsed, DeviceKind kind)
{
    const auto bar = std::ranges::upper_bound(bars, lastUsed, {}, &Bar::until);
    if (bar == bars.end()) {
        ++later[kind];
    } else if (lastUsed < bar->from) {
        ++earlier[kind];
    } else {
        ++bar->kinds[kind];
    }
}

qint64 earliestHistogramTime(qint64 now) { return startOf(dayOf(now).addYears(-LongestYears)); }

LastUsedHistogram emptyHistogram(std::optional<qint64> oldest, qint64 now, const HistogramShape& shape)
{
    const QDate end = dayOf(now).addDays(1);
    const qint64 needed = oldest ? dayOf(*oldest).daysTo(end) : 0;
    const qint64 days = std::max<qint64>({ needed, shape.fewestDays, 1 });
    const qint64 daysPerBar = (days + shape.mostBars - 1) / shape.mostBars;
    const qint64 bars = (days + daysPerBar - 1) / daysPerBar;
    LastUsedHistogram histogram;
    for (qint64 left = bars; left > 0; --left) {
        histogram.bars.append({ .from = startOf(end.addDays(-left * daysPerBar)),
            .until = startOf(end.addDays(-(left - 1) * daysPerBar)),
            .kinds = {} });
    }
    return histogram;
}

} // namespace latchkey::sessions
