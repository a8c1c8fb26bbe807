// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QSqlQuery>
#include <QVariant>

#include <memory>
#include <utility>

namespace latchkey::sessions::storage {

class SqliteConnection;

/// One run of a prepared statement. It is finished when the object goes: an `UPDATE ... RETURNING` that is
/// not finished blocks every other writer (measured).
class Statement
{
public:
    /// Prepares `sql`, binds `values` to its question marks, and runs it. Errors: those of sqliteError().
    static Result<Statement> run(
        SqliteConnection& connection, const QString& sql, const QVariantList& values = {});

    Statement(Statement&& other) noexcept = default;
    Statement& operator=(Statement&& other) noexcept = delete;
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    ~Statement();

    /// Goes to the next row; false when there is none left.
    Result<bool> next();

    // Columns of the current row, from 0.
    QVariant value(int column) const { return m_query->value(column); }
    QString text(int column) const { return m_query->value(column).toString(); }
    qint64 number(int column) const { return m_query->value(column).toLongLong(); }
    QByteArray bytes(int column) const { return m_query->value(column).toByteArray(); }

private:
    Statement(SqliteConnection& connection, QString sql, std::unique_ptr<QSqlQuery> query);

    SqliteConnection* m_connection;
    QString m_sql;
    std::unique_ptr<QSqlQuery> m_query;
};

/// Runs `sql` with these values and calls `take(row)` for every row. Errors: those of sqliteError().
template <typename Take>
Result<void> forEachRow(
    SqliteConnection& connection, const QString& sql, const QVariantList& values, Take take)
{
    auto statement = Statement::run(connection, sql, values);
    if (!statement) {
        return std::unexpected(statement.error());
    }
    while (true) {
        const auto row = statement->next();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return {};
        }
        take(std::as_const(*statement));
    }
}

} // namespace latchkey::sessions::storage
