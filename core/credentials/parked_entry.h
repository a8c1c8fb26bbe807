// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_item.h"
#include "core/credentials/keyring_layout.h"
#include "core/credentials/parked_tokens.h"

namespace latchkey::credentials {

/// One of Latchkey's own keyring items: the token of a login that is not the active one. The worker's main
/// thread only; all calls block.
class ParkedEntry
{
public:
    /// `item` must outlive the entry. `lockPath` is the lock file, in a folder that exists.
    ParkedEntry(
        KeyringItem& item, const KeyringLayout& layout, const QString& lockPath, const QString& fingerprint);

    /// As ParkedTokens' readParked(), park() and removeParked(), for the login of this server and the
    /// fingerprint. Errors beside theirs: as editItem().
    Result<Secret> read(const ServerUrl& server);
    Result<void> write(const ServerUrl& server, const Secret& token);
    Result<void> remove(const ServerUrl& server);

    /// The token in an item's stored value. Errors: as read().
    static Result<Secret> tokenOf(
        const LoginId& login, const KeyringItem::Value& stored, const KeyringLayout& layout);

private:
    Result<Secret> tokenIn(const KeyringItem::Value& stored, const ServerUrl& server) const;

    KeyringItem& m_item;
    KeyringLayout m_layout;
    QString m_lockPath;
    QString m_fingerprint;
};

} // namespace latchkey::credentials
