// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/async.h"

#include <QThread>

namespace latchkey {

/// One background thread that does its tasks one after another, in the order they came.
///
/// run() may be called from any thread. The destructor lets the task that runs now finish, drops those that
/// wait (their futures end as `Cancelled`), and joins the thread.
class TaskThread
{
public:
    /// `name` is what debuggers show for the thread.
    explicit TaskThread(const QString& name);
    ~TaskThread();
    Q_DISABLE_COPY_MOVE(TaskThread)

    /// Runs `task`, a callable that returns Result<T>, on the thread. The task may block, with a time limit
    /// of its own.
    template <typename Task> auto run(Task task) -> QFuture<decltype(task())>
    {
        const auto pending = makePending<typename decltype(task())::value_type>();
        QMetaObject::invokeMethod(
            m_context, [end = pending.end, task = std::move(task)]() mutable { end(task()); },
            Qt::QueuedConnection);
        return pending.future;
    }

private:
    QThread m_thread;
    QObject* m_context;
};

} // namespace latchkey
