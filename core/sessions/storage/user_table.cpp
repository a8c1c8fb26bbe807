// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/user_table.h"

#include "core/sessions/storage/sqlite_connection.h"
#include "core/shared/then.h"

namespace latchkey::sessions::storage {

Result<qint64> userId(SqliteConnection& connection, const QString& name)
{
    const auto find = [&] {
        return connection.value(QStringLiteral("SELECT id FROM users WHERE name = ?"), { name });
    };
    const auto known = find();
    if (!known || known->isValid()) {
        return known | then([](const QVariant& id) { return id.toLongLong(); });
    }
    return connection.run(QStringLiteral("INSERT INTO users (name) VALUES (?)"), { name }) | then(find)
        | then([](const QVariant& id) { return id.toLongLong(); });
}

Result<void> removeUserIfUnused(SqliteConnection& connection, qint64 id)
{
    return connection.run(QStringLiteral("DELETE FROM users WHERE id = ?"
                                         " AND NOT EXISTS (SELECT 1 FROM sessions WHERE user_id = users.id)"),
        { id });
}

} // namespace latchkey::sessions::storage
