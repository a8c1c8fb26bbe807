// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

namespace latchkey {

/// Where random bytes come from. Implementations may be called from any thread.
class RandomSource
{
public:
    RandomSource() = default;
    virtual ~RandomSource() = default;
    Q_DISABLE_COPY_MOVE(RandomSource)

    /// `count` random bytes fit for secrets.
    virtual QByteArray bytes(qsizetype count) = 0;
};

/// The operating system's generator.
class SystemRandom final : public RandomSource
{
public:
    QByteArray bytes(qsizetype count) override;
};

} // namespace latchkey
