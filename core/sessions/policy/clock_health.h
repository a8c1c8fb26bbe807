// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/clock.h"
#include "core/shared/result.h"

#include <atomic>
#include <optional>

namespace latchkey::sessions {

/// How the wall clock moved although time did not.
struct ClockStep
{
    qint64 seconds = 0; ///< negative: back; 0: none
    bool whileRunning = false; ///< else since it was last trusted

    friend bool operator==(const ClockStep&, const ClockStep&) = default;
};

/// What speaks against the clock of this computer, or of those that write the sessions.
struct ClockHealth
{
    qint64 inFuture = 0; ///< sessions used or created more than a minute ahead
    qint64 outOfOrder = 0; ///< further ones that were created after they were last used, or before 1970
    ClockStep step = {};

    /// Then nothing is deleted or revoked by its age, unless a person says so.
    bool looksWrong() const { return inFuture > 0 || outOfOrder > 0 || step.seconds != 0; }
};

/// What was found, for a person; empty when all is well.
QString clockText(const ClockHealth& health);

/// Why sessions are not ended by their age now (`Conflict`), and what to do.
Error clockRefusal(const ClockHealth& health);

/// Compares the wall clock with a clock that nobody can set, and with when it was last trusted. From any
/// thread.
class ClockWatch
{
public:
    /// `clock` must outlive it, and is trusted until something speaks against it.
    explicit ClockWatch(const Clock& clock);

    /// A step while running is one of more than five minutes. Since `lastTrusted` (Unix seconds; nothing when
    /// it never was), it is any time before it, beyond a minute, and any more than half a year after it:
    /// rules run daily, so either nobody looked for very long, or the clock is wrong.
    ClockStep step(std::optional<qint64> lastTrusted) const;

    /// The clock is right as it is now.
    void trust();

private:
    qint64 wallTimeOfBoot() const;

    const Clock& m_clock;
    std::atomic<qint64> m_wallTimeOfBoot;
};

} // namespace latchkey::sessions
