// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/clock.h"

#include <atomic>

namespace latchkey::test {

/// A clock that stands still until a test moves it: advance() lets time pass, set() turns the clock's hands.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(qint64 unixSeconds)
        : m_now(unixSeconds)
    {
    }

    qint64 unixSeconds() const override { return m_now; }
    void set(qint64 unixSeconds) { m_now = unixSeconds; }
    qint64 secondsSinceBoot() const override { return m_sinceBoot; }
    void advance(qint64 seconds)
    {
        m_now += seconds;
        m_sinceBoot += seconds;
    }

private:
    std::atomic<qint64> m_now;
    std::atomic<qint64> m_sinceBoot = 0;
};

} // namespace latchkey::test
