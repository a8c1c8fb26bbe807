// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/coder_answers.h"

#include <QDateTime>
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>

namespace latchkey::credentials {

namespace {

/// Unix seconds. Fractions of a second go: Go writes up to nine digits, and no one here needs them.
std::optional<qint64> timeIn(const QJsonValue& value)
{
    static const QRegularExpression rfc3339(QStringLiteral("\\A([0-9]{4}-[0-9]{2}-[0-9]{2}[Tt]"
                                                           "[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\\.[0-9]+)?"
                                                           "([Zz]|[+-][0-9]{2}:[0-9]{2})\\z"));
    const auto match = rfc3339.match(value.toString());
    const QDateTime time =
        QDateTime::fromString((match.captured(1) + match.captured(2)).toUpper(), Qt::ISODate);
    if (!time.isValid() || time.date().year() <= 1) {
        return std::nullopt;
    }
    return time.toSecsSinceEpoch();
}

} // namespace

std::optional<TokenOwner> ownerIn(const QByteArray& answer)
{
    const QJsonObject person = QJsonDocument::fromJson(answer).object();
    TokenOwner owner;
    owner.username = person[QStringLiteral("username")].toString();
    owner.email = person[QStringLiteral("email")].toString();
    return owner.username.isEmpty() ? std::nullopt : std::optional(owner);
}

void addKey(const QByteArray& answer, TokenOwner& owner)
{
    const QJsonObject key = QJsonDocument::fromJson(answer).object();
    owner.tokenName = key[QStringLiteral("token_name")].toString();
    owner.loginType = key[QStringLiteral("login_type")].toString();
    owner.created = timeIn(key[QStringLiteral("created_at")]);
    owner.lastUsed = timeIn(key[QStringLiteral("last_used")]);
    owner.expires = timeIn(key[QStringLiteral("expires_at")]);
}

} // namespace latchkey::credentials
