// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/login_check.h"

namespace latchkey::credentials {

namespace {

using Outcome = LoginCheck::Outcome;

const QString OutcomeField = QStringLiteral("outcome");
const QString AtField = QStringLiteral("at");
const QString ReasonField = QStringLiteral("reason");
const QString UsernameField = QStringLiteral("username");
const QString EmailField = QStringLiteral("email");
const QString TokenNameField = QStringLiteral("token_name");
const QString LoginTypeField = QStringLiteral("login_type");
const QString CreatedField = QStringLiteral("created");
const QString LastUsedField = QStringLiteral("last_used");
const QString ExpiresField = QStringLiteral("expires");

QString outcomeName(Outcome outcome)
{
    switch (outcome) {
    case Outcome::SignedIn:
        return statusName(LoginStatus::Ok);
    case Outcome::Refused:
        return statusName(LoginStatus::Refused);
    case Outcome::NotChecked:
        break;
    }
    return statusName(LoginStatus::NotChecked);
}

void insertTime(QJsonObject& json, const QString& field, const std::optional<qint64>& time)
{
    if (time) {
        json.insert(field, *time);
    }
}

std::optional<qint64> timeIn(const QJsonObject& json, const QString& field)
{
    return json.contains(field) ? std::optional(json.value(field).toInteger()) : std::nullopt;
}

} // namespace

LoginCheck checkFrom(const Result<TokenOwner>& answer, qint64 now)
{
    if (answer) {
        return { .outcome = Outcome::SignedIn, .at = now, .owner = *answer, .reason = {} };
    }
    const bool refused = answer.error().code == ErrorCode::Unauthorized;
    return { .outcome = refused ? Outcome::Refused : Outcome::NotChecked,
        .at = now,
        .owner = {},
        .reason = answer.error().message };
}

LoginStatus statusOf(const std::optional<LoginCheck>& check, qint64 now)
{
    if (!check) {
        return LoginStatus::Unchecked;
    }
    switch (check->outcome) {
    case Outcome::Refused:
        return LoginStatus::Refused;
    case Outcome::NotChecked:
        return LoginStatus::NotChecked;
    case Outcome::SignedIn:
        break;
    }
    return check->owner.expires && *check->owner.expires <= now ? LoginStatus::Expired : LoginStatus::Ok;
}

QString statusName(LoginStatus status)
{
    switch (status) {
    case LoginStatus::Unchecked:
        return QStringLiteral("unchecked");
    case LoginStatus::Ok:
        return QStringLiteral("ok");
    case LoginStatus::Expired:
        return QStringLiteral("expired");
    case LoginStatus::Refused:
        return QStringLiteral("refused");
    case LoginStatus::NotChecked:
        return QStringLiteral("could_not_check");
    case LoginStatus::Unusable:
        break;
    }
    return QStringLiteral("unusable");
}

QJsonObject toJson(const LoginCheck& check)
{
    const TokenOwner& owner = check.owner;
    QJsonObject json { { OutcomeField, outcomeName(check.outcome) }, { AtField, check.at } };
    for (const auto& [field, text] : { std::pair(ReasonField, check.reason),
             std::pair(UsernameField, owner.username), std::pair(EmailField, owner.email),
             std::pair(TokenNameField, owner.tokenName), std::pair(LoginTypeField, owner.loginType) }) {
        if (!text.isEmpty()) {
            json.insert(field, text);
        }
    }
    insertTime(json, CreatedField, owner.created);
    insertTime(json, LastUsedField, owner.lastUsed);
    insertTime(json, ExpiresField, owner.expires);
    return json;
}

std::optional<LoginCheck> checkFromJson(const QJsonObject& json)
{
    LoginCheck check;
    for (const Outcome outcome : { Outcome::SignedIn, Outcome::Refused, Outcome::NotChecked }) {
        if (json.value(OutcomeField).toString() != outcomeName(outcome)) {
            continue;
        }
        check.outcome = outcome;
        check.at = json.value(AtField).toInteger();
        check.reason = json.value(ReasonField).toString();
        check.owner = { .username = json.value(UsernameField).toString(),
            .email = json.value(EmailField).toString(),
            .tokenName = json.value(TokenNameField).toString(),
            .loginType = json.value(LoginTypeField).toString(),
            .created = timeIn(json, CreatedField),
            .lastUsed = timeIn(json, LastUsedField),
            .expires = timeIn(json, ExpiresField) };
        return check;
    }
    return std::nullopt;
}

} // namespace latchkey::credentials
