// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_api.h"

#include <QJsonObject>

namespace latchkey::credentials {

/// What came of asking a server about a token, and when. No secret.
struct LoginCheck
{
    enum class Outcome {
        SignedIn, ///< `owner` says whom, and how long
        Refused, ///< the server no longer accepts the token
        NotChecked, ///< it could not be asked; `reason` says why
    };

    Outcome outcome = Outcome::NotChecked;
    qint64 at = 0; ///< Unix seconds
    TokenOwner owner;
    QString reason; ///< for a person

    friend bool operator==(const LoginCheck&, const LoginCheck&) = default;
};

/// What a ServerApi::whoIs() answer means, got at this time (Unix seconds).
LoginCheck checkFrom(const Result<TokenOwner>& answer, qint64 now);

/// A login's state in one word, the same in window and terminal.
enum class LoginStatus {
    Unchecked, ///< nobody has asked the server yet
    Ok,
    Expired, ///< it was good when it was checked, and its time is over by now
    Refused,
    NotChecked, ///< the last check did not reach a definite answer
    Unusable, ///< what is stored makes no sense
};

/// The status at this time (Unix seconds), of a login that is stored without a problem.
LoginStatus statusOf(const std::optional<LoginCheck>& check, qint64 now);

/// The word that `latchkeyctl --json` has for it: `unchecked`, `ok`, `expired`, `refused`, `could_not_check`,
/// `unusable`.
QString statusName(LoginStatus status);

QJsonObject toJson(const LoginCheck& check);

/// The check as toJson() wrote it; none when it is not one.
std::optional<LoginCheck> checkFromJson(const QJsonObject& json);

} // namespace latchkey::credentials
