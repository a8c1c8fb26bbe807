// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/json_text.h"
#include "core/credentials/server_url.h"

namespace latchkey::credentials {

/// One member of the shared entry's object: its text, and what it says.
class MapEntry
{
public:
    /// Reads a member: its key's spelling in quotes, the key, and any valid JSON as its value.
    explicit MapEntry(const JsonMember& member);

    /// A new entry for this server.
    static MapEntry forServer(const ServerUrl& server, const Secret& token);

    /// The entry with another token and this server's origin, its other fields as they are. The entry is an
    /// object.
    MapEntry withToken(const ServerUrl& server, const Secret& token) const;

    QByteArray keyText() const { return m_keyText; }
    QString key() const { return m_key; }
    Secret text() const { return m_text; }

    /// The token, when there is no problem().
    Secret token() const { return m_token; }

    /// The one origin it belongs to: `coder_url`'s, or https:// + key when that has no scheme. None when it
    /// does not say, or when key and `coder_url` contradict each other.
    std::optional<ServerUrl> server() const;

    /// Whether this entry, or its problem, concerns the origin.
    bool names(const ServerUrl& server) const { return m_names.contains(server); }

    /// Whether it concerns the origin's host under any scheme.
    bool namesHostOf(const ServerUrl& server) const;

    /// Why it cannot be used. `NotFound`: it holds no token. `Conflict`: key and `coder_url` name different
    /// servers. `Corrupt`: anything else.
    std::optional<Error> problem() const { return m_problem; }

    /// Whether programs that know the format would fail on it, and so on the whole map.
    bool hasWrongShape() const { return m_hasWrongShape; }

private:
    MapEntry(const QByteArray& keyText, const QString& key, const Secret& text);
    void readFields();
    void readOrigin(const QString& url);
    void readToken(const Secret& token);
    void markWrongShape();

    QByteArray m_keyText;
    QString m_key;
    Secret m_text; // compact JSON: the value holds the token
    Secret m_token;
    QList<ServerUrl> m_names; // one, unless it contradicts itself or names none
    std::optional<Error> m_problem;
    bool m_hasWrongShape = false;
};

} // namespace latchkey::credentials
