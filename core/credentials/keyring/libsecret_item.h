// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/secret_service.h"
#include "core/credentials/keyring_item.h"

#include <functional>

namespace latchkey::credentials {

/// Opens libsecret's session with the Secret Service, which takes longer than anything else at a worker's
/// start. It may run beside everything that uses neither libsecret nor QtKeychain. Returns the service's
/// unique name on the bus; empty when it failed, which is told by what needs the session next.
QString openLibsecretSession();

/// The values of items in one question, in their order; none for an item that is gone or locked. Errors:
/// `AccessDenied`, `KeyringUnavailable`.
Result<QList<KeyringItem::Value>> readItems(const QStringList& items);

/// An item that is there, found by its attributes: its value through libsecret, its existence through the
/// Secret Service. Changing its value keeps label and attributes. Creating one is for others to add.
///
/// libsecret's header is included by libsecret_item.cpp alone. Its calls block without a limit of ours, and
/// it ends the process with the session bus (measured): so the worker's main thread only, and the worker is
/// killed at a time limit and replaced when it is gone.
class LibsecretItem : public KeyringItem
{
public:
    /// `items` is what was found by the attributes just now. `service` must outlive this object.
    /// `beforeChange` is called right before the keyring may change.
    LibsecretItem(const SecretService& service, const ItemAttributes& attributes, const QStringList& items,
        const std::function<void()>& beforeChange);

    /// The value that the next load() shall give: it was read just now.
    void presume(const Value& value) { m_presumed = value; }

    /// Errors: `KeyringLocked`; `Conflict` for several items; `AccessDenied`, `TimedOut`,
    /// `KeyringUnavailable`. Storing or erasing what is not there is `KeyringUnavailable`.
    Result<Value> load() override;
    Result<void> store(const Secret& value) override;
    Result<void> erase() override;

protected:
    bool isThere() const { return !m_items.isEmpty(); }

    /// Looks for the item again. Errors: `KeyringLocked`, `Conflict`; as SecretService::look().
    Result<void> find();

    const SecretService& service() const { return m_service; }
    const std::function<void()>& beforeChange() const { return m_beforeChange; }

private:
    const SecretService& m_service;
    ItemAttributes m_attributes;
    QStringList m_items;
    std::function<void()> m_beforeChange;
    std::optional<Value> m_presumed;
    QByteArray m_contentType = "text/plain";
};

} // namespace latchkey::credentials
