// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/storage/session_conditions.h"

namespace latchkey::sessions::storage {

/// A revoking or restoring as it is written into the rows.
struct RevokedChange
{
    bool revoked;
    qint64 now; ///< Unix seconds
    ChangeId id;
};

/// Which sessions stand at these places of the list, in its order. Column: id.
Query placesQuery(const SessionFilter& filter, const RareWords& rareWords, const SessionSort& sort,
    qint64 offset, qint64 limit);

/// The matching sessions, in the order of their ids. Column: id.
Query matchingIdsQuery(const SessionFilter& filter, const RareWords& rareWords);

/// Columns: id, user, revoked, created, last_used, lookup, revoked_at, then raw, browser, os, device and kind
/// of its user agent. In no order.
Query sessionsQuery(const QList<SessionId>& ids);

/// Columns: key, browser, kind, sessions, revoked, last_used.
Query groupsQuery(const SessionFilter& filter, const RareWords& rareWords, GroupBy by);

/// One row: matched, users, revoked, used at or after `recentSince`, then how many there are of each of
/// countedKinds().
Query countsQuery(const SessionFilter& filter, const RareWords& rareWords, qint64 recentSince);

/// The kinds of device that countsQuery() counts; what is of none of them is unknown.
QList<DeviceKind> countedKinds();

/// One value: users with active sessions of which all match.
Query usersLeftWithoutQuery(const SessionFilter& filter);

/// One row: the earliest last use at or after `since`, or null.
Query oldestLastUseQuery(const SessionFilter& filter, qint64 since);

/// A row for each session, in no order. Columns: last_used, user_agent_id.
Query lastUsesQuery(const SessionFilter& filter);

/// Revokes or restores those of these sessions that still match and are not so yet. Column: id.
Query setRevokedQuery(const QList<SessionId>& ids, const SessionFilter& filter, const RevokedChange& change);

/// Deletes those of these sessions that still match. Columns: user_agent_id, user_id.
Query deleteQuery(const QList<SessionId>& ids, const SessionFilter& filter);

} // namespace latchkey::sessions::storage
