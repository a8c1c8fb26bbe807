// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_batches.h"

namespace latchkey::sessions::storage {

namespace {

constexpr qsizetype FirstSize = 50;
constexpr qsizetype Smallest = 20;
constexpr qsizetype Largest = 20'000;
constexpr qint64 WantedMicroseconds = 12'000; // others wait for one batch at most
constexpr qsizetype MostGrowth = 2;

} // namespace

SessionBatches::SessionBatches(QList<SessionId> ids)
    : m_ids(std::move(ids))
    , m_size(FirstSize)
{
}

QList<SessionId> SessionBatches::current()
{
    m_timer.start();
    return m_ids.mid(m_next, m_size);
}

void SessionBatches::finish()
{
    m_next += m_size;
    const qint64 took = qMax<qint64>(m_timer.nsecsElapsed() / 1000, 1);
    const auto fitting = static_cast<qsizetype>(m_size * WantedMicroseconds / took);
    m_size = qBound(Smallest, qMin(fitting, m_size * MostGrowth), Largest);
}

} // namespace latchkey::sessions::storage
