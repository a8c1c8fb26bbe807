// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/keychain_item.h"

#include "core/credentials/keyring/keychain_job.h"
#include "core/credentials/keyring/keyring_fault.h"

namespace latchkey::credentials {

KeychainItem::KeychainItem(
    const SecretService& service, const KeyringLayout& layout, const std::function<void()>& beforeChange)
    : m_service(service)
    , m_layout(layout)
    , m_beforeChange(beforeChange)
{
}

Result<std::optional<Secret>> KeychainItem::load()
{
    const auto value = readKeychain(m_layout);
    if (value) {
        return *value;
    }
    const auto facts = m_service.look(attributesOf(m_layout));
    if (!facts) {
        return std::unexpected(facts.error());
    }
    if (facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    if (value.error().code != ErrorCode::NotFound) {
        return std::unexpected(value.error());
    }
    if (facts->items.isEmpty()) {
        return std::nullopt;
    }
    return keyringFailure(facts->items.size() > 1 ? KeyringFault::Duplicates : KeyringFault::UnknownForm);
}

Result<void> KeychainItem::store(const Secret& value)
{
    m_beforeChange();
    return explained(writeKeychain(m_layout, value));
}

Result<void> KeychainItem::erase()
{
    const auto facts = m_service.look(attributesOf(m_layout));
    if (!facts) {
        return std::unexpected(facts.error());
    }
    if (facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    if (facts->items.size() > 1) {
        return keyringFailure(KeyringFault::Duplicates); // QtKeychain would delete them all
    }
    m_beforeChange();
    return explained(deleteKeychain(m_layout));
}

// A failed call on a keyring that was locked meanwhile comes back as "denied".
Result<void> KeychainItem::explained(const Result<void>& outcome) const
{
    if (outcome) {
        return outcome;
    }
    const auto facts = m_service.look(attributesOf(m_layout));
    if (facts && facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    return outcome;
}

} // namespace latchkey::credentials
