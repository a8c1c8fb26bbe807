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
        QStringLiteral("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1)"
                       " INSERT INTO sessions (username, lookup, revoked, user_agent_id, created, last_used)"
                       " SELECT 'user' || (i % 400), randomblob(32), i % 9 = 0, 1001 + (i / 3) % 9, t, t"
                       " FROM (SELECT i, CAST(%2 AS INTEGER) AS t FROM n)")
            .arg(count)
            .arg(lastUsed));
    if (!RawDatabase(database).run(statements.join(u';').toUtf8())) {
        qFatal("the sessions cannot be added");
    }
}

qint64 sessionRows(const QString& database)
{
    return RawDatabase(database).value("SELECT count(*) FROM sessions").toLongLong();
}

} // namespace latchkey::test
