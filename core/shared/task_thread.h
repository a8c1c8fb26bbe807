// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/async.h"

#include <QThread>

#include <memory>

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
        using Outcome = decltype(task());
        auto promise = std::make_shared<QPromise<Outcome>>();
        promise->start();
        QMetaObject::invokeMethod(
            m_context,
            [promise, task = std::move(task)]() mutable {
                promise->addResult(task());
                promise->finish();
            },
            Qt::QueuedConnection);
        return promise->future();
    }

private:
    QThread m_thread;
    QObject* m_context;
};

} // namespace latchkey
