// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>

namespace latchkey::fuzz {

/// What an input does to a valid database and its write-ahead log. The first byte's lowest bit keeps the log,
/// the next one makes the log's checksums right again after the edits, without which SQLite believes no
/// changed frame. Edits follow: a byte that says which, three bytes of a place, and what it needs.
class Damage
{
public:
    explicit Damage(const QByteArray& input)
        : m_flags(static_cast<uchar>(input.front()))
        , m_edits(input.sliced(1))
    {
    }

    bool keepsLog() const { return (m_flags & 1U) != 0; }

    void applyTo(QByteArray& database, QByteArray& log) const;

private:
    uchar m_flags;
    QByteArray m_edits;
};

} // namespace latchkey::fuzz
