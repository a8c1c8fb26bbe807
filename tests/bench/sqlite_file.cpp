// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/sqlite_file.h"

#include <QCryptographicHash>
#include <QFile>

namespace latchkey::bench {

namespace {

void require(bool fine, sqlite3* handle)
{
    if (!fine) {
        qFatal("SQLite: %s", sqlite3_errmsg(handle));
    }
}

} // namespace

SqliteFile::SqliteFile(const QString& path)
{
    require(sqlite3_open_v2(QFile::encodeName(path).constData(), &m_handle, SQLITE_OPEN_READWRITE, nullptr)
            == SQLITE_OK,
        m_handle);
}

SqliteFile::~SqliteFile() { sqlite3_close(m_handle); }

void SqliteFile::run(const char* sql) const
{
    require(sqlite3_exec(m_handle, sql, nullptr, nullptr, nullptr) == SQLITE_OK, m_handle);
}

qint64 SqliteFile::number(const char* sql) const
{
    const SqliteStatement statement(*this, sql);
    return statement.next() ? statement.number(0) : 0;
}

QByteArray SqliteFile::digest(const char* sql) const
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    const SqliteStatement statement(*this, sql);
    while (statement.next()) {
        for (int column = 0; column < statement.columns(); ++column) {
            hash.addData(statement.bytes(column));
            hash.addData(QByteArrayView("|"));
        }
    }
    return hash.result().toHex();
}

SqliteStatement::SqliteStatement(const SqliteFile& file, const char* sql)
{
    require(sqlite3_prepare_v3(file.m_handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &m_statement, nullptr)
            == SQLITE_OK,
        file.m_handle);
}

SqliteStatement::~SqliteStatement() { sqlite3_finalize(m_statement); }

void SqliteStatement::bindText(int place, const QByteArray& text) const
{
    sqlite3_bind_text(m_statement, place, text.constData(), static_cast<int>(text.size()), SQLITE_TRANSIENT);
}

void SqliteStatement::bindBytes(int place, const QByteArray& bytes) const
{
    sqlite3_bind_blob(
        m_statement, place, bytes.constData(), static_cast<int>(bytes.size()), SQLITE_TRANSIENT);
}

bool SqliteStatement::next() const
{
    const int code = sqlite3_step(m_statement);
    require(code == SQLITE_ROW || code == SQLITE_DONE, sqlite3_db_handle(m_statement));
    return code == SQLITE_ROW;
}

QByteArray SqliteStatement::bytes(int column) const
{
    const void* start = sqlite3_column_blob(m_statement, column);
    return { static_cast<const char*>(start), sqlite3_column_bytes(m_statement, column) };
}

int SqliteStatement::run() const
{
    int rows = 0;
    while (next()) {
        ++rows;
    }
    finish();
    return rows;
}

} // namespace latchkey::bench
