// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/activity/backward_lines.h"

#include "core/activity/activity_chain.h"

namespace latchkey::activity {

bool BackwardLines::next()
{
    if (m_done) {
        return false;
    }
    qsizetype end = m_buffer.lastIndexOf('\n');
    while (end < 0 && m_start > 0 && m_buffer.size() < LongestLine) {
        if (!readBlock()) {
            m_done = true;
            return false;
        }
        end = m_buffer.lastIndexOf('\n');
    }
    m_cut = end >= 0;
    m_done = !m_cut && m_start == 0;
    m_line = m_buffer.sliced(end + 1);
    m_buffer.truncate(qMax(end, qsizetype(0)));
    return true;
}

bool BackwardLines::readBlock()
{
    const qint64 size = qMin(m_start, LongestLine);
    if (!m_file.seek(m_start - size)) {
        return false;
    }
    const QByteArray block = m_file.read(size);
    if (block.size() != size) {
        return false; // it became shorter meanwhile
    }
    m_start -= size;
    m_buffer.prepend(block);
    return true;
}

} // namespace latchkey::activity
