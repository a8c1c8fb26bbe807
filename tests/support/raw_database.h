// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QFile>

#include <sqlite3.h>

namespace latchkey::test {

/// An SQLite database as another program has it open, without any of our rules.
class RawDatabase
{
public:
    explicit RawDatabase(const QString& path)
    {
        sqlite3_open(QFile::encodeName(path).constData(), &m_handle);
        sqlite3_busy_timeout(m_handle, 5000);
    }
    ~RawDatabase() { sqlite3_close(m_handle); }
    Q_DISABLE_COPY_MOVE(RawDatabase)

    /// Runs the statements. False when one failed; also when there was no database to open.
    bool run(const QByteArray& sql) { return run(sql, nullptr); }

    /// The first value of the first row; null when there is none or the statement failed.
    QByteArray value(const QByteArray& sql)
    {
        QByteArray first;
        return run(sql, &first) ? first : QByteArray();
    }

private:
    bool run(const QByteArray& sql, QByteArray* value)
    {
        const auto keepFirst = [](void* target, int, char** columns, char**) {
            auto* first = static_cast<QByteArray*>(target);
            if (first != nullptr && first->isNull()) {
                *first = QByteArray(columns[0] != nullptr ? columns[0] : "");
            }
            return 0;
        };
        return sqlite3_exec(m_handle, sql.constData(), keepFirst, value, nullptr) == SQLITE_OK;
    }

    sqlite3* m_handle = nullptr;
};

} // namespace latchkey::test
