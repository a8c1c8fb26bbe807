// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/stored_credential.h"
#include "core/shared/async.h"

#include <QList>

namespace latchkey::credentials {

/// Storage of session tokens by server URL: the Coder CLI's `sessionstore.Backend`, with `list` beside it.
///
/// Every call may be made from any thread, returns at once, and its future ends within the backend's time
/// limits. "Nothing stored" (`NotFound`, an empty list) and "could not look" (any other error) are never the
/// same answer.
class Backend
{
public:
    Backend() = default;
    virtual ~Backend() = default;
    Q_DISABLE_COPY_MOVE(Backend)

    /// The token for this server. Errors: `NotFound`; `OriginMismatch` when the host's token belongs to
    /// another scheme; `Corrupt`; `Conflict`; `KeyringUnavailable`, `KeyringLocked`, `AccessDenied`,
    /// `TimedOut`, `Cancelled`, `StoreUnavailable`.
    virtual Future<Secret> read(const ServerUrl& server) = 0;

    /// Stores the token for this server, over an older one, and ends when it is durable. Other servers'
    /// entries stay as they are, to the byte. Errors: as read, without `NotFound`; `DataTooBig` and
    /// `DiskFull` with nothing written.
    virtual Future<void> write(const ServerUrl& server, const Secret& token) = 0;

    /// Removes the token for this server. Errors: as read.
    virtual Future<void> remove(const ServerUrl& server) = 0;

    /// All that is stored, in the stored order, without secrets. An entry that cannot be used carries its
    /// `problem`. Errors: as read, without `NotFound`: nothing stored is an empty list.
    virtual Future<QList<StoredCredential>> list() = 0;
};

} // namespace latchkey::credentials
