// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/servers_output.h"

#include "app/cli/table.h"
#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>

namespace latchkey::cli {

using namespace credentials;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServersOutput)
};

const QString Unknown = QStringLiteral("-"); // keeps a table's columns countable

QJsonValue timeOrNull(const std::optional<qint64>& time) { return time ? QJsonValue(*time) : QJsonValue(); }

QString ownName(const Login& login) { return login.account.isEmpty() ? Unknown : login.account; }

QString dayText(const std::optional<qint64>& time)
{
    return time ? QDateTime::fromSecsSinceEpoch(*time).date().toString(Qt::ISODate) : Unknown;
}

QString statusText(LoginStatus status)
{
    switch (status) {
    case LoginStatus::Unchecked:
        return Text::tr("not checked");
    case LoginStatus::Ok:
        return Text::tr("ok");
    case LoginStatus::Expired:
        return Text::tr("expired");
    case LoginStatus::Refused:
        return Text::tr("refused");
    case LoginStatus::NotChecked:
        return Text::tr("could not check");
    case LoginStatus::Unusable:
        break;
    }
    return Text::tr("unusable");
}

QString tokenText(const TokenFacts& token)
{
    const bool none = token.fingerprint.isEmpty();
    return none ? Text::tr("none") : token.tokenId.isEmpty() ? Text::tr("unusual") : token.tokenId;
}

TokenOwner ownerOf(const Login& login) { return login.check ? login.check->owner : TokenOwner(); }

} // namespace

QJsonValue textOrNull(const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

QString placeName(Place place)
{
    switch (place) {
    case Place::Keyring:
        return QStringLiteral("keyring");
    case Place::Parked:
        return QStringLiteral("parked");
    case Place::CliFiles:
        break;
    }
    return QStringLiteral("file");
}

QString placeText(Place place)
{
    switch (place) {
    case Place::Keyring:
        return Text::tr("keyring");
    case Place::Parked:
        return Text::tr("parked");
    case Place::CliFiles:
        break;
    }
    return Text::tr("CLI files");
}

QString placesText(const Login& login)
{
    QStringList texts;
    for (const Place place : login.places) {
        if (place != Place::Parked || !login.isIn(Place::Keyring)) {
            texts.append(placeText(place));
        }
    }
    return texts.join(QStringLiteral(", "));
}

QString serverName(const Login& login)
{
    return login.credential.server ? login.credential.server->origin() : visibleText(login.credential.key);
}

QString accountName(const Login& login)
{
    return login.account.isEmpty() ? login.credential.token.name() : visibleText(login.account);
}

QString accountWord(const Login& login)
{
    static const QRegularExpression plainWord(QStringLiteral("\\A[A-Za-z0-9_][A-Za-z0-9._-]*\\z"));
    return plainWord.match(login.account).hasMatch() ? login.account : login.credential.token.fingerprint;
}

QString loginName(const Login& login)
{
    return login.account.isEmpty() ? serverName(login)
                                   : Text::tr("%1 on %2").arg(visibleText(login.account), serverName(login));
}

QJsonObject serverJson(const Login& login, qint64 now)
{
    const auto& server = login.credential.server;
    return {
        { QStringLiteral("origin"), server ? QJsonValue(server->origin()) : QJsonValue() },
        { QStringLiteral("host"), server ? server->hostKey() : login.credential.key },
        { QStringLiteral("account"), textOrNull(login.account) },
        { QStringLiteral("active"), login.active },
        { QStringLiteral("stored_in"), placeName(login.places.first()) },
        { QStringLiteral("token_id"), textOrNull(login.credential.token.tokenId) },
        { QStringLiteral("status"), statusName(login.status(now)) },
        { QStringLiteral("expires_at"), timeOrNull(ownerOf(login).expires) },
    };
}

QJsonArray serversJson(const QList<Login>& logins, qint64 now)
{
    QJsonArray rows;
    for (const Login& login : logins) {
        rows.append(serverJson(login, now));
    }
    return rows;
}

QJsonObject checkedServerJson(const Login& login, qint64 now)
{
    const auto& problem = login.credential.problem;
    const TokenOwner owner = ownerOf(login);
    QJsonObject row = serverJson(login, now);
    row.insert(QStringLiteral("username"), textOrNull(owner.username));
    row.insert(QStringLiteral("created"), timeOrNull(owner.created));
    row.insert(QStringLiteral("last_used"), timeOrNull(owner.lastUsed));
    row.insert(QStringLiteral("checked_at"), login.check ? QJsonValue(login.check->at) : QJsonValue());
    row.insert(QStringLiteral("reason"),
        textOrNull(problem    ? problem->message
                : login.check ? login.check->reason
                              : QString()));
    return row;
}

QString serversTable(const QList<Login>& logins, qint64 now)
{
    Table table({ QString(), Text::tr("SERVER"), Text::tr("ACCOUNT"), Text::tr("STORED IN"),
        Text::tr("TOKEN"), Text::tr("CHECK") });
    for (const Login& login : logins) {
        table.addRow({ login.active ? QStringLiteral("*") : QString(), serverName(login), ownName(login),
            placesText(login), tokenText(login.credential.token), statusText(login.status(now)) });
    }
    return table.text();
}

QString checksTable(const QList<Login>& logins, qint64 now)
{
    Table table({ QString(), Text::tr("SERVER"), Text::tr("ACCOUNT"), Text::tr("CHECK"), Text::tr("CREATED"),
        Text::tr("LAST USED"), Text::tr("EXPIRES") });
    for (const Login& login : logins) {
        const TokenOwner owner = ownerOf(login);
        table.addRow({ login.active ? QStringLiteral("*") : QString(), serverName(login), ownName(login),
            statusText(login.status(now)), dayText(owner.created),
            owner.lastUsed ? relativeTime(*owner.lastUsed, now) : Unknown, dayText(owner.expires) });
    }
    return table.text();
}

QString serverFacts(const Login& login, qint64 now)
{
    const TokenOwner owner = ownerOf(login);
    FactList facts;
    facts.add(Text::tr("Server"), serverName(login));
    const auto& server = login.credential.server;
    if (server && server->displayHost() != server->hostKey()) {
        facts.add(Text::tr("Shown as"), server->displayHost());
    }
    facts.add(Text::tr("Account"), login.account.isEmpty() ? Text::tr("unknown") : login.account);
    facts.add(Text::tr("Active"), login.active ? Text::tr("yes: the terminal uses it") : Text::tr("no"));
    facts.add(Text::tr("Stored in"), placesText(login));
    facts.add(Text::tr("Token"), tokenText(login.credential.token));
    facts.add(Text::tr("Fingerprint"), login.credential.token.fingerprint);
    facts.add(Text::tr("Check"), statusText(login.status(now)));
    if (login.check) {
        facts.add(Text::tr("Checked"), exactTime(login.check->at));
    }
    if (owner.created) {
        facts.add(Text::tr("Created"), exactTime(*owner.created));
    }
    if (owner.lastUsed) {
        facts.add(Text::tr("Last used"), exactTime(*owner.lastUsed));
    }
    if (owner.expires) {
        facts.add(Text::tr("Expires"), exactTime(*owner.expires));
    }
    return facts.text();
}

} // namespace latchkey::cli
