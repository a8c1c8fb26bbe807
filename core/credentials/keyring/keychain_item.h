// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/secret_service.h"
#include "core/credentials/keyring_item.h"
#include "core/credentials/keyring_layout.h"

#include <functional>

namespace latchkey::credentials {

/// An item that QtKeychain can name: its value through QtKeychain, its existence through the Secret Service,
/// since QtKeychain takes a locked keyring for an empty one. The worker's main thread only.
class KeychainItem final : public KeyringItem
{
public:
    /// `service` must outlive the item. `beforeChange` is called right before the keyring may change.
    KeychainItem(
        const SecretService& service, const KeyringLayout& layout, const std::function<void()>& beforeChange);

    Result<std::optional<Secret>> load() override;
    Result<void> store(const Secret& value) override;
    Result<void> erase() override;

private:
    Result<void> explained(const Result<void>& outcome) const;

    const SecretService& m_service;
    KeyringLayout m_layout;
    std::function<void()> m_beforeChange;
};

} // namespace latchkey::credentials
