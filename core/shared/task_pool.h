// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/async.h"

#include <QThreadPool>

namespace latchkey {

/// A few background threads for tasks that mostly wait, such as questions to servers: at most `threads` run
/// at once, the others in the order they came.
///
/// run() may be called from any thread. The destructor lets the tasks that run now finish and drops those
/// that wait (their futures end as `Cancelled`).
class TaskPool
{
public:
    explicit TaskPool(int threads) { m_pool.setMaxThreadCount(threads); }
    ~TaskPool()
    {
        m_pool.clear();
        m_pool.waitForDone();
    }
    Q_DISABLE_COPY_MOVE(TaskPool)

    /// Runs `task`, a callable that returns Result<T>. The task may block, with a time limit of its own.
    template <typename Task> auto run(Task task) -> QFuture<decltype(task())>
    {
        const auto pending = makePending<typename decltype(task())::value_type>();
        m_pool.start([end = pending.end, task = std::move(task)]() mutable { end(task()); });
        return pending.future;
    }

private:
    QThreadPool m_pool;
};

} // namespace latchkey
