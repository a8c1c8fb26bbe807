// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/clock.h"

#include <atomic>

namespace latchkey::test {

/// A clock that stands still until a test moves it.
class ManualClock final : public Clock
{
public:
    explicit ManualClock(qint64 unixSeconds)
        : m_now(unixSeconds)
    {
    }

    qint64 unixSeconds() const override { return m_now; }
    void set(qint64 unixSeconds) { m_now = unixSeconds; }
    void advance(qint64 seconds) { m_now += seconds; }

private:
    std::atomic<qint64> m_now;
};

} // namespace latchkey::test
