// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QString>

#include <sqlite3.h>

namespace latchkey::bench {

/// SQLite's C interface, as thin as it can be: what a program without Latchkey would use. Whatever goes wrong
/// ends the bench, since no number of it would mean anything.
class SqliteFile
{
public:
    explicit SqliteFile(const QString& path);
    ~SqliteFile();
    Q_DISABLE_COPY_MOVE(SqliteFile)

    /// Runs statements that take and give nothing.
    void run(const char* sql) const;

    /// The first column of the first row.
    qint64 number(const char* sql) const;

    /// A digest over all rows of a query, to compare what two files hold.
    QByteArray digest(const char* sql) const;

    int changes() const { return sqlite3_changes(m_handle); }

private:
    friend class SqliteStatement;

    sqlite3* m_handle = nullptr;
};

/// A statement that is prepared once and run many times.
class SqliteStatement
{
public:
    SqliteStatement(const SqliteFile& file, const char* sql);
    ~SqliteStatement();
    Q_DISABLE_COPY_MOVE(SqliteStatement)

    void bind(int place, qint64 value) const { sqlite3_bind_int64(m_statement, place, value); }
    void bindNull(int place) const { sqlite3_bind_null(m_statement, place); }
    void bindText(int place, const QByteArray& text) const;
    void bindBytes(int place, const QByteArray& bytes) const;

    bool next() const; ///< whether there is another row
    void finish() const { sqlite3_reset(m_statement); }

    qint64 number(int column) const { return sqlite3_column_int64(m_statement, column); }
    QByteArray bytes(int column) const;
    int columns() const { return sqlite3_column_count(m_statement); }

    /// Runs it to its end and returns how many rows it gave.
    int run() const;

private:
    sqlite3_stmt* m_statement = nullptr;
};

} // namespace latchkey::bench
