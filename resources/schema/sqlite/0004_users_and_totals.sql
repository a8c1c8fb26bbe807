-- SPDX-FileCopyrightText: 2026 The Latchkey developers
-- SPDX-License-Identifier: MIT

-- Each user name once: a search looks at the names, and then at the sessions of those it found.
CREATE TABLE users (
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;
INSERT INTO users (name) SELECT DISTINCT username FROM sessions ORDER BY username;

ALTER TABLE sessions RENAME TO sessions_before;
DROP INDEX sessions_by_last_used;
DROP INDEX sessions_by_created;
DROP INDEX sessions_by_username;
DROP INDEX sessions_by_user_agent;
DROP INDEX sessions_by_last_change;
DROP INDEX sessions_out_of_order;

-- The digest is made of the user's name and the identifier, so it alone names the session.
CREATE TABLE sessions (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    lookup        BLOB NOT NULL UNIQUE CHECK (length(lookup) = 32),
    user_id       INTEGER NOT NULL REFERENCES users (id),
    user_agent_id INTEGER NOT NULL REFERENCES user_agents (id),
    revoked       INTEGER NOT NULL CHECK (revoked IN (0, 1)),
    created       INTEGER NOT NULL,
    last_used     INTEGER NOT NULL,
    revoked_at    INTEGER,
    last_change   INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO sessions
    SELECT s.id, s.lookup, users.id, s.user_agent_id, s.revoked, s.created, s.last_used, s.revoked_at, s.last_change
    FROM sessions_before AS s JOIN users ON users.name = s.username ORDER BY s.id;
DELETE FROM sqlite_sequence WHERE name = 'sessions';
INSERT INTO sqlite_sequence SELECT 'sessions', seq FROM sqlite_sequence WHERE name = 'sessions_before';
DROP TABLE sessions_before;

-- One index for each order of the list. The first holds all that counts and filters ask for, so that they read
-- a quarter of what they would read in the table; every validation rewrites it, and no other.
CREATE INDEX sessions_by_last_used ON sessions (last_used, id, user_agent_id, user_id, revoked);
CREATE INDEX sessions_by_created ON sessions (created);
CREATE INDEX sessions_by_user ON sessions (user_id);
CREATE INDEX sessions_by_user_agent ON sessions (user_agent_id);
CREATE INDEX sessions_by_state ON sessions (revoked);
CREATE INDEX sessions_by_last_change ON sessions (last_change) WHERE last_change <> 0;
CREATE INDEX sessions_out_of_order ON sessions (created) WHERE created > last_used;
CREATE INDEX user_agents_by_device ON user_agents (device COLLATE NOCASE);
CREATE INDEX user_agents_by_browser ON user_agents (browser COLLATE NOCASE);
CREATE INDEX user_agents_by_os ON user_agents (os COLLATE NOCASE);

-- What the groups of the list show, kept by the triggers below, whoever changes the sessions: apart from the
-- long strings of user_agents, so that a validation rewrites one of few pages.
CREATE TABLE user_agent_totals (
    user_agent_id INTEGER PRIMARY KEY,
    sessions      INTEGER NOT NULL,
    revoked       INTEGER NOT NULL,
    last_used     INTEGER NOT NULL
) STRICT;
INSERT INTO user_agent_totals
    SELECT user_agent_id, count(*), sum(revoked), max(last_used) FROM sessions GROUP BY user_agent_id;

CREATE TRIGGER sessions_added AFTER INSERT ON sessions BEGIN
    INSERT INTO user_agent_totals VALUES (new.user_agent_id, 1, new.revoked, new.last_used)
        ON CONFLICT (user_agent_id) DO UPDATE SET
            sessions = sessions + 1,
            revoked = revoked + excluded.revoked,
            last_used = max(last_used, excluded.last_used);
END;
CREATE TRIGGER sessions_used AFTER UPDATE OF last_used ON sessions WHEN new.last_used > old.last_used BEGIN
    UPDATE user_agent_totals SET last_used = new.last_used
        WHERE user_agent_id = new.user_agent_id AND last_used < new.last_used;
END;
CREATE TRIGGER sessions_revoked AFTER UPDATE OF revoked ON sessions WHEN new.revoked <> old.revoked BEGIN
    UPDATE user_agent_totals SET revoked = revoked + new.revoked - old.revoked
        WHERE user_agent_id = new.user_agent_id;
END;

-- When the latest use of a user agent goes, it is looked for anew: among its sessions where they are few, else
-- from the latest of all on.
CREATE TRIGGER sessions_removed AFTER DELETE ON sessions BEGIN
    DELETE FROM user_agent_totals WHERE user_agent_id = old.user_agent_id AND sessions = 1;
    UPDATE user_agent_totals SET
            sessions = sessions - 1,
            revoked = revoked - old.revoked,
            last_used = CASE
                WHEN old.last_used < last_used THEN last_used
                WHEN sessions < 1000 THEN
                    (SELECT max(last_used) FROM sessions WHERE user_agent_id = old.user_agent_id)
                ELSE
                    (SELECT last_used FROM sessions WHERE +user_agent_id = old.user_agent_id
                     ORDER BY last_used DESC LIMIT 1)
                END
        WHERE user_agent_id = old.user_agent_id;
END;
CREATE TRIGGER sessions_used_earlier AFTER UPDATE OF last_used ON sessions WHEN new.last_used < old.last_used BEGIN
    UPDATE user_agent_totals SET last_used =
            (SELECT max(last_used) FROM sessions WHERE user_agent_id = new.user_agent_id)
        WHERE user_agent_id = new.user_agent_id;
END;
