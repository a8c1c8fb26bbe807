-- SPDX-FileCopyrightText: 2026 The Latchkey developers
-- SPDX-License-Identifier: MIT

-- When a session was revoked; null while it is active. For those revoked before anybody noted it: now, so that
-- a rule about old revocations gives them their whole time.
ALTER TABLE sessions ADD COLUMN revoked_at INTEGER;
UPDATE sessions SET revoked_at = unixepoch() WHERE revoked = 1;

-- Which revoking or restoring touched the session last, as a random number; 0: none yet. An undo finds by it
-- what it may put back, and leaves alone what was changed again since.
ALTER TABLE sessions ADD COLUMN last_change INTEGER NOT NULL DEFAULT 0;
CREATE INDEX sessions_by_last_change ON sessions (last_change) WHERE last_change <> 0;
