// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/credential_map.h"
#include "core/credentials/keyring_layout.h"

#include <functional>
#include <optional>

namespace latchkey::credentials {

/// The one keyring item that holds the shared entry, as SharedEntry needs it. Blocking.
class KeyringItem
{
public:
    KeyringItem() = default;
    virtual ~KeyringItem() = default;
    Q_DISABLE_COPY_MOVE(KeyringItem)

    /// The stored value, or none when the keyring is open and has no such item. "Could not look" is an error.
    virtual Result<std::optional<Secret>> load() = 0;

    /// Creates the item or replaces its value.
    virtual Result<void> store(const Secret& value) = 0;

    /// Deletes the item.
    virtual Result<void> erase() = 0;
};

/// Reads and edits the shared entry, so that no writer of ours loses what another one wrote.
///
/// Writers of ours exclude each other by a lock file. Programs that do not know the lock are met by looking
/// again right before the write and after it, and starting over when something moved. The worker's main
/// thread only; all calls block.
class SharedEntry
{
public:
    /// `item` must outlive the entry. `lockPath` is the lock file, in a folder that exists.
    SharedEntry(KeyringItem& item, const KeyringLayout& layout, const QString& lockPath);

    /// As Backend's calls of these names. An entry that does not parse is `Corrupt` and never rewritten.
    Result<Secret> read(const ServerUrl& server);
    Result<QList<StoredCredential>> list();

    /// Errors beside Backend's: `Conflict` when another program changed the entry at each of five tries;
    /// `TimedOut` when the lock was not to be had within 5 s.
    Result<void> write(const ServerUrl& server, const Secret& token);
    Result<void> remove(const ServerUrl& server);

private:
    using Value = std::optional<Secret>; // as it is stored
    using Change = std::function<Result<void>(CredentialMap&)>;

    Result<CredentialMap> loadMap();
    Result<CredentialMap> parse(const Value& stored) const;
    Result<Value> apply(const Change& change, const Value& stored) const;
    Result<bool> replace(const Value& before, const Value& after);
    Result<void> edit(const Change& change);

    KeyringItem& m_item;
    KeyringLayout m_layout;
    QString m_lockPath;
};

} // namespace latchkey::credentials
