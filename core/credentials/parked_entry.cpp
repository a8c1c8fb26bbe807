// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/parked_entry.h"

namespace latchkey::credentials {

using Value = KeyringItem::Value;

ParkedEntry::ParkedEntry(
    KeyringItem& item, const KeyringLayout& layout, const QString& lockPath, const QString& fingerprint)
    : m_item(item)
    , m_layout(layout)
    , m_lockPath(lockPath)
    , m_fingerprint(fingerprint)
{
}

Result<Secret> ParkedEntry::read(const ServerUrl& server)
{
    const auto stored = m_item.load();
    return stored ? tokenIn(*stored, server) : std::unexpected(stored.error());
}

Result<void> ParkedEntry::write(const ServerUrl& server, const Secret& token)
{
    if (const auto named = parkedToken({ server, m_fingerprint }, token); !named) {
        return std::unexpected(named.error());
    }
    const auto encoded = m_layout.encode(token);
    if (!encoded) {
        return std::unexpected(encoded.error());
    }
    return editItem(m_item, m_lockPath, [&](const Value& stored) -> Result<Value> {
        const auto present = stored ? tokenIn(stored, server) : token;
        if (!present) {
            return std::unexpected(present.error());
        }
        return Value(*encoded);
    });
}

Result<void> ParkedEntry::remove(const ServerUrl& server)
{
    return editItem(m_item, m_lockPath, [&](const Value& stored) -> Result<Value> {
        const auto present = tokenIn(stored, server);
        if (!present) {
            return std::unexpected(present.error());
        }
        return Value();
    });
}

Result<Secret> ParkedEntry::tokenIn(const Value& stored, const ServerUrl& server) const
{
    return tokenOf({ server, m_fingerprint }, stored, m_layout);
}

Result<Secret> ParkedEntry::tokenOf(const LoginId& login, const Value& stored, const KeyringLayout& layout)
{
    if (!stored) {
        return parkedToken(login, stored);
    }
    const auto token = layout.decode(*stored);
    return token ? parkedToken(login, *token) : std::unexpected(token.error());
}

} // namespace latchkey::credentials
