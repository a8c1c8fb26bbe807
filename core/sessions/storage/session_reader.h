// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/sessions/session_importer.h"
#include "core/sessions/storage/database.h"
#include "core/sessions/storage/database_thread.h"
#include "core/sessions/storage/policy_table.h"

namespace latchkey::sessions::storage {

/// A thread that reads, with a connection of its own: it waits for no write. All calls from any thread.
class SessionReader
{
public:
    /// `name`: of the thread.
    SessionReader(const DatabaseSettings& settings, const QString& name);

    /// As DatabaseThread::stop().
    void stop() { m_thread.stop(); }

    Future<QList<Session>> page(
        const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit);
    Future<QList<SessionId>> ids(
        const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit);

    /// `take` gets them on this reader's thread.
    void matching(const SessionFilter& filter, const std::function<void(Result<QList<SessionId>>)>& take);

    Future<QList<SessionGroup>> groups(const SessionFilter& filter, GroupBy by);
    Future<SessionCounts> counts(const SessionFilter& filter, qint64 recentSince);
    Future<qint64> usersLeftWithout(const SessionFilter& filter);
    Future<LastUsedHistogram> histogram(const SessionFilter& filter, qint64 now, const HistogramShape& shape);
    Future<qint64> countPresent(const QList<ImportedSession>& sessions);
    Future<StoreFacts> facts();
    Future<StoredPolicy> policy();
    Future<ClockHealth> clockHealth(qint64 now, const ClockWatch& watch);

    /// Looks at every page. Errors: `Corrupt`.
    Future<void> checkPages();

    /// Moves the write-ahead log into the file and empties it, under the write lock.
    Future<void> checkpoint();

private:
    using Job = std::function<void()>;

    template <typename T>
    void read(std::function<Result<T>(SqliteConnection&)> query, std::function<void(Result<T>)> end);
    template <typename T> Future<T> read(std::function<Result<T>(SqliteConnection&)> query);
    template <typename T> Future<T> readSnapshot(std::function<Result<T>(SqliteConnection&)> query);
    StoreFacts describe(const QString& journalMode) const;

    Database m_database;
    DatabaseThread<Job> m_thread; // last: it ends before what its jobs use
};

} // namespace latchkey::sessions::storage
