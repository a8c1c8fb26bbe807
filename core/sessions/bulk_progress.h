// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

#include <atomic>
#include <memory>

namespace latchkey::sessions {

/// How far a bulk call is, and the wish to stop it. Copies speak of the same call. From any thread.
class BulkProgress
{
public:
    /// The call ends after the batch that it is at; its answer is what it did until then.
    void cancel() { m_state->isCancelled = true; }
    bool isCancelled() const { return m_state->isCancelled; }

    /// Sessions changed so far, durably.
    qint64 done() const { return m_state->done; }
    void setDone(qint64 sessions) { m_state->done = sessions; }

private:
    struct State
    {
        std::atomic<bool> isCancelled = false;
        std::atomic<qint64> done = 0;
    };
    std::shared_ptr<State> m_state = std::make_shared<State>();
};

} // namespace latchkey::sessions
