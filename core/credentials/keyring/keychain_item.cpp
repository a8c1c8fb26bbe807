// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/keychain_item.h"

#include "core/credentials/keyring/keychain_job.h"

namespace latchkey::credentials {

KeychainItem::KeychainItem(const SecretService& service, const KeyringLayout& layout,
    const QStringList& items, const std::function<void()>& beforeChange)
    : LibsecretItem(service, attributesOf(layout), items, beforeChange)
    , m_layout(layout)
{
}

Result<void> KeychainItem::store(const Secret& value)
{
    if (isThere()) {
        return LibsecretItem::store(value);
    }
    beforeChange()();
    const auto created = createInKeychain(m_layout, value);
    if (created) {
        return created;
    }
    // A keyring that was locked meanwhile says "denied".
    const auto found = find();
    return !found && found.error().code == ErrorCode::KeyringLocked ? found : created;
}

} // namespace latchkey::credentials
