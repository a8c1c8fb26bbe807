// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/shared_entry.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SharedEntry)
};

// What programs without the lock need to read the entry, change and write it, and more.
constexpr std::chrono::milliseconds SecondLook { 25 };

} // namespace

SharedEntry::SharedEntry(KeyringItem& item, const KeyringLayout& layout, const QString& lockPath)
    : m_item(item)
    , m_layout(layout)
    , m_lockPath(lockPath)
{
}

Result<Secret> SharedEntry::read(const ServerUrl& server)
{
    const auto map = loadMap();
    return map ? map->token(server) : std::unexpected(map.error());
}

Result<QList<StoredCredential>> SharedEntry::list()
{
    const auto map = loadMap();
    if (!map) {
        return std::unexpected(map.error());
    }
    return map->list();
}

Result<Secret> SharedEntry::text()
{
    const auto stored = m_item.load();
    if (!stored) {
        return std::unexpected(stored.error());
    }
    const Value& value = *stored;
    if (!value) {
        return failure(
            ErrorCode::NotFound, Text::tr("The keyring has no shared entry, so there is nothing to copy."));
    }
    return *value;
}

Result<void> SharedEntry::write(const ServerUrl& server, const Secret& token)
{
    return edit([&](CredentialMap& map) { return map.set(server, token); }, SecondLook);
}

Result<void> SharedEntry::write(
    const ServerUrl& server, const Secret& token, const std::function<Result<void>(const Secret&)>& mayGo)
{
    const auto change = [&](CredentialMap& map) -> Result<void> {
        const auto present = map.token(server);
        if (present && *present != token) {
            if (auto may = mayGo(*present); !may) {
                return may;
            }
        }
        return map.set(server, token);
    };
    return edit(change, {});
}

Result<void> SharedEntry::remove(const ServerUrl& server)
{
    bool wasThere = false;
    const auto change = [&](CredentialMap& map) -> Result<void> {
        auto removed = map.remove(server);
        if (!removed && removed.error().code == ErrorCode::NotFound && wasThere) {
            return {}; // an earlier try of ours removed it
        }
        wasThere = wasThere || removed.has_value();
        return removed;
    };
    return edit(change, SecondLook);
}

Result<CredentialMap> SharedEntry::loadMap()
{
    const auto stored = m_item.load();
    return stored ? parse(*stored) : std::unexpected(stored.error());
}

Result<CredentialMap> SharedEntry::parse(const Value& stored) const
{
    if (!stored) {
        return CredentialMap::parse({});
    }
    const auto json = m_layout.decode(*stored);
    if (!json) {
        return std::unexpected(json.error());
    }
    return CredentialMap::parse(QByteArray::fromRawData(json->bytes().data(), json->size()));
}

Result<SharedEntry::Value> SharedEntry::apply(const Change& change, const Value& stored) const
{
    auto map = parse(stored);
    if (!map) {
        return std::unexpected(map.error());
    }
    if (auto changed = change(*map); !changed) {
        return std::unexpected(changed.error());
    }
    if (map->isEmpty()) {
        return Value();
    }
    auto value = m_layout.encode(Secret::takeFrom(map->toJson()));
    if (!value) {
        return std::unexpected(value.error());
    }
    return Value(std::move(*value));
}

Result<void> SharedEntry::edit(const Change& change, std::chrono::milliseconds secondLook)
{
    const auto applied = [this, &change](const Value& stored) { return apply(change, stored); };
    return editItem(m_item, m_lockPath, applied, secondLook);
}

} // namespace latchkey::credentials
