// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/credential_map.h"

#include <QCoreApplication>
#include <QHash>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(CredentialMap)
};

Error differentTokens(const QString& origin)
{
    return { ErrorCode::Conflict,
        Text::tr("Several stored entries hold different tokens for %1. None is used until only one is left: "
                 "remove the others with the programs that wrote them, or in your keyring's own program.")
            .arg(origin) };
}

Error belongsElsewhere(const ServerUrl& stored, const ServerUrl& wanted)
{
    return { ErrorCode::OriginMismatch,
        Text::tr(
            "The stored token belongs to %1, not to %2, so it was not used. Ask for %1, or remove it first.")
            .arg(stored.origin(), wanted.origin()) };
}

} // namespace

Result<CredentialMap> CredentialMap::parse(const QByteArray& text)
{
    CredentialMap map;
    if (text.isEmpty()) {
        return map;
    }
    const auto members = jsonMembers(text);
    if (!members) {
        return failure(ErrorCode::Corrupt,
            Text::tr("The stored credentials are not in the form Latchkey knows. Nothing was changed. Save a "
                     "copy of the entry and mend it with the program that wrote it."));
    }
    map.m_entries.reserve(members->size());
    for (const JsonMember& member : *members) {
        map.m_entries.append(MapEntry(member));
    }
    return map;
}

QByteArray CredentialMap::toJson() const
{
    qsizetype size = 2;
    for (const MapEntry& entry : m_entries) {
        size += entry.keyText().size() + entry.text().size() + 2;
    }
    QByteArray json;
    json.reserve(size); // a buffer that grew would leave copies of the tokens behind
    json.append('{');
    for (const MapEntry& entry : m_entries) {
        json.append(json.size() == 1 ? "" : ",");
        json.append(entry.keyText()).append(':').append(entry.text().bytes());
    }
    return json.append('}');
}

Result<Secret> CredentialMap::token(const ServerUrl& server) const
{
    const auto entries = entriesOf(server);
    if (!entries) {
        return std::unexpected(entries.error());
    }
    for (const qsizetype i : *entries) {
        if (const auto problem = m_entries[i].problem()) {
            return std::unexpected(*problem);
        }
    }
    return m_entries[entries->first()].token();
}

Result<void> CredentialMap::set(const ServerUrl& server, const Secret& token)
{
    if (const auto usable = checkToken(token); !usable) {
        return usable;
    }
    const auto entries = changeableEntriesOf(server);
    if (!entries) {
        if (entries.error().code != ErrorCode::NotFound) {
            return std::unexpected(entries.error());
        }
        m_entries.append(MapEntry::forServer(server, token));
        return {};
    }
    for (const qsizetype i : *entries) {
        m_entries[i] = m_entries[i].withToken(server, token);
    }
    return {};
}

Result<void> CredentialMap::remove(const ServerUrl& server)
{
    const auto entries = changeableEntriesOf(server);
    if (!entries) {
        return std::unexpected(entries.error());
    }
    std::optional<Error> noToken;
    for (const qsizetype i : *entries) {
        noToken = m_entries[i].problem();
        if (!noToken || noToken->code != ErrorCode::NotFound) {
            noToken.reset();
            break;
        }
    }
    if (noToken) {
        return std::unexpected(*noToken);
    }
    for (auto i = entries->rbegin(); i != entries->rend(); ++i) {
        m_entries.removeAt(*i);
    }
    return {};
}

QList<StoredCredential> CredentialMap::list() const
{
    QList<StoredCredential> credentials;
    for (const MapEntry& entry : m_entries) {
        credentials.append({
            .key = entry.key(),
            .server = entry.server(),
            .token = factsOf(entry.token()),
            .problem = entry.problem(),
        });
    }
    QHash<QString, QList<qsizetype>> byOrigin;
    for (qsizetype i = 0; i < credentials.size(); ++i) {
        const auto& server = credentials[i].server;
        if (server && !credentials[i].problem) {
            byOrigin[server->origin()].append(i);
        }
    }
    for (auto group = byOrigin.cbegin(); group != byOrigin.cend(); ++group) {
        const Secret token = m_entries[group->first()].token();
        const bool agree = std::all_of(
            group->begin(), group->end(), [&](qsizetype i) { return m_entries[i].token() == token; });
        for (const qsizetype i : *group) {
            if (!agree) {
                credentials[i].problem = differentTokens(group.key());
            }
        }
    }
    return credentials;
}

/// The entries that concern this server, at least one. Errors: `NotFound`, `OriginMismatch`, `Conflict`.
Result<QList<qsizetype>> CredentialMap::entriesOf(const ServerUrl& server) const
{
    QList<qsizetype> entries;
    std::optional<Secret> token;
    std::optional<Error> otherOrigin;
    for (qsizetype i = 0; i < m_entries.size(); ++i) {
        const MapEntry& entry = m_entries[i];
        const auto problem = entry.problem();
        if (!entry.names(server) && !entry.namesHostOf(server)) {
            continue;
        }
        if (problem && problem->code == ErrorCode::Conflict) {
            return std::unexpected(*problem);
        }
        if (!entry.names(server)) {
            if (const auto stored = entry.server()) {
                otherOrigin = belongsElsewhere(*stored, server);
            }
            continue;
        }
        entries.append(i);
        if (!problem && token.value_or(entry.token()) != entry.token()) {
            return std::unexpected(differentTokens(server.origin()));
        }
        if (!problem) {
            token = entry.token();
        }
    }
    if (!entries.isEmpty()) {
        return entries;
    }
    return std::unexpected(otherOrigin.value_or(Error { ErrorCode::NotFound,
        Text::tr("No token is stored for %1. Sign in to it first.").arg(server.origin()) }));
}

/// As entriesOf(), for a change, which needs every entry to be of the right shape.
Result<QList<qsizetype>> CredentialMap::changeableEntriesOf(const ServerUrl& server) const
{
    for (const MapEntry& entry : m_entries) {
        const auto problem = entry.problem();
        if (problem && entry.hasWrongShape()) {
            return std::unexpected(*problem);
        }
    }
    return entriesOf(server);
}

} // namespace latchkey::credentials
