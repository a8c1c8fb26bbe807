// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/token.h"

#include <QElapsedTimer>
#include <QList>

namespace latchkey::sessions::storage {

/// Cuts the sessions of a bulk call into batches of one transaction each, as large as fit into some
/// milliseconds: that is how long others wait for it.
class SessionBatches
{
public:
    explicit SessionBatches(QList<SessionId> ids);

    /// The sessions of the batch that is to be done, and from now on its time runs. The same again until
    /// finish(): an attempt may be repeated.
    QList<SessionId> current();

    /// The batch is done.
    void finish();

    bool isEmpty() const { return m_next >= m_ids.size(); }

private:
    QList<SessionId> m_ids;
    qsizetype m_next = 0;
    qsizetype m_size;
    QElapsedTimer m_timer;
};

} // namespace latchkey::sessions::storage
