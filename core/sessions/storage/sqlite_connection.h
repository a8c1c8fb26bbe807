// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QDeadlineTimer>
#include <QHashFunctions>
#include <QSqlDatabase>
#include <QVariant>

#include <chrono>
#include <memory>
#include <unordered_map>

class QSqlQuery;
struct sqlite3;

namespace latchkey::sessions::storage {

/// One connection to one SQLite file, hardened against what a hostile file could make SQLite do. It belongs
/// to the thread that opened it.
///
/// A connection does not touch the file when it closes, unless setTidyOnClose() allowed it: SQLite would
/// move the write-ahead log into the file, which must not happen to a file that may not be ours, nor
/// without the write lock.
class SqliteConnection
{
public:
    enum class Access {
        ReadWrite,
        ReadOnly,
        Immutable, ///< read-only, without locks and without looking at a write-ahead log: creates no file
    };

    /// Opens an existing file, or ":memory:". No statement has run yet: the file's content is not looked at.
    /// Statements wait for locks of others at most `busyLimit`.
    static Result<std::unique_ptr<SqliteConnection>> open(
        const QString& path, Access access, std::chrono::milliseconds busyLimit);

    ~SqliteConnection();
    Q_DISABLE_COPY_MOVE(SqliteConnection)

    /// Settings of the connection that read the file: durable commits, deleted content overwritten.
    Result<void> configure();

    /// Runs a statement that has no rows to give, or whose rows do not matter.
    Result<void> run(const QString& sql, const QVariantList& values = {});

    /// The first column of the first row, or an invalid QVariant when there is none.
    Result<QVariant> value(const QString& sql, const QVariantList& values = {});

    /// Runs a script of several statements without values.
    Result<void> runScript(const QByteArray& sql);

    /// Statements that still run after this time, counted from now, end as `TimedOut`.
    void limitTime(std::chrono::milliseconds limit) { m_deadline.setRemainingTime(limit); }

    bool isInTransaction() const;
    void setTidyOnClose(bool on);

    /// Lets triggers run: only once the schema has been checked, so that they are ours.
    void allowTriggers();
    const QString& path() const { return m_path; }

private:
    friend class Statement;

    SqliteConnection(QString path, const QSqlDatabase& database, sqlite3* handle);

    /// A prepared query, from those that were used before where there is one. giveBack() after use.
    std::unique_ptr<QSqlQuery> takeQuery(const QString& sql);
    void giveBack(const QString& sql, std::unique_ptr<QSqlQuery> query);
    std::unexpected<Error> lastFailure() const;
    static int isTooLate(void* connection);

    QString m_path;
    QSqlDatabase m_database;
    sqlite3* m_handle;
    QDeadlineTimer m_deadline { QDeadlineTimer::Forever };
    std::unordered_map<QString, std::unique_ptr<QSqlQuery>> m_idle;
};

} // namespace latchkey::sessions::storage
