// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/credential_map.h"
#include "core/credentials/keyring_layout.h"
#include "tests/fuzz/property.h"

#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::fuzz;

namespace {

Secret secret(const QByteArray& text) { return Secret::takeFrom(QByteArray(text)); }

/// JSON without the white space outside its strings, found in another way than json_text does.
QByteArray withoutWhiteSpace(const QByteArray& json)
{
    QByteArray compact;
    bool isQuoted = false;
    bool isEscaped = false;
    for (const char c : json) {
        const bool isSpace = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (isQuoted || !isSpace) {
            compact.append(c);
        }
        if (c == '"' && !isEscaped) {
            isQuoted = !isQuoted;
        }
        isEscaped = isQuoted && c == '\\' && !isEscaped;
    }
    return compact;
}

/// The entries by their keys, both as spelled.
QHash<QByteArray, QByteArray> entriesOf(const QByteArray& json)
{
    QHash<QByteArray, QByteArray> entries;
    const auto members = jsonMembers(json);
    require(members.has_value(), "what would be written is one JSON object");
    for (const JsonMember& member : *members) {
        entries.insert(member.keyText.toByteArray(), member.value.toByteArray());
    }
    return entries;
}

void checkWritable(const QByteArray& json)
{
    require(std::ranges::none_of(json, [](char c) { return static_cast<uchar>(c) < 0x20; }),
        "nothing is written that holds a control character");
    for (const Platform platform : { Platform::Linux, Platform::MacOs, Platform::Windows }) {
        const KeyringLayout layout = keyringLayout(platform, QStringLiteral("fuzzed"));
        const auto stored = layout.encode(secret(json));
        require(stored || stored.error().code == ErrorCode::DataTooBig, "a map can be encoded");
        const auto read = stored ? layout.decode(*stored) : stored;
        require(!stored || (read && *read == secret(json)), "a keyring gives back what was stored");
    }
}

/// Qt's own parser as a witness, as far as it takes the text: it refuses 1e400, for one.
void checkSameMeaning(const QByteArray& text, const QByteArray& json)
{
    const QJsonDocument before = QJsonDocument::fromJson(text);
    require(before.isNull() || before == QJsonDocument::fromJson(json), "a map means the same afterwards");
}

/// A change touches the entries of its server and no other; refused, it touches none.
template <typename Change> void checkChange(CredentialMap map, const ServerUrl& server, Change change)
{
    const QByteArray before = map.toJson();
    const auto held = map.token(server);
    const Result<void> changed = change(map);
    const QByteArray after = map.toJson();
    if (!changed) {
        require(after == before, "a refused change leaves nothing to write");
        return;
    }
    checkWritable(after);
    const auto entries = entriesOf(before);
    const auto changedEntries = entriesOf(after);
    for (auto entry = entries.begin(); entry != entries.end(); ++entry) {
        const CredentialMap alone = *CredentialMap::parse('{' + entry.key() + ':' + entry.value() + '}');
        const auto token = alone.token(server);
        const bool isOfServer =
            token || token.error().code != ErrorCode::NotFound || alone.list().first().server == server;
        require(isOfServer || changedEntries.value(entry.key()) == entry.value(),
            "entries of other servers stay to the letter");
    }
}

} // namespace

/// The JSON that all of Coder's programs share in the keyring.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const ServerUrl newServer = *ServerUrl::parse(QStringLiteral("https://fuzzed.example:8443"));
    const QByteArray text = bytesOf(data, size);
    const auto map = CredentialMap::parse(text);
    if (!map) {
        require(map.error().code == ErrorCode::Corrupt, "unreadable is Corrupt, never empty");
        return 0;
    }
    const QByteArray json = map->toJson();
    require(json == (text.isEmpty() ? QByteArray("{}") : withoutWhiteSpace(text)),
        "a map without a change is written as it was read");
    checkWritable(json);
    checkSameMeaning(text, json);

    const QByteArray token("fuzzed-token");
    QList<ServerUrl> servers { newServer };
    for (const StoredCredential& credential : map->list()) {
        if (credential.server && servers.size() < 4 && !servers.contains(*credential.server)) {
            servers.append(*credential.server);
        }
    }
    for (const ServerUrl& server : servers) {
        checkChange(*map, server, [&](CredentialMap& changed) {
            const auto set = changed.set(server, secret(token));
            const auto read = changed.token(server);
            require(!set || (read && *read == secret(token)), "a token that was set is there");
            return set;
        });
        checkChange(*map, server, [&](CredentialMap& changed) {
            const auto removed = changed.remove(server);
            require(!removed || !changed.token(server), "a token that was removed is gone");
            return removed;
        });
    }
    return 0;
}
