// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/sessions/session_rows.h"

#include "tests/support/raw_database.h"

#include <QStringList>

namespace latchkey::test {

void addSessionRows(const QString& database, int count, const QString& lastUsed)
{
    QStringList statements;
    for (const char* kind :
        { "desktop", "phone", "desktop", "desktop", "tablet", "desktop", "program", "phone", "unknown" }) {
        const int number = 1001 + static_cast<int>(statements.size());
        statements.append(
            QStringLiteral("INSERT OR IGNORE INTO user_agents (id, raw, browser, os, device, kind,"
                           " data_version) VALUES (%1, 'agent %1', '', '', 'Device %1', '%2', '')")
                .arg(number)
                .arg(QLatin1String(kind)));
    }
    statements.append(
        QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 399)"
                       " INSERT OR IGNORE INTO users (name) SELECT 'user' || i FROM n;"
                       "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1)"
                       " INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used)"
                       " SELECT randomblob(32), users.id, 1001 + (i / 3) % 9, i % 9 = 0, t, t"
                       " FROM (SELECT i, CAST(%2 AS INTEGER) AS t FROM n)"
                       " CROSS JOIN users ON users.name = 'user' || (i % 400)")
            .arg(count)
            .arg(lastUsed));
    if (!RawDatabase(database).run(statements.join(u';').toUtf8())) {
        qFatal("the sessions cannot be added");
    }
}

QByteArray addingSessions(int count, const char* user, const char* lastUsed)
{
    const QByteArray numbers = "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < "
        + QByteArray::number(count) + ") ";
    return numbers + "INSERT OR IGNORE INTO users (name) SELECT " + user + " FROM n; " + numbers
        + "INSERT INTO sessions (lookup, user_id, user_agent_id, revoked, created, last_used) "
          "SELECT randomblob(32), users.id, 1, 0, 1000 + i, used FROM (SELECT i, "
        + user + " AS name, " + lastUsed
        + " AS used FROM n) AS one CROSS JOIN users ON users.name = one.name";
}

qint64 sessionRows(const QString& database)
{
    RawDatabase raw(database);
    const QByteArray rows = raw.value("SELECT count(*) FROM sessions");
    if (rows != raw.value("SELECT coalesce(sum(sessions), 0) FROM user_agent_totals")) {
        qFatal("the sums of the sessions are not true");
    }
    return rows.toLongLong();
}

} // namespace latchkey::test
