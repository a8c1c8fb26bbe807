// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/secret_service.h"
#include "core/credentials/keyring_item.h"

#include <functional>

namespace latchkey::credentials {

/// An item of another program, found by attributes that QtKeychain cannot search by: its value through
/// libsecret, its existence through the Secret Service. It is never created; changing its value keeps label
/// and attributes.
///
/// libsecret's header is included by libsecret_item.cpp alone. Its calls block without a limit of ours, and
/// it ends the process with the session bus (measured): so the worker's main thread only, and the worker is
/// killed at a time limit and replaced when it is gone.
class LibsecretItem final : public KeyringItem
{
public:
    /// `service` must outlive the item. `beforeChange` is called right before the keyring may change.
    LibsecretItem(const SecretService& service, const ItemAttributes& attributes,
        const std::function<void()>& beforeChange);

    /// Errors: `KeyringLocked`; `Conflict` for several items; `AccessDenied`, `TimedOut`,
    /// `KeyringUnavailable`. Storing or erasing what is not there is `KeyringUnavailable`.
    Result<Value> load() override;
    Result<void> store(const Secret& value) override;
    Result<void> erase() override;

private:
    const SecretService& m_service;
    ItemAttributes m_attributes;
    std::function<void()> m_beforeChange;
};

} // namespace latchkey::credentials
