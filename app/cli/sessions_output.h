// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

#include <QJsonArray>
#include <QJsonObject>

namespace latchkey::cli {

/// A session's JSON: `id, username, revoked, user_agent, browser, os, device, device_kind, created,
/// last_used, fingerprint`. Times are Unix seconds; what is not known is null.
QJsonObject sessionJson(const sessions::Session& session);
QJsonArray sessionsJson(const QList<sessions::Session>& page);

/// A group's JSON: `key, browser, device_kind, sessions, revoked, last_used`.
QJsonArray groupsJson(const QList<sessions::SessionGroup>& groups);

QJsonArray idsJson(const QList<sessions::SessionId>& ids);

/// "1 session of alice", "3 sessions of 2 users". Safe to show.
QString sessionsOf(qint64 count, const QStringList& users);
QString sessionsOf(qint64 count, qint64 users);

/// For people. `now`, in Unix seconds, is what "yesterday" counts from.
QString sessionsTable(const QList<sessions::Session>& page, qint64 now);
QString groupsTable(const QList<sessions::SessionGroup>& groups, sessions::GroupBy by, qint64 now);

} // namespace latchkey::cli
