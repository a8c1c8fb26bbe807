// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

#include <QVariant>

namespace latchkey::sessions::storage {

/// A statement of question marks and what stands for them. No value of a caller is ever part of the text.
struct Query
{
    QString sql;
    QVariantList values;
};

/// A revoking or restoring as it is written into the rows.
struct RevokedChange
{
    bool revoked;
    qint64 now; ///< Unix seconds
    ChangeId id;
};

/// Columns: id, username, revoked, user_agent_id, created, last_used, lookup, revoked_at.
Query pageQuery(const SessionFilter& filter, const SessionSort& sort, qint64 offset, qint64 limit);

/// Columns: key, browser, kind, sessions, revoked, last_used.
Query groupsQuery(const SessionFilter& filter, GroupBy by);

/// One row: matched, users, revoked, used at or after `recentSince`.
Query countsQuery(const SessionFilter& filter, qint64 recentSince);

/// One value: users with active sessions of which all match.
Query usersLeftWithoutQuery(const SessionFilter& filter);

/// Revokes or restores at most `limit` of the matching sessions that are not so yet. Column: id.
Query setRevokedQuery(const SessionFilter& filter, const RevokedChange& change, qint64 limit);

/// Deletes at most `limit` of the matching sessions. Column: user_agent_id.
Query deleteQuery(const SessionFilter& filter, qint64 limit);

} // namespace latchkey::sessions::storage
