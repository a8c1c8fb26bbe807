// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/map_entry.h"

#include "core/credentials/json_edit.h"
#include "core/credentials/stored_credential.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MapEntry)
};

const QString UrlField = QStringLiteral("coder_url");
const QString TokenField = QStringLiteral("api_token");

/// The server a key stands for under a scheme. Keys are `host[:port]`, so nothing else may stand in them.
std::optional<ServerUrl> serverOfKey(const QString& key, const QString& scheme)
{
    if (std::any_of(key.begin(), key.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; })) {
        return std::nullopt;
    }
    const auto server = ServerUrl::parse(scheme + QStringLiteral("://") + key.trimmed());
    return server ? std::optional(*server) : std::nullopt;
}

/// Whether the bare host that older writers put into `coder_url` is the key's, with or without its port.
bool isHostOfKey(const ServerUrl& bareHost, const ServerUrl& key)
{
    return bareHost == key || key.hostKey().startsWith(bareHost.hostKey() + u':');
}

} // namespace

MapEntry::MapEntry(const QByteArray& keyText, const QString& key, const Secret& text)
    : m_keyText(keyText)
    , m_key(key)
    , m_text(text)
{
    readFields();
}

MapEntry::MapEntry(const JsonMember& member)
    : MapEntry(member.keyText.toByteArray(), member.key, compactJson(member.value))
{
}

MapEntry MapEntry::forServer(const ServerUrl& server, const Secret& token)
{
    QByteArray emptyObject("{}");
    const QByteArray keyText = quotedJson(server.hostKey().toLatin1());
    return MapEntry(keyText, server.hostKey(), Secret::takeFrom(std::move(emptyObject)))
        .withToken(server, token);
}

MapEntry MapEntry::withToken(const ServerUrl& server, const Secret& token) const
{
    const Secret text = withStringFields(
        m_text, { { UrlField, Secret::takeFrom(server.origin().toLatin1()) }, { TokenField, token } });
    return { m_keyText, m_key, text };
}

std::optional<ServerUrl> MapEntry::server() const
{
    return m_names.size() == 1 ? std::optional(m_names.first()) : std::nullopt;
}

bool MapEntry::namesHostOf(const ServerUrl& server) const
{
    return std::any_of(m_names.begin(), m_names.end(),
        [&server](const ServerUrl& name) { return name.hostKey() == server.hostKey(); });
}

void MapEntry::readFields()
{
    const auto members = jsonMembers(m_text.bytes());
    if (!members) {
        return markWrongShape();
    }
    std::optional<Secret> url;
    std::optional<Secret> token;
    bool areTexts = true;
    for (const JsonMember& member : *members) {
        if (member.key == UrlField) {
            url = jsonString(member.value);
            areTexts = areTexts && url.has_value();
        } else if (member.key == TokenField) {
            token = jsonString(member.value);
            areTexts = areTexts && token.has_value();
        }
    }
    // An object with neither field is a program's own addition to the map: kept, and no harm.
    if (!areTexts || (url && !token)) {
        return markWrongShape();
    }
    readOrigin(url.value_or(Secret()).revealedText().trimmed());
    if (!m_problem) {
        readToken(token.value_or(Secret()));
    }
}

void MapEntry::readOrigin(const QString& url)
{
    const bool hasScheme = url.indexOf(QStringLiteral("://")) > 0;
    const auto urlServer = ServerUrl::parse(url);
    const bool isHttp = hasScheme && urlServer && urlServer->isPlainHttp();
    const auto keyServer = serverOfKey(m_key, isHttp ? QStringLiteral("http") : QStringLiteral("https"));
    if (keyServer) {
        m_names.append(*keyServer);
    }
    if (!keyServer || (hasScheme && !urlServer)) {
        m_problem = Error { ErrorCode::Corrupt,
            Text::tr(
                "The stored entry names no http or https server, so its token is not used. Sign in to the "
                "server again, or mend the entry with the program that wrote it.") };
        return;
    }
    const bool agree =
        !urlServer || *urlServer == *keyServer || (!hasScheme && isHostOfKey(*urlServer, *keyServer));
    if (!agree) {
        m_names.append(*urlServer);
        m_problem = Error { ErrorCode::Conflict,
            Text::tr(
                "The entry stored for %1 says that its token belongs to %2. It is used for neither. Mend it "
                "with the program that wrote it, or remove it in your keyring's own program.")
                .arg(keyServer->hostKey(), urlServer->origin()) };
    }
}

void MapEntry::readToken(const Secret& token)
{
    if (token.isEmpty()) {
        m_problem = Error { ErrorCode::NotFound,
            Text::tr("The stored entry holds no token. Sign in to the server.") };
    } else if (!checkToken(token)) {
        m_problem = Error { ErrorCode::Corrupt,
            Text::tr("The stored token holds characters that no token has, so it is not used. "
                     "Sign in to the server again.") };
    } else {
        m_token = token;
    }
}

void MapEntry::markWrongShape()
{
    if (const auto server = serverOfKey(m_key, QStringLiteral("https"))) {
        m_names.append(*server);
    }
    m_hasWrongShape = true;
    m_problem = Error { ErrorCode::Corrupt,
        Text::tr(
            "The stored entry is not in the form Latchkey knows. Nothing was changed. Mend or remove it with "
            "the program that wrote it.") };
}

} // namespace latchkey::credentials
