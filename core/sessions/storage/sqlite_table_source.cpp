// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/sqlite_table_source.h"

#include "core/sessions/import/named_columns.h"
#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/statement.h"
#include "core/shared/then.h"

#include <QCoreApplication>
#include <QFileInfo>

#include <algorithm>
#include <chrono>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TableSource)
};

constexpr std::chrono::seconds LongestWait { 5 };

/// The same in words that fit a database which is not ours.
std::unexpected<Error> cannotRead(const Error& reason, const QString& path)
{
    switch (reason.code) {
    case ErrorCode::Corrupt:
        return failure(ErrorCode::Corrupt,
            Text::tr("The database %1 is damaged or encrypted. Import from another copy of it.").arg(path));
    case ErrorCode::TimedOut:
        return failure(ErrorCode::TimedOut,
            Text::tr("Another program keeps the database %1 locked. Stop it, or import from a copy.")
                .arg(path));
    default:
        return failure(ErrorCode::StoreUnavailable,
            Text::tr("The database %1 cannot be read as it is. Open it once with its own program, or import "
                     "from a copy.")
                .arg(path));
    }
}

/// Without a log a plain read-only connection would make one beside the file, and beside a log without its
/// index it would make that.
Result<SqliteConnection::Access> accessTo(const QString& path, bool usesLog)
{
    const bool hasLog = QFileInfo::exists(path + QStringLiteral("-wal"));
    if (hasLog && !QFileInfo::exists(path + QStringLiteral("-shm"))) {
        return failure(ErrorCode::Conflict,
            Text::tr("The newest changes of %1 lie in its log only, left by a program that did not end well, "
                     "or copied with it. Open it once with that program or with sqlite3, then import.")
                .arg(path));
    }
    return usesLog && !hasLog ? SqliteConnection::Access::Immutable : SqliteConnection::Access::ReadOnly;
}

QString quoted(QString name) { return u'"' + name.replace(u'"', QStringLiteral("\"\"")) + u'"'; }

Result<QStringList> names(SqliteConnection& connection, const QString& sql, const QVariantList& values = {})
{
    QStringList found;
    return forEachRow(connection, sql, values, [&](const Statement& row) { found.append(row.text(0)); })
        | then([&] { return found; });
}

/// The statement that reads what the mapping names, with the names as the database spells them.
Result<QString> readingStatement(
    SqliteConnection& connection, const QString& path, const TableMapping& mapping)
{
    // A virtual table is whatever a module makes of it.
    const auto tables = names(connection,
        QStringLiteral("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%'"
                       " ESCAPE '\\' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name"));
    if (!tables) {
        return cannotRead(tables.error(), path);
    }
    const auto table = std::ranges::find_if(
        *tables, [&](const QString& name) { return name.compare(mapping.table, Qt::CaseInsensitive) == 0; });
    if (table == tables->end()) {
        return missingTable(path, mapping.table, *tables);
    }
    const auto columns =
        names(connection, QStringLiteral("SELECT name FROM pragma_table_info(?)"), { *table });
    if (!columns) {
        return cannotRead(columns.error(), path);
    }
    const auto indexes = columnIndexes(mapping, *columns, Text::tr("The table %1").arg(*table));
    if (!indexes) {
        return std::unexpected(indexes.error());
    }
    QStringList selected;
    for (const qsizetype index : *indexes) {
        selected.append(quoted((*columns)[index]));
    }
    return QStringLiteral("SELECT %1 FROM %2").arg(selected.join(u','), quoted(*table));
}

/// More rows than the database can hold, so that one whose pages lead in a circle ends: each row takes four
/// bytes or more, and another program may add some meanwhile.
Result<qint64> mostRowsOf(SqliteConnection& connection)
{
    const auto bytes = connection.value(
        QStringLiteral("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size"));
    return bytes ? Result<qint64>(bytes->toLongLong()) : cannotRead(bytes.error(), connection.path());
}

class SqliteTableSource final : public TableSource
{
public:
    SqliteTableSource(
        std::unique_ptr<SqliteConnection> connection, QString sql, qsizetype columns, qint64 mostRows)
        : m_connection(std::move(connection))
        , m_sql(std::move(sql))
        , m_columns(columns)
        , m_mostRows(mostRows)
    {
    }

    Result<std::optional<TableRow>> next() override
    {
        if (!m_statement) {
            auto statement = Statement::run(*m_connection, m_sql);
            if (!statement) {
                return cannotRead(statement.error(), m_connection->path());
            }
            m_statement.emplace(std::move(*statement));
            m_rows = 0;
        }
        const auto isThere = m_statement->next();
        if (!isThere) {
            return cannotRead(isThere.error(), m_connection->path());
        }
        if (!*isThere) {
            return std::nullopt;
        }
        if (++m_rows > m_mostRows) {
            return cannotRead({ ErrorCode::Corrupt, {} }, m_connection->path());
        }
        TableRow row;
        for (int i = 0; i < m_columns; ++i) {
            row.values.append(m_statement->text(i));
        }
        return row;
    }

    Result<void> rewind() override
    {
        m_statement.reset();
        return {};
    }

private:
    std::unique_ptr<SqliteConnection> m_connection;
    QString m_sql;
    qsizetype m_columns;
    qint64 m_mostRows;
    qint64 m_rows = 0;
    std::optional<Statement> m_statement; // after the connection: it goes first
};

} // namespace

bool usesLog(const QByteArray& header)
{
    constexpr qsizetype readVersion = 19; // SQLite's file format, 1.3.2: 1 is legacy, 2 is WAL
    return header.size() > readVersion && header[readVersion] == 2;
}

Result<std::unique_ptr<TableSource>> openSqliteTable(
    const QString& path, bool usesLog, const TableMapping& mapping)
{
    const auto access = accessTo(path, usesLog);
    if (!access) {
        return std::unexpected(access.error());
    }
    auto connection = SqliteConnection::open(path, *access, LongestWait);
    if (!connection) {
        return cannotRead(connection.error(), path);
    }
    const auto sql = readingStatement(**connection, path, mapping);
    if (!sql) {
        return std::unexpected(sql.error());
    }
    const auto mostRows = mostRowsOf(**connection);
    if (!mostRows) {
        return std::unexpected(mostRows.error());
    }
    return std::make_unique<SqliteTableSource>(
        std::move(*connection), *sql, mapping.columns().size(), *mostRows);
}

} // namespace latchkey::sessions::storage
