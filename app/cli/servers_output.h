// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QJsonArray>
#include <QJsonObject>

namespace latchkey::cli {

/// The words of the JSON field `stored_in`: keyring, parked, file.
QString placeName(credentials::Place place);

/// The same for people.
QString placeText(credentials::Place place);

/// Where the login lies, for people. That a parked copy lies beside the shared entry's goes without saying.
QString placesText(const credentials::Login& login);

/// A server's JSON: `origin, host, account, active, stored_in, token_id, status, expires_at`, with what
/// nobody knows as null. `stored_in` is the first of its places; the status is core's word at this time.
QJsonObject serverJson(const credentials::Login& login, qint64 now);
QJsonArray serversJson(const QList<credentials::Login>& logins, qint64 now);

/// serverJson() and what the last check told: `username, created, last_used, checked_at, reason`.
QJsonObject checkedServerJson(const credentials::Login& login, qint64 now);

/// For people: all of them as a table, with what the checks told, or one as a list of facts.
QString serversTable(const QList<credentials::Login>& logins, qint64 now);
QString checksTable(const QList<credentials::Login>& logins, qint64 now);
QString serverFacts(const credentials::Login& login, qint64 now);

/// What the row is called: its origin, or the name it is stored under when that says no origin.
QString serverName(const credentials::Login& login);

/// Whom it signs in: the account, or where nobody knows it, the token's id or fingerprint. `--account` takes
/// it. Safe to show.
QString accountName(const credentials::Login& login);

/// What `--account` takes in a command that a message proposes: as accountName(), but never a name that a
/// shell would read as more than one word. (Names come from servers.)
QString accountWord(const credentials::Login& login);

/// "alice on https://dev.example.com", or the server alone where no account is known. Safe to show.
QString loginName(const credentials::Login& login);

/// Text, or null for none.
QJsonValue textOrNull(const QString& text);

} // namespace latchkey::cli
