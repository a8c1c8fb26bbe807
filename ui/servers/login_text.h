// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

namespace latchkey::ui {

// The words for logins, the same in every view. What comes from outside is made visible; no secret is in any.

/// Where a login is to: its host, with `http://` where nothing is encrypted, or the stored key where that
/// names no server.
QString serverText(const credentials::Login& login);

/// Whom it signs in. While nobody has said, or where two logins of a server have one name, the token's public
/// name tells them apart. `all`: the logins it stands among.
QString accountText(const credentials::Login& login, const QList<credentials::Login>& all);

/// "alice on dev.example.com", or the host alone where nothing more is known or needed.
QString loginTitle(const credentials::Login& login, const QList<credentials::Login>& all);

/// "alice on https://dev.example.com", or the server alone: what the log calls a login, as latchkeyctl does.
QString loggedName(const QString& account, const credentials::ServerUrl& server);
QString loggedName(const credentials::LoginId& id, const credentials::LoginOverview& overview);

/// The title of a login that may be gone by now.
QString loginTitle(const credentials::LoginId& id, const credentials::LoginOverview& overview);

/// The words for a place as a cell ("Keyring", "Parked", "Terminal's files"), and at full length.
QString placeText(credentials::Place place);
QString placeExplanation(credentials::Place place);
QString placeIcon(credentials::Place place);

/// When its time is over (Unix seconds), as far as the server has said.
std::optional<qint64> expiryOf(const credentials::Login& login);

/// How much a check's result asks of the person.
enum class CheckAlarm { None, Soon, Now };

/// A check as it is shown at this time (Unix seconds): "OK", "Expires in 3 h", "Expired 3 weeks ago" ...
struct CheckWords
{
    QString text;
    QString iconName; ///< a themedIcon() name; may be empty
    QString toolTip; ///< exact times, who, and when it was checked
    CheckAlarm alarm = CheckAlarm::None;
};
CheckWords checkWords(const credentials::Login& login, qint64 now);

} // namespace latchkey::ui
