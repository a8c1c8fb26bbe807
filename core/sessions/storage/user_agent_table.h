// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/user_agents/user_agent.h"
#include "core/shared/result.h"

#include <QList>

namespace latchkey::sessions {
class UserAgentParser;
}

namespace latchkey::sessions::storage {

class SqliteConnection;

/// A row of `user_agents`: a User-Agent string and what it was recognised as.
struct UserAgentRecord
{
    QString raw;
    QString browser;
    QString os;
    QString device;
    DeviceKind kind = DeviceKind::Unknown;
    QString dataVersion; ///< of the patterns that said so; empty when it was not recognised by any
};

/// What the parser (which may be null) makes of a string. This is slow beside a statement: never in a
/// transaction.
UserAgentRecord recognise(UserAgentParser* parser, const QString& raw);

/// Whether the string is stored already.
Result<bool> isUserAgentKnown(SqliteConnection& connection, const QString& raw);

/// The id of the record's string, stored now where it was not. In a write transaction.
Result<qint64> userAgentId(SqliteConnection& connection, const UserAgentRecord& record);

/// In a write transaction.
Result<void> removeUserAgentIfUnused(SqliteConnection& connection, qint64 id);

/// At most `limit` strings that other patterns than `dataVersion` were asked about.
Result<QStringList> outdatedUserAgents(
    SqliteConnection& connection, const QString& dataVersion, qint64 limit);

/// Stores what was recognised anew. In a write transaction.
Result<void> updateUserAgents(SqliteConnection& connection, const QList<UserAgentRecord>& records);

/// The reverse of kindName(); Unknown for a word that it does not say.
DeviceKind kindFromName(const QString& name);

} // namespace latchkey::sessions::storage
