// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/table_mapping.h"

namespace latchkey::sessions {

QStringList TableMapping::columns() const
{
    QStringList names { username };
    names += identifier;
    for (const QString& name : { userAgent, created, lastUsed, revoked }) {
        if (!name.isEmpty()) {
            names.append(name);
        }
    }
    return names;
}

std::optional<TableMapping> knownTable(const QString& name)
{
    TableMapping mapping;
    if (name == QStringLiteral("spring")) {
        mapping.table = QStringLiteral("persistent_logins");
        mapping.username = QStringLiteral("username");
        mapping.identifier = { QStringLiteral("series"), QStringLiteral("token") };
        mapping.lastUsed = QStringLiteral("last_used");
    } else if (name == QStringLiteral("symfony")) {
        mapping.table = QStringLiteral("rememberme_token");
        mapping.username = QStringLiteral("username");
        mapping.identifier = { QStringLiteral("series"), QStringLiteral("value") };
        mapping.lastUsed = QStringLiteral("lastUsed");
    } else if (name == QStringLiteral("laravel")) {
        mapping.table = QStringLiteral("sessions");
        mapping.username = QStringLiteral("user_id");
        mapping.identifier = { QStringLiteral("id") };
        mapping.userAgent = QStringLiteral("user_agent");
        mapping.lastUsed = QStringLiteral("last_activity");
    } else {
        return std::nullopt;
    }
    return mapping;
}

} // namespace latchkey::sessions
