// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QFile>

namespace latchkey::activity {

/// Reads a file's lines from its end to its start, so that the newest of a long log cost no more than those
/// of a short one. What is longer than LongestLine comes in pieces. The file must be open, and outlive it;
/// its error() tells what could not be read.
class BackwardLines
{
public:
    BackwardLines(QFile& file, qint64 size)
        : m_file(file)
        , m_start(size)
    {
    }

    /// Goes to the line before; false when there is none, or the file cannot be read. The first one is what
    /// stands after the last line's end: nothing, unless a writer was cut short.
    bool next();

    /// Without its end.
    const QByteArray& line() const { return m_line; }
    /// Of its first byte, from the file's start.
    qint64 position() const { return m_start + m_buffer.size() + (m_cut ? 1 : 0); }

private:
    bool readBlock();

    QFile& m_file;
    qint64 m_start; // of the buffer, in the file
    QByteArray m_buffer; // what was read and not yet given out
    QByteArray m_line;
    bool m_cut = false; // a line's end stood between the buffer and the line
    bool m_done = false;
};

} // namespace latchkey::activity
