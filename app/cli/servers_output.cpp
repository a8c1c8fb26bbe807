// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_output.h"

#include "app/cli/table.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersOutput)
};

QJsonValue textOrNull(const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

QString placeText(Place place)
{
    return place == Place::Keyring ? Text::tr("keyring") : Text::tr("CLI files");
}

QString statusText(const Login& login)
{
    return login.credential.problem ? Text::tr("unusable") : Text::tr("not checked");
}

QString tokenText(const TokenFacts& token)
{
    const bool none = token.fingerprint.isEmpty();
    return none ? Text::tr("none") : token.tokenId.isEmpty() ? Text::tr("unusual") : token.tokenId;
}

} // namespace

QString placeName(Place place)
{
    return place == Place::Keyring ? QStringLiteral("keyring") : QStringLiteral("file");
}

QString serverName(const Login& login)
{
    return login.credential.server ? login.credential.server->origin() : login.credential.key;
}

QJsonObject serverJson(const Login& login)
{
    const auto& server = login.credential.server;
    return {
        { QStringLiteral("origin"), server ? QJsonValue(server->origin()) : QJsonValue() },
        { QStringLiteral("host"), server ? server->hostKey() : login.credential.key },
        { QStringLiteral("account"), textOrNull(login.account) },
        { QStringLiteral("active"), login.active },
        { QStringLiteral("stored_in"), placeName(login.storedIn) },
        { QStringLiteral("token_id"), textOrNull(login.credential.token.tokenId) },
        { QStringLiteral("status"),
            login.credential.problem ? QStringLiteral("unusable") : QStringLiteral("unchecked") },
        { QStringLiteral("expires_at"), QJsonValue() },
    };
}

QJsonArray serversJson(const QList<Login>& logins)
{
    QJsonArray rows;
    for (const Login& login : logins) {
        rows.append(serverJson(login));
    }
    return rows;
}

QString serversTable(const QList<Login>& logins)
{
    Table table(
        { QString(), Text::tr("SERVER"), Text::tr("STORED IN"), Text::tr("TOKEN"), Text::tr("STATUS") });
    for (const Login& login : logins) {
        table.addRow({ login.active ? QStringLiteral("*") : QString(), serverName(login),
            placeText(login.storedIn), tokenText(login.credential.token), statusText(login) });
    }
    return table.text();
}

QString serverFacts(const Login& login)
{
    FactList facts;
    facts.add(Text::tr("Server"), serverName(login));
    const auto& server = login.credential.server;
    if (server && server->displayHost() != server->hostKey()) {
        facts.add(Text::tr("Shown as"), server->displayHost());
    }
    facts.add(Text::tr("Active"), login.active ? Text::tr("yes: the terminal uses it") : Text::tr("no"));
    facts.add(Text::tr("Stored in"), placeText(login.storedIn));
    facts.add(Text::tr("Token"), tokenText(login.credential.token));
    facts.add(Text::tr("Fingerprint"), login.credential.token.fingerprint);
    facts.add(Text::tr("Status"), statusText(login));
    return facts.text();
}

} // namespace latchkey::cli
