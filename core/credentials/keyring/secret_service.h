// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/session_bus.h"
#include "core/credentials/keyring_layout.h"

#include <QMap>

#include <functional>

namespace latchkey::credentials {

/// What an item of the Secret Service is found by.
using ItemAttributes = QMap<QString, QString>;

/// The attributes of an item that QtKeychain keeps, as far as all programs agree on them: service and key,
/// since others leave QtKeychain's other ones out.
ItemAttributes attributesOf(const KeyringLayout& layout);

/// The attributes with which QtKeychain finds a text item and replaces it.
ItemAttributes keychainAttributesOf(const KeyringLayout& layout);

/// What the Secret Service says of some items, without touching a secret.
struct SecretServiceFacts
{
    QString owner; ///< the service's unique name on the bus; another one means it was started again
    QString collection; ///< object path of the default collection
    bool locked = false; ///< that collection, or any of the items
    QStringList items; ///< object paths of the items that were looked for
    QList<QStringList> others; ///< of the further searches, in their order
};

/// The desktop's Secret Service (specification: freedesktop.org, "Secret Service API") through D-Bus, for all
/// that QtKeychain cannot tell. Blocking, for the worker's main thread. No secret passes through here.
class SecretService
{
public:
    explicit SecretService(const SessionBus& bus)
        : m_bus(bus)
    {
    }

    const SessionBus& bus() const { return m_bus; }
    bool isConnected() const { return m_bus.isConnected(); }

    /// Looks at the service, and for the items that have these attributes, within 2 s; starts it within 5 s
    /// where that is needed. `others` are further searches: all is asked in one round trip. Errors:
    /// `KeyringUnavailable` (no bus, no service, no default collection: the message tells which), `TimedOut`,
    /// `AccessDenied`.
    Result<SecretServiceFacts> look(
        const ItemAttributes& wanted, const QList<ItemAttributes>& others = {}) const;

    /// All attributes of each item. Errors, one by one: as look(); `KeyringUnavailable` also when the item is
    /// gone.
    QList<Result<ItemAttributes>> attributes(const QStringList& items) const;

    /// The program that owns the service, such as "gnome-keyring-daemon"; empty when it cannot be told.
    QString provider(const SecretServiceFacts& facts) const;

    /// Unlocks what is locked. When the service wants to ask the person, it calls `asking(true)`, waits for
    /// the answer without a limit, and calls `asking(false)`. Errors: `Cancelled` when it was dismissed;
    /// `KeyringLocked` when no prompt can be shown; as look().
    Result<void> unlock(const SecretServiceFacts& facts, const std::function<void(bool)>& asking) const;

    /// Makes an item of another program one that QtKeychain finds (`forWriting`: and replaces), by adding the
    /// attributes it uses. Label and secret stay as they are; an item that has them stays untouched.
    /// QtKeychain does not see an item without `type`, and puts a second one beside an item of another schema
    /// (measured). Errors: `Corrupt` when the item says that it is not text; as look().
    Result<void> adopt(const QString& item, bool forWriting) const;

private:
    Result<SecretServiceFacts> lookOnce(const QList<ItemAttributes>& searches) const;

    SessionBus m_bus;
    mutable QString m_collection; ///< of the last look, so that the next one need not wait for its name
};

} // namespace latchkey::credentials
