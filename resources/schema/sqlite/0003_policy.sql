-- SPDX-FileCopyrightText: 2026 The Latchkey developers
-- SPDX-License-Identifier: MIT

-- The rules by which sessions end by themselves; null: off. They stand in the database that they are about, so
-- that the window, the terminal and the timer go by the same ones, and no rule is ever applied to another
-- database. last_run: when they were all applied last, and what that deleted and revoked.
-- clock_seen: the latest time that the clock was trusted at. A clock that is behind it, or far ahead, shows
-- itself before a rule counts days by it.
CREATE TABLE policy (
    id                INTEGER PRIMARY KEY CHECK (id = 1),
    unused_for_days   INTEGER CHECK (unused_for_days > 0),
    at_most_per_user  INTEGER CHECK (at_most_per_user > 0),
    revoked_for_days  INTEGER CHECK (revoked_for_days > 0),
    last_run          INTEGER,
    last_run_deleted  INTEGER NOT NULL DEFAULT 0,
    last_run_revoked  INTEGER NOT NULL DEFAULT 0,
    clock_seen        INTEGER
) STRICT;
INSERT INTO policy (id) VALUES (1);

-- Holds only sessions whose times are out of order, so none as a rule: they are asked for whenever the window
-- shows itself, and are found without reading the table.
CREATE INDEX sessions_out_of_order ON sessions (created) WHERE created > last_used;
