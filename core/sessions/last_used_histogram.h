// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/user_agents/user_agent.h"

#include <QList>
#include <QMap>

#include <optional>

namespace latchkey::sessions {

/// How many sessions there are of each kind of device. A kind of which there is none may be missing.
using KindCounts = QMap<DeviceKind, qint64>;

/// All of them together.
qint64 sumOf(const KindCounts& kinds);

/// How fine and how long a histogram is to be.
struct HistogramShape
{
    int mostBars = 60; ///< more than 0
    int fewestDays = 120; ///< so that a young store is not one broad bar
};

/// Sessions by when they were last used. Times that cannot be right are told apart, so that one of the year
/// 1601 or 9999 does not make all others one bar.
struct LastUsedHistogram
{
    struct Bar
    {
        qint64 from = 0; ///< Unix seconds: the first of a local day
        qint64 until = 0; ///< the first second that is not in it
        KindCounts kinds;

        qint64 sessions() const { return sumOf(kinds); }
    };

    QList<Bar> bars; ///< adjacent, of equally many days, oldest first; the last one ends with today
    KindCounts earlier; ///< before the first bar
    KindCounts later; ///< after today: from a clock that was wrong

    qint64 sessions() const;

    /// Counts sessions that were last used at this time (Unix seconds).
    void add(qint64 lastUsed, DeviceKind kind);
};

/// The earliest time that a histogram made at `now` reaches back to: ten years. Both in Unix seconds.
qint64 earliestHistogramTime(qint64 now);

/// The bars, with nothing counted yet, from `oldest` (nothing: as short as the shape allows) to the end of
/// the local day of `now`. Both in Unix seconds.
LastUsedHistogram emptyHistogram(std::optional<qint64> oldest, qint64 now, const HistogramShape& shape);

} // namespace latchkey::sessions
