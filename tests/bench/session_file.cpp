// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/session_file.h"

#include "core/sessions/session_store.h"
#include "core/sessions/storage/user_agent_table.h"
#include "core/sessions/user_agents/user_agent_parser.h"
#include "tests/bench/sqlite_file.h"

#include <QFile>

namespace latchkey::bench {

namespace {

using namespace sessions;

void insertUserAgents(const SqliteFile& file, const QStringList& agents, UserAgentParser& parser)
{
    const SqliteStatement insert(file,
        "INSERT INTO user_agents (id, raw, browser, os, device, kind, data_version)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)");
    for (qsizetype i = 0; i < agents.size(); ++i) {
        const auto agent = storage::recognise(&parser, agents[i]);
        insert.bind(1, i + 1);
        insert.bindText(2, agent.raw.toUtf8());
        insert.bindText(3, agent.browser.toUtf8());
        insert.bindText(4, agent.os.toUtf8());
        insert.bindText(5, agent.device.toUtf8());
        insert.bindText(6, kindName(agent.kind).toUtf8());
        insert.bindText(7, agent.dataVersion.toUtf8());
        insert.run();
    }
}

void insertSessions(const SqliteFile& file, const SampleSessions& sample)
{
    const SqliteStatement insertUser(file, "INSERT INTO users (id, name) VALUES (?, ?)");
    const SqliteStatement insert(file,
        "INSERT INTO sessions (user_id, lookup, revoked, user_agent_id, created, last_used, revoked_at,"
        " last_change) VALUES (?, ?, ?, ?, ?, ?, ?, ?)");
    QHash<QString, qint64> users;
    for (qint64 row = 0; row < sample.shape().count; ++row) {
        const SampleSession session = sample.at(row);
        qint64& user = users[session.username];
        if (user == 0) {
            user = users.size();
            insertUser.bind(1, user);
            insertUser.bindText(2, session.username.toUtf8());
            insertUser.run();
        }
        insert.bind(1, user);
        insert.bindBytes(2, session.digest);
        insert.bind(3, session.revokedAt ? 1 : 0);
        insert.bind(4, session.agent + 1);
        insert.bind(5, session.created);
        insert.bind(6, session.lastUsed);
        session.revokedAt ? insert.bind(7, *session.revokedAt) : insert.bindNull(7);
        insert.bind(8, session.lastChange);
        insert.run();
    }
}

} // namespace

Result<void> makeSessionFile(const QString& path, const SampleSessions& sample, const QString& patternFile)
{
    for (const char* suffix : { "", "-wal", "-shm", ".lock" }) {
        QFile::remove(path + QLatin1StringView(suffix));
    }
    UserAgentParser parser(patternFile);
    {
        const SystemClock clock;
        SessionStore store({ .path = path }, clock, &parser);
        if (const auto made = blockFor(store.checkpoint()); !made) {
            return made;
        }
    }
    const SqliteFile file(path);
    // Nobody waits for these rows: a computer that stops meanwhile leaves a file to be made again.
    file.run("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -2000000;"
             "PRAGMA locking_mode = EXCLUSIVE; BEGIN");
    insertUserAgents(file, sample.agents(), parser);
    insertSessions(file, sample);
    file.run("COMMIT; PRAGMA locking_mode = NORMAL; PRAGMA journal_mode = WAL");
    return {};
}

} // namespace latchkey::bench
