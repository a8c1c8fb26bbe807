-- SPDX-FileCopyrightText: 2026 The Latchkey developers
-- SPDX-License-Identifier: MIT

-- Each distinct User-Agent string once, with what it was recognised as. data_version names the patterns that
-- said so, so that newer ones can look at it again.
CREATE TABLE user_agents (
    id           INTEGER PRIMARY KEY,
    raw          TEXT NOT NULL UNIQUE,
    browser      TEXT NOT NULL,
    os           TEXT NOT NULL,
    device       TEXT NOT NULL,
    kind         TEXT NOT NULL,
    data_version TEXT NOT NULL
) STRICT;

-- AUTOINCREMENT: the id of a deleted session never returns, so an id that somebody noted down cannot come to
-- mean another session. lookup is the identifier's digest; the identifier itself is nowhere.
CREATE TABLE sessions (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    username      TEXT NOT NULL,
    lookup        BLOB NOT NULL CHECK (length(lookup) = 32),
    revoked       INTEGER NOT NULL CHECK (revoked IN (0, 1)),
    user_agent_id INTEGER NOT NULL REFERENCES user_agents (id),
    created       INTEGER NOT NULL,
    last_used     INTEGER NOT NULL,
    UNIQUE (username, lookup)
) STRICT;

-- One index for each order of the list, and no more: every validation rewrites those that hold last_used.
CREATE INDEX sessions_by_last_used ON sessions (last_used);
CREATE INDEX sessions_by_created ON sessions (created);
CREATE INDEX sessions_by_username ON sessions (username);
CREATE INDEX sessions_by_user_agent ON sessions (user_agent_id);
