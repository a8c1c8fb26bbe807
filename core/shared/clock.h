// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

namespace latchkey {

/// The wall clock as everything in core sees it. Implementations may be called from any thread.
class Clock
{
public:
    Clock() = default;
    virtual ~Clock() = default;
    Q_DISABLE_COPY_MOVE(Clock)

    /// Now, in seconds since 1970-01-01 UTC.
    virtual qint64 unixSeconds() const = 0;

    /// Since the computer started, sleep included. Nobody can set it, so it tells whether the wall clock was.
    virtual qint64 secondsSinceBoot() const;
};

class SystemClock final : public Clock
{
public:
    qint64 unixSeconds() const override;
};

} // namespace latchkey
