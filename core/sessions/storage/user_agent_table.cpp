// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/user_agent_table.h"

#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/statement.h"
#include "core/sessions/user_agent_text.h"
#include "core/sessions/user_agents/user_agent_parser.h"
#include "core/shared/then.h"

namespace latchkey::sessions::storage {

UserAgentRecord recognise(UserAgentParser* parser, const QString& raw)
{
    UserAgentRecord record;
    record.raw = raw;
    record.device = unrecognisedDevice(raw);
    if (parser == nullptr) {
        return record;
    }
    record.dataVersion = parser->dataVersion();
    const auto agent = parser->parse(raw);
    if (!agent) { // no patterns: a session is stored all the same, and recognised once there are others
        return record;
    }
    record.browser = browserText(*agent);
    record.os = osText(*agent);
    record.kind = agent->kind;
    if (const QString device = deviceText(*agent); !device.isEmpty()) {
        record.device = device;
    }
    return record;
}

Result<bool> isUserAgentKnown(SqliteConnection& connection, const QString& raw)
{
    return connection.value(QStringLiteral("SELECT 1 FROM user_agents WHERE raw = ?"), { raw })
        | then([](const QVariant& one) { return one.isValid(); });
}

Result<qint64> userAgentId(SqliteConnection& connection, const UserAgentRecord& record)
{
    const auto find = [&] {
        return connection.value(QStringLiteral("SELECT id FROM user_agents WHERE raw = ?"), { record.raw });
    };
    const auto known = find();
    if (!known || known->isValid()) {
        return known | then([](const QVariant& id) { return id.toLongLong(); });
    }
    return connection.run(
               QStringLiteral("INSERT INTO user_agents (raw, browser, os, device, kind, data_version)"
                              " VALUES (?, ?, ?, ?, ?, ?)"),
               { record.raw, record.browser, record.os, record.device, kindName(record.kind),
                   record.dataVersion })
        | then(find) | then([](const QVariant& id) { return id.toLongLong(); });
}

Result<void> removeUserAgentIfUnused(SqliteConnection& connection, qint64 id)
{
    return connection.run(
        QStringLiteral("DELETE FROM user_agents WHERE id = ? AND NOT EXISTS"
                       " (SELECT 1 FROM user_agent_totals WHERE user_agent_id = user_agents.id)"),
        { id });
}

Result<QStringList> outdatedUserAgents(SqliteConnection& connection, const QString& dataVersion, qint64 limit)
{
    QStringList found;
    return forEachRow(connection,
               QStringLiteral("SELECT raw FROM user_agents WHERE data_version <> ? LIMIT ?"),
               { dataVersion, limit }, [&](const Statement& row) { found.append(row.text(0)); })
        | then([&] { return found; });
}

Result<void> updateUserAgents(SqliteConnection& connection, const QList<UserAgentRecord>& records)
{
    for (const UserAgentRecord& record : records) {
        auto updated = connection.run(
            QStringLiteral(
                "UPDATE user_agents SET browser = ?, os = ?, device = ?, kind = ?, data_version = ?"
                " WHERE raw = ?"),
            { record.browser, record.os, record.device, kindName(record.kind), record.dataVersion,
                record.raw });
        if (!updated) {
            return updated;
        }
    }
    return {};
}

DeviceKind kindFromName(const QString& name)
{
    for (const DeviceKind kind : { DeviceKind::Desktop, DeviceKind::Phone, DeviceKind::Tablet,
             DeviceKind::Television, DeviceKind::Bot, DeviceKind::Program }) {
        if (kindName(kind) == name) {
            return kind;
        }
    }
    return DeviceKind::Unknown;
}

} // namespace latchkey::sessions::storage
