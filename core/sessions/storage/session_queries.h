// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

#include <QVariant>

namespace latchkey::sessions::storage {

/// Seconds between the clocks of two machines that nobody need hear of.
inline constexpr qint64 ClockTolerance = 60;

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

/// One row: matched, users, revoked, used at or after `recentSince`, then how many there are of each of
/// countedKinds().
Query countsQuery(const SessionFilter& filter, qint64 recentSince);

/// One value: users with active sessions of which all match.
Query usersLeftWithoutQuery(const SessionFilter& filter);
/// The kinds of device that countsQuery() counts; what is of none of them is unknown.
QList<DeviceKind> countedKinds();

/// One row: the earliest last use at or after `since`, or null.
Query oldestLastUseQuery(const SessionFilter& filter, qint64 since);

/// A row for each session, in no order. Columns: last_used, and the number of the kind in countedKinds() or
/// null.
Query lastUsesQuery(const SessionFilter& filter);

/// Revokes or restores at most `limit` of the matching sessions that are not so yet. Column: id.
Query setRevokedQuery(const SessionFilter& filter, const RevokedChange& change, qint64 limit);

/// Deletes at most `limit` of the matching sessions. Column: user_agent_id.
Query deleteQuery(const SessionFilter& filter, qint64 limit);

} // namespace latchkey::sessions::storage
