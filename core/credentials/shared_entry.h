// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/credential_map.h"
#include "core/credentials/keyring_item.h"
#include "core/credentials/keyring_layout.h"

namespace latchkey::credentials {

/// Reads and edits the shared entry, so that no writer of ours loses what another one wrote (editItem()). The
/// worker's main thread only; all calls block.
class SharedEntry
{
public:
    /// `item` must outlive the entry. `lockPath` is the lock file, in a folder that exists.
    SharedEntry(KeyringItem& item, const KeyringLayout& layout, const QString& lockPath);

    /// As Backend's calls of these names. An entry that does not parse is `Corrupt` and never rewritten.
    Result<Secret> read(const ServerUrl& server);
    Result<QList<StoredCredential>> list();

    /// The stored value as it is, tokens and all. Errors: `NotFound` where there is none; the item's.
    Result<Secret> text();

    /// Errors beside Backend's: as editItem().
    Result<void> write(const ServerUrl& server, const Secret& token);

    /// Writes the token, which is kept elsewhere, too (so no second look), unless another one of this server
    /// stands there that `mayGo` refuses; then its error.
    Result<void> write(const ServerUrl& server, const Secret& token,
        const std::function<Result<void>(const Secret&)>& mayGo);
    Result<void> remove(const ServerUrl& server);

private:
    using Value = KeyringItem::Value;
    using Change = std::function<Result<void>(CredentialMap&)>;

    Result<CredentialMap> loadMap();
    Result<CredentialMap> parse(const Value& stored) const;
    Result<Value> apply(const Change& change, const Value& stored) const;
    Result<void> edit(const Change& change, std::chrono::milliseconds secondLook);

    KeyringItem& m_item;
    KeyringLayout m_layout;
    QString m_lockPath;
};

} // namespace latchkey::credentials
