// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/session_reader.h"

#include "core/sessions/storage/database_opening.h"
#include "core/sessions/storage/session_importing.h"
#include "core/sessions/storage/session_reading.h"
#include "core/sessions/storage/statement.h"
#include "core/sessions/storage/write_transaction.h"
#include "core/shared/then.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <tuple>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

/// How long a call may read. In a damaged file pages can lead to each other, so that reading it has no end,
/// and a reader does not wait for the writer's check of the pages. The slowest disk is faster than this.
std::chrono::milliseconds longestReading(qint64 fileSize)
{
    constexpr qint64 slowestBytesPerSecond = 4 << 20;
    return std::chrono::seconds(4 + fileSize / slowestBytesPerSecond);
}

/// `query` on one snapshot of the database: its statements agree with each other.
template <typename T>
std::function<Result<T>(SqliteConnection&)> onOneSnapshot(std::function<Result<T>(SqliteConnection&)> query)
{
    return [query = std::move(query)](SqliteConnection& connection) -> Result<T> {
        if (auto begun = connection.run(QStringLiteral("BEGIN")); !begun) {
            return std::unexpected(begun.error());
        }
        auto result = query(connection);
        std::ignore = connection.run(QStringLiteral("ROLLBACK")); // nothing was written
        return result;
    };
}

Result<void> emptyLog(SqliteConnection& connection, std::chrono::milliseconds limit)
{
    const auto lock = acquireWriteLock(connection.path(), limit);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    // Never PASSIVE: in SQLite before 3.51.3 that is the kind that can lose commits.
    const auto busy = connection.value(QStringLiteral("PRAGMA wal_checkpoint(TRUNCATE)"));
    if (busy && busy->toInt() != 0) {
        return failure(ErrorCode::TimedOut,
            Text::tr("The session database %1 is being read all the time. Nothing is lost; try again later.")
                .arg(connection.path()));
    }
    return busy | then([](const QVariant&) { });
}

} // namespace

SessionReader::SessionReader(const DatabaseSettings& settings, const QString& name)
    : m_database(settings, Database::Role::Reader)
    , m_thread(
          name, 1, [](const DatabaseThread<Job>::Jobs& jobs) { (*jobs.front())(); },
          [this] { m_database.close(); })
{
}

template <typename T>
void SessionReader::read(
    std::function<Result<T>(SqliteConnection&)> query, std::function<void(Result<T>)> end)
{
    m_thread.enqueue(std::make_unique<Job>([this, query = std::move(query), end = std::move(end)] {
        const auto connection = m_database.connection();
        if (connection) {
            (*connection)->limitTime(longestReading(m_database.fileSize()));
        }
        end(connection ? query(**connection) : Result<T>(std::unexpected(connection.error())));
    }));
}

template <typename T> Future<T> SessionReader::read(std::function<Result<T>(SqliteConnection&)> query)
{
    auto [future, end] = makePending<T>();
    read<T>(std::move(query), std::move(end));
    return future;
}

template <typename T> Future<T> SessionReader::readSnapshot(std::function<Result<T>(SqliteConnection&)> query)
{
    return read<T>(onOneSnapshot(std::move(query)));
}

Future<QList<Session>> SessionReader::page(
    const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit)
{
    return readSnapshot<QList<Session>>([=](SqliteConnection& connection) {
        return readPlaces(connection, filter, sort, offset, limit)
            | then([&](const QList<SessionId>& ids) { return readSessions(connection, ids); });
    });
}

Future<QList<SessionId>> SessionReader::ids(
    const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit)
{
    return readSnapshot<QList<SessionId>>(
        [=](SqliteConnection& connection) { return readPlaces(connection, filter, sort, offset, limit); });
}

void SessionReader::matching(
    const SessionFilter& filter, const std::function<void(Result<QList<SessionId>>)>& take)
{
    read<QList<SessionId>>(onOneSnapshot<QList<SessionId>>([filter](SqliteConnection& connection) {
        return readMatching(connection, filter);
    }),
        take);
}

Future<QList<SessionGroup>> SessionReader::groups(const SessionFilter& filter, GroupBy by)
{
    return readSnapshot<QList<SessionGroup>>(
        [=](SqliteConnection& connection) { return readGroups(connection, filter, by); });
}

Future<SessionCounts> SessionReader::counts(const SessionFilter& filter, qint64 recentSince)
{
    return readSnapshot<SessionCounts>(
        [=](SqliteConnection& connection) { return readCounts(connection, filter, recentSince); });
}

Future<qint64> SessionReader::usersLeftWithout(const SessionFilter& filter)
{
    return read<qint64>([filter](SqliteConnection& connection) {
        const Query query = usersLeftWithoutQuery(filter); // here: to write down very many ids takes time
        return connection.value(query.sql, query.values)
            | then([](const QVariant& users) { return users.toLongLong(); });
    });
}

Future<LastUsedHistogram> SessionReader::histogram(
    const SessionFilter& filter, qint64 now, const HistogramShape& shape)
{
    return readSnapshot<LastUsedHistogram>(
        [=](SqliteConnection& connection) { return readHistogram(connection, filter, now, shape); });
}

Future<qint64> SessionReader::countPresent(const QList<ImportedSession>& sessions)
{
    return read<qint64>(
        [=](SqliteConnection& connection) { return countPresentSessions(connection, sessions); });
}

Future<StoreFacts> SessionReader::facts()
{
    return read<StoreFacts>([this](SqliteConnection& connection) {
        return connection.value(QStringLiteral("PRAGMA journal_mode"))
            | then([this](const QVariant& mode) { return describe(mode.toString()); });
    });
}

Future<StoredPolicy> SessionReader::policy() { return read<StoredPolicy>(readPolicy); }

Future<ClockHealth> SessionReader::clockHealth(qint64 now, const ClockWatch& watch)
{
    return readSnapshot<ClockHealth>([now, &watch](SqliteConnection& connection) {
        return readClockFacts(connection, now) | then([&](const ClockFacts& facts) {
            return ClockHealth { facts.inFuture, facts.outOfOrder, watch.step(facts.lastTrusted) };
        });
    });
}

StoreFacts SessionReader::describe(const QString& journalMode) const
{
    StoreFacts facts {
        .location = m_database.settings().path,
        .readOnly = m_database.whyReadOnly().has_value(),
        .journalMode = journalMode,
        .note = {},
    };
    if (const auto& reason = m_database.whyReadOnly()) {
        facts.note = reason->message;
    } else if (m_database.settings().isOnNetwork(QFileInfo(facts.location).path())) {
        facts.note = Text::tr("The session database lies on a network file system. It works there, but more "
                              "slowly; put it on a local disk where that matters.");
    }
    return facts;
}

Future<void> SessionReader::checkPages()
{
    return read<void>([](SqliteConnection& connection) {
        return storage::checkPages(connection, QStringLiteral("integrity_check"));
    });
}

Future<void> SessionReader::checkpoint()
{
    return read<void>([this](SqliteConnection& connection) {
        return emptyLog(connection, m_database.settings().waitLimit);
    });
}

} // namespace latchkey::sessions::storage
