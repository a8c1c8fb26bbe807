// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/statement.h"

#include "core/sessions/storage/sqlite_connection.h"

#include <QSqlError>

namespace latchkey::sessions::storage {

namespace {

/// Qt binds a null QString as NULL; for us it is an empty text.
QVariant bindable(const QVariant& value)
{
    const bool isNullText = value.typeId() == QMetaType::QString && value.toString().isNull();
    return isNullText ? QVariant(QStringLiteral("")) : value;
}

} // namespace

Result<Statement> Statement::run(SqliteConnection& connection, const QString& sql, const QVariantList& values)
{
    auto query = connection.takeQuery(sql);
    if (!query) {
        return connection.lastFailure();
    }
    Statement statement(connection, sql, std::move(query));
    for (qsizetype i = 0; i < values.size(); ++i) {
        statement.m_query->bindValue(static_cast<int>(i), bindable(values[i]));
    }
    if (!statement.m_query->exec()) {
        return connection.lastFailure();
    }
    return statement;
}

Statement::Statement(SqliteConnection& connection, QString sql, std::unique_ptr<QSqlQuery> query)
    : m_connection(&connection)
    , m_sql(std::move(sql))
    , m_query(std::move(query))
{
}

Statement::~Statement()
{
    if (m_query) {
        m_query->finish();
        m_connection->giveBack(m_sql, std::move(m_query));
    }
}

Result<bool> Statement::next()
{
    if (m_query->next()) {
        return true;
    }
    if (m_query->lastError().isValid()) { // QSqlQuery::next() says false for the end and for failures alike
        return m_connection->lastFailure();
    }
    return false;
}

} // namespace latchkey::sessions::storage
