// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/http/coder_accounts.h"

#include <QJsonDocument>
#include <QJsonObject>

namespace latchkey::test {

namespace {

const QString Api = QStringLiteral("/api/v2/users/");

QString keyIdOf(const QByteArray& token)
{
    return QString::fromLatin1(token.first(qMin<qsizetype>(token.size(), 10)));
}

CoderServer::Reply object(const QJsonObject& content, int status = 200)
{
    return { .status = status, .body = QJsonDocument(content).toJson(QJsonDocument::Compact) };
}

CoderServer::Reply message(int status, const QString& text)
{
    return object({ { QStringLiteral("message"), text } }, status);
}

} // namespace

CoderServer::Reply usualReply(CoderAccounts& accounts, const QString& line, const QByteArray& token)
{
    if (!line.contains(u' ' + Api)) {
        return message(404, QStringLiteral("Route not found."));
    }
    const auto account = accounts.constFind(token);
    if (account == accounts.constEnd()) {
        return message(401, QStringLiteral("You are signed out or your session has expired."));
    }
    const QString keyPath = Api + QStringLiteral("me/keys/");
    if (line == QStringLiteral("GET ") + Api + QStringLiteral("me")) {
        return object({ { QStringLiteral("username"), account->username },
            { QStringLiteral("email"), account->email } });
    }
    if (line == QStringLiteral("POST ") + Api + QStringLiteral("logout")) {
        accounts.remove(token);
        return message(200, QStringLiteral("Logged out!"));
    }
    for (auto key = accounts.begin(); key != accounts.end(); ++key) {
        const QString id = keyIdOf(key.key());
        if (line == QStringLiteral("GET ") + keyPath + id) {
            return object({ { QStringLiteral("id"), id }, { QStringLiteral("token_name"), key->tokenName },
                { QStringLiteral("login_type"), key->loginType },
                { QStringLiteral("created_at"), key->created },
                { QStringLiteral("last_used"), key->lastUsed },
                { QStringLiteral("expires_at"), key->expires } });
        }
        if (line == QStringLiteral("DELETE ") + keyPath + id) {
            accounts.erase(key);
            return { .status = 204, .body = {} };
        }
    }
    return message(404, QStringLiteral("Resource not found or you do not have access to this resource"));
}

} // namespace latchkey::test
