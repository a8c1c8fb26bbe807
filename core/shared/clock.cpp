// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/clock.h"

#include <QDateTime>

#include <ctime>

namespace latchkey {

qint64 Clock::secondsSinceBoot() const
{
    timespec now = {};
    clock_gettime(CLOCK_BOOTTIME, &now);
    return now.tv_sec;
}

qint64 SystemClock::unixSeconds() const { return QDateTime::currentSecsSinceEpoch(); }

} // namespace latchkey
