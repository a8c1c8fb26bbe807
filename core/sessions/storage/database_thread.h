// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>
#include <QThread>

#include <condition_variable>
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
        , m_thread(QThread::create([this] { run(); }))
    {
        m_thread->setObjectName(name);
        m_thread->start();
    }

    ~DatabaseThread() { stop(); }
    Q_DISABLE_COPY_MOVE(DatabaseThread)

    /// Lets the group that runs now finish, drops the jobs that wait, and closes. A job that comes later is
    /// dropped.
    void stop()
    {
        std::deque<std::unique_ptr<Job>> dropped;
        {
            const std::scoped_lock lock(m_mutex);
            m_isStopping = true;
            dropped.swap(m_waiting);
        }
        dropped.clear();
        m_wake.notify_one();
        m_thread->wait();
    }

    /// From any thread, also from `work`.
    void enqueue(std::unique_ptr<Job> job)
    {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_isStopping) {
                return;
            }
            m_waiting.push_back(std::move(job));
        }
        m_wake.notify_one();
    }

    /// From `work`: takes into its group the first of those that wait, as long as they may join it.
    template <typename MayJoin> void letJoin(Jobs& group, MayJoin mayJoin)
    {
        const std::scoped_lock lock(m_mutex);
        while (!m_waiting.empty() && group.size() < m_groupLimit && mayJoin(*m_waiting.front())) {
            group.push_back(std::move(m_waiting.front()));
            m_waiting.pop_front();
        }
    }

    /// How many jobs wait. From any thread.
    std::size_t waiting()
    {
        const std::scoped_lock lock(m_mutex);
        return m_waiting.size();
    }

private:
    void run()
    {
        for (Jobs group = nextGroup(); !group.empty(); group = nextGroup()) {
            m_work(std::move(group));
        }
        m_close();
    }

    /// Waits for jobs; none when the thread is to stop.
    Jobs nextGroup()
    {
        {
            std::unique_lock lock(m_mutex);
            m_wake.wait(lock, [this] { return m_isStopping || !m_waiting.empty(); });
        }
        Jobs group;
        letJoin(group, [](const Job&) { return true; });
        return group;
    }

    std::size_t m_groupLimit;
    std::function<void(Jobs)> m_work;
    std::function<void()> m_close;
    std::mutex m_mutex;
    std::condition_variable m_wake;
    std::deque<std::unique_ptr<Job>> m_waiting;
    bool m_isStopping = false;
    std::unique_ptr<QThread> m_thread; // last: it uses the others from its first moment on
};

} // namespace latchkey::sessions::storage
