// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/storage/database.h"
#include "core/sessions/storage/database_thread.h"
#include "core/sessions/storage/write_job.h"

namespace latchkey::sessions {
class UserAgentParser;
}

namespace latchkey::sessions::storage {

/// The thread that writes. Changes that wait together when its turn comes are committed together, so one wait
/// for the disk serves them all; a lone caller waits for nobody. Each stands in a savepoint: one that fails
/// does not fail its neighbours.
class SessionWriter
{
public:
    /// `parser` (which may be null) is used on the writer's thread only.
    SessionWriter(const DatabaseSettings& settings, UserAgentParser* parser);

    /// As DatabaseThread::stop().
    void stop() { m_thread.stop(); }

    /// From any thread. `end` gets the answer when the change is durable, on the writer's thread. Where very
    /// many wait already it is `TimedOut`, at once, so that callers learn of it rather than memory.
    template <typename T> void change(Change<T> change, std::function<void(Result<T>)> end)
    {
        if (m_thread.waiting() >= MostWaiting) {
            end(std::unexpected(tooManyWait()));
        } else {
            m_thread.enqueue(std::make_unique<ChangeJob<T>>(std::move(change), std::move(end)));
        }
    }

    template <typename T> Future<T> change(Change<T> change)
    {
        auto [future, end] = makePending<T>();
        this->change(std::move(change), std::move(end));
        return future;
    }

    /// Only from a Change, on the writer's thread.
    UserAgentParser* parser() const { return m_parser; }

private:
    using Jobs = DatabaseThread<WriteJob>::Jobs;
    using Refusals = std::vector<std::optional<Error>>; ///< why each job of a group failed on its own, if so

    static constexpr std::size_t MostWaiting = 10'000; ///< a second or more of work on any disk

    static Error tooManyWait();
    void work(Jobs jobs);
    void commit(SqliteConnection& connection, Jobs jobs);
    Result<Refusals> commitTogether(SqliteConnection& connection, Jobs& jobs);
    Jobs prepared(SqliteConnection& connection, Jobs jobs);
    void recogniseOutdated(SqliteConnection& connection);

    Database m_database;
    UserAgentParser* m_parser;
    int m_seenOpenings = 0;
    DatabaseThread<WriteJob> m_thread; // last: it ends before what its jobs use
};

} // namespace latchkey::sessions::storage
