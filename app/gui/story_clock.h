// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/clock.h"

#include <atomic>

namespace latchkey {

/// A clock that tells the sample data's history.
class StoryClock final : public Clock
{
public:
    qint64 unixSeconds() const override { return now; }
    std::atomic<qint64> now { 0 };
};

} // namespace latchkey
