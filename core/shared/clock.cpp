// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/clock.h"

#include <QDateTime>

namespace latchkey {

qint64 SystemClock::unixSeconds() const { return QDateTime::currentSecsSinceEpoch(); }

} // namespace latchkey
