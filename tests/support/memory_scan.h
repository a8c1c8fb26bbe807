// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

namespace latchkey::test {

/// A text that is looked for in memory, and so must not lie there because somebody looks: kept as other
/// bytes, and put together when it is asked for.
class PlantedText
{
public:
    /// `masked`: the text with each byte xor 0x55.
    explicit PlantedText(const QByteArray& masked)
        : m_masked(masked)
    {
    }

    /// The text in plain; the caller's copy, to be wiped.
    QByteArray plain() const;

    /// How often it lies in the writable memory of this process, or of another one, as UTF-8 or UTF-16. -1:
    /// that memory cannot be read.
    int copies(qint64 pid = 0) const;

private:
    QByteArray m_masked;
};

} // namespace latchkey::test
