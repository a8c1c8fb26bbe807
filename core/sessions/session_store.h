// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_store.h"
#include "core/sessions/session_directory.h"
#include "core/sessions/session_importer.h"
#include "core/sessions/token_manager.h"
#include "core/shared/clock.h"

#include <chrono>
#include <functional>
#include <memory>

namespace latchkey::sessions {

class UserAgentParser;

/// The session database: the TokenManager, SessionDirectory, SessionImporter and PolicyStore over one SQLite
/// file.
///
/// It owns a writer's thread with the one connection that writes and two readers' threads with their own
/// connections, so what the window reads never waits for a write, nor the rows of a list for a sum. The file
/// is opened at the first call that needs it (the steps of core/sessions/README.md), and again at a later
/// call when that failed, when the file was replaced, or when its rights changed, so a cause that goes away
/// is enough. A file that is removed while it is open is not made anew: the calls end as `StoreUnavailable`.
class SessionStore final : public TokenManager,
                           public SessionDirectory,
                           public SessionImporter,
                           public PolicyStore
{
public:
    struct Options
    {
        QString path; ///< the database file; made 0600 in a folder made 0700 where it is missing
        bool createIfMissing = true; ///< false: a missing file is `StoreUnavailable`

        /// How long a call waits for a foreign program that locks the file before it ends as `TimedOut`.
        /// Behind others of ours, who have their turns first, it waits up to six times that.
        std::chrono::milliseconds waitLimit = std::chrono::seconds(5);

        /// Whether a folder lies on a network file system, where a write-ahead log does not work. Empty: ask
        /// the system.
        std::function<bool(const QString& folder)> isOnNetwork = nullptr;
    };

    /// `clock` must outlive the store, and so must `parser`, which from then on belongs to the store's writer
    /// thread. No parser: user agents are stored unrecognised.
    SessionStore(const Options& options, const Clock& clock, UserAgentParser* parser);

    /// Finishes what runs, drops what waits (`Cancelled`), and closes the file under its lock.
    ~SessionStore() override;

    Future<Token> add(const QString& username, const Secret& identifier, const QString& userAgent) override;
    Future<Validation> validate(const QString& username, const Secret& identifier) override;
    Future<Rotation> rotate(
        const QString& username, const Secret& identifier, const Secret& newIdentifier) override;
    Future<Token> revoke(const QString& username, const Secret& identifier) override;
    Future<void> remove(const QString& username, const Secret& identifier) override;
    Future<qint64> purge(const QString& username, qint64 cutoff) override;

    Future<QList<Session>> page(
        const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit) override;
    Future<QList<SessionId>> ids(
        const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit) override;
    Future<QList<SessionGroup>> groups(const SessionFilter& filter, GroupBy by) override;
    Future<SessionCounts> counts(const SessionFilter& filter) override;
    Future<qint64> usersLeftWithout(const SessionFilter& filter) override;
    Future<LastUsedHistogram> histogram(const SessionFilter& filter, const HistogramShape& shape) override;
    Future<BulkChange> revoke(const SessionFilter& filter, BulkProgress progress) override;
    Future<BulkChange> restore(const SessionFilter& filter, BulkProgress progress) override;
    Future<qint64> remove(const SessionFilter& filter, BulkProgress progress) override;
    Future<StoreFacts> facts() override;

    Future<StoredPolicy> policy() override;
    Future<void> setPolicy(const Policy& policy) override;
    Future<void> recordRun(const PolicyRun& run) override;
    Future<ClockHealth> clockHealth() override;
    Future<void> trustClock() override;
    Future<qint64> import(const QList<ImportedSession>& sessions) override;
    Future<qint64> countPresent(const QList<ImportedSession>& sessions) override;

    /// Looks at every page of the file, which takes a second or two for a million sessions. Errors: `Corrupt`
    /// when one is not as it should be, and those of TokenManager.
    Future<void> checkPages();

    /// Moves the write-ahead log into the file, so that the file alone is a whole copy (before a backup).
    /// Errors: `TimedOut` while others read without a pause, and those of TokenManager.
    Future<void> checkpoint();

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace latchkey::sessions
