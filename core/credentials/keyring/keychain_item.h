// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/libsecret_item.h"

namespace latchkey::credentials {

/// An item in QtKeychain's form: QtKeychain creates it, so that every program that uses QtKeychain finds it.
/// The worker's main thread only.
class KeychainItem final : public LibsecretItem
{
public:
    /// As LibsecretItem.
    KeychainItem(const SecretService& service, const KeyringLayout& layout, const QStringList& items,
        const std::function<void()>& beforeChange);

    /// Creates the item where there is none.
    Result<void> store(const Secret& value) override;

private:
    KeyringLayout m_layout;
};

} // namespace latchkey::credentials
