// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_importer.h"
#include "core/sessions/storage/user_agent_table.h"

namespace latchkey::sessions::storage {

/// A record for each distinct user agent of the sessions; those that are not stored yet are recognised. This
/// is slow: never in a transaction.
Result<QList<UserAgentRecord>> userAgentsOf(
    SqliteConnection& connection, UserAgentParser* parser, const QList<ImportedSession>& sessions);

/// Stores the sessions that are not there yet, and their user agents. Returns how many sessions. In a write
/// transaction.
Result<qint64> importSessions(
    SqliteConnection& connection, QList<ImportedSession> sessions, const QList<UserAgentRecord>& userAgents);

Result<qint64> countPresentSessions(SqliteConnection& connection, const QList<ImportedSession>& sessions);

} // namespace latchkey::sessions::storage
