// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QJsonArray>
#include <QJsonObject>

namespace latchkey::cli {

/// The words of `--backend` and of the JSON field `stored_in`.
QString placeName(credentials::Place place);

/// A server's JSON: `origin, host, account, active, stored_in, token_id, status, expires_at`. What nobody has
/// asked the server yet is null, with the status "unchecked"; an entry that cannot be used is "unusable".
QJsonObject serverJson(const credentials::Login& login);
QJsonArray serversJson(const QList<credentials::Login>& logins);

/// For people: all of them as a table, or one as a list of facts.
QString serversTable(const QList<credentials::Login>& logins);
QString serverFacts(const credentials::Login& login);

/// What the row is called: its origin, or the name it is stored under when that says no origin.
QString serverName(const credentials::Login& login);

} // namespace latchkey::cli
