// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_item.h"
#include "core/credentials/stored_credential.h"

#include <QList>

namespace latchkey::credentials {

/// The one login that Coder Desktop for Linux keeps: an item whose value is a JSON object with `CoderUrl` and
/// `ApiToken`. The item is Coder Desktop's: it is never created here, and what else stands in it stays to the
/// letter. The worker's main thread only; all calls block.
class CoderDesktopEntry
{
public:
    /// `item` must outlive the entry. `lockPath` is the lock file, in a folder that exists.
    CoderDesktopEntry(KeyringItem& item, const QString& lockPath);

    /// As Backend's calls of these names. A server that `CoderUrl` does not name is an `OriginMismatch`. A
    /// value of another shape is `Corrupt` and never changed or removed.
    Result<Secret> read(const ServerUrl& server);
    Result<QList<StoredCredential>> list();

    /// Errors beside Backend's: as editItem(). Writing is `NotFound` where Coder Desktop has no item.
    Result<void> write(const ServerUrl& server, const Secret& token);
    Result<void> remove(const ServerUrl& server);

private:
    KeyringItem& m_item;
    QString m_lockPath;
};

} // namespace latchkey::credentials
