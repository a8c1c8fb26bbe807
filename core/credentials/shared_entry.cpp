// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/shared_entry.h"

#include "core/shared/file_lock.h"

#include <QCoreApplication>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SharedEntry)
};

constexpr auto LockLimit = std::chrono::seconds(5);
constexpr int Tries = 5;

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

Result<void> SharedEntry::write(const ServerUrl& server, const Secret& token)
{
    return edit([&](CredentialMap& map) { return map.set(server, token); });
}

Result<void> SharedEntry::remove(const ServerUrl& server)
{
    bool wasThere = false;
    return edit([&](CredentialMap& map) -> Result<void> {
        auto removed = map.remove(server);
        if (!removed && removed.error().code == ErrorCode::NotFound && wasThere) {
            return {}; // an earlier try of ours removed it
        }
        wasThere = wasThere || removed.has_value();
        return removed;
    });
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

// Whether `after` is what the keyring holds now. False when another program came between, before or after.
Result<bool> SharedEntry::replace(const Value& before, const Value& after)
{
    const auto now = m_item.load();
    if (!now) {
        return std::unexpected(now.error());
    }
    if (*now != before) {
        return false;
    }
    const auto put = after ? m_item.store(*after) : m_item.erase();
    // A failed call may have changed the item all the same (a late answer), so the item itself is asked.
    const auto result = m_item.load();
    if (result && *result == after) {
        return true;
    }
    if (!put) {
        return std::unexpected(put.error());
    }
    if (!result) {
        return std::unexpected(result.error());
    }
    return false;
}

Result<void> SharedEntry::edit(const Change& change)
{
    const auto lock = FileLock::acquire(m_lockPath, LockLimit);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    for (int i = 0; i < Tries; ++i) {
        const auto before = m_item.load();
        if (!before) {
            return std::unexpected(before.error());
        }
        const auto after = apply(change, *before);
        if (!after) {
            return std::unexpected(after.error());
        }
        const auto replaced = *before == *after ? Result<bool>(true) : replace(*before, *after);
        if (!replaced) {
            return std::unexpected(replaced.error());
        }
        if (*replaced) {
            return {};
        }
    }
    return failure(ErrorCode::Conflict,
        Text::tr(
            "Another program keeps changing the shared keyring entry, so your change was not kept. Try again "
            "when it is done."));
}

} // namespace latchkey::credentials
