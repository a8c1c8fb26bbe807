// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/task_thread.h"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace latchkey::sessions::storage {

/// A background thread for one database connection, and the jobs that wait for it. Jobs that wait together
/// are handed over together.
template <typename Job> class DatabaseThread
{
public:
    using Jobs = std::vector<std::unique_ptr<Job>>;

    /// On the thread: `work` does a group of at most `groupLimit` jobs, in the order they came; `close` is
    /// the last thing that runs.
    DatabaseThread(const QString& name, std::size_t groupLimit, std::function<void(Jobs)> work,
        std::function<void()> close)
        : m_groupLimit(groupLimit)
        , m_work(std::move(work))
        , m_close(std::move(close))
        , m_thread(name)
    {
    }

    /// Lets the group that runs now finish, drops the jobs that wait, and closes.
    ~DatabaseThread()
    {
        std::deque<std::unique_ptr<Job>> dropped;
        {
            const std::scoped_lock lock(m_mutex);
            m_isStopping = true;
            dropped.swap(m_waiting);
        }
        dropped.clear();
        m_thread
            .run([this] {
                m_close();
                return true;
            })
            .waitForFinished();
    }
    Q_DISABLE_COPY_MOVE(DatabaseThread)

    /// From any thread, also from `work`. A job that comes during the destruction is dropped.
    void enqueue(std::unique_ptr<Job> job)
    {
        const std::scoped_lock lock(m_mutex);
        if (m_isStopping) {
            return;
        }
        m_waiting.push_back(std::move(job));
        if (!m_isAwake) {
            m_isAwake = true;
            m_thread.run([this] {
                workUntilNobodyWaits();
                return true;
            });
        }
    }

private:
    void workUntilNobodyWaits()
    {
        for (Jobs group = nextGroup(); !group.empty(); group = nextGroup()) {
            m_work(std::move(group));
        }
    }

    Jobs nextGroup()
    {
        const std::scoped_lock lock(m_mutex);
        Jobs group;
        while (!m_waiting.empty() && group.size() < m_groupLimit) {
            group.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
        m_isAwake = !group.empty();
        return group;
    }

    std::size_t m_groupLimit;
    std::function<void(Jobs)> m_work;
    std::function<void()> m_close;
    std::mutex m_mutex;
    std::deque<std::unique_ptr<Job>> m_waiting;
    bool m_isAwake = false;
    bool m_isStopping = false;
    TaskThread m_thread;
};

} // namespace latchkey::sessions::storage
