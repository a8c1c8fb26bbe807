-- SPDX-FileCopyrightText: 2026 The Latchkey developers
-- SPDX-License-Identifier: MIT

-- Somebody still holds the token of a revoked session: how often it was presented, and when last.
ALTER TABLE sessions ADD COLUMN presented_revoked INTEGER NOT NULL DEFAULT 0;
ALTER TABLE sessions ADD COLUMN last_presented_revoked INTEGER;

-- When an identifier that a newer one had replaced came back, which revoked the session.
ALTER TABLE sessions ADD COLUMN reused_at INTEGER;

-- The digests that sessions had before, for as long as their session is there: however old a stolen copy is,
-- it is known.
CREATE TABLE replaced_identifiers (
    lookup      BLOB PRIMARY KEY CHECK (length(lookup) = 32),
    session_id  INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    replaced_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX replaced_identifiers_by_session ON replaced_identifiers (session_id);
