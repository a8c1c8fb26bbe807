// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/sessions/memory_token_manager.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/user_agent_text.h"

namespace latchkey::test {

using namespace sessions;

namespace {

std::unexpected<Error> refused(ErrorCode code)
{
    return failure(code, QStringLiteral("Refused by the store in memory."));
}

template <typename T> Future<T> failed(ErrorCode code) { return finishedFuture<T>(refused(code)); }

} // namespace

MemoryTokenManager::MemoryTokenManager(const Clock& clock)
    : m_clock(clock)
{
}

void MemoryTokenManager::failWith(const std::optional<Error>& error)
{
    const std::scoped_lock lock(m_mutex);
    m_error = error;
}

Result<MemoryTokenManager::Key> MemoryTokenManager::keyOf(
    const QString& username, const Secret& identifier) const
{
    const auto name = validateUsername(username);
    const auto digest = identifierDigest(username, identifier);
    if (!name || !digest) {
        return std::unexpected(!name ? name.error() : digest.error());
    }
    if (m_error) {
        return std::unexpected(*m_error);
    }
    return Key { *name, *digest };
}

Future<Token> MemoryTokenManager::add(
    const QString& username, const Secret& identifier, const QString& userAgent)
{
    const std::scoped_lock lock(m_mutex);
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Token>(std::unexpected(key.error()));
    }
    if (m_tokens.contains(*key) || m_replaced.contains(*key)) {
        return failed<Token>(ErrorCode::TokenDuplicate);
    }
    const qint64 now = m_clock.unixSeconds();
    const Token token {
        .id = ++m_lastId,
        .username = key->first,
        .revoked = false,
        .userAgent = storableUserAgent(userAgent),
        .created = now,
        .lastUsed = now,
        .fingerprint = fingerprintOf(key->second),
    };
    m_tokens.insert(*key, token);
    return finishedFuture<Token>(token);
}

Future<Validation> MemoryTokenManager::validate(const QString& username, const Secret& identifier)
{
    const std::scoped_lock lock(m_mutex);
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Validation>(std::unexpected(key.error()));
    }
    const auto token = present(*key);
    return finishedFuture<Validation>(
        token ? Result<Validation>(Validation { **token, true }) : std::unexpected(token.error()));
}

Future<Rotation> MemoryTokenManager::rotate(
    const QString& username, const Secret& identifier, const Secret& newIdentifier)
{
    const std::scoped_lock lock(m_mutex);
    const auto key = keyOf(username, identifier);
    const auto newKey = keyOf(username, newIdentifier);
    if (!key || !newKey) {
        return finishedFuture<Rotation>(std::unexpected(!key ? key.error() : newKey.error()));
    }
    const auto token = present(*key);
    if (!token) {
        return finishedFuture<Rotation>(std::unexpected(token.error()));
    }
    if (token->key() != *key) {
        return finishedFuture<Rotation>(Rotation { **token, token->key() == *newKey });
    }
    if (m_tokens.contains(*newKey) || m_replaced.contains(*newKey)) {
        return failed<Rotation>(ErrorCode::TokenDuplicate);
    }
    Token rotated = **token;
    rotated.fingerprint = fingerprintOf(newKey->second);
    m_tokens.erase(*token);
    m_tokens.insert(*newKey, rotated);
    m_replaced.insert(*key, { rotated.id, m_clock.unixSeconds() });
    return finishedFuture<Rotation>(Rotation { rotated, true });
}

MemoryTokenManager::TokenPlace MemoryTokenManager::find(const Key& key)
{
    const auto replaced = m_replaced.constFind(key);
    return replaced == m_replaced.constEnd()
        ? m_tokens.find(key)
        : std::find_if(m_tokens.begin(), m_tokens.end(),
              [&](const Token& token) { return token.id == replaced->session; });
}

Result<MemoryTokenManager::TokenPlace> MemoryTokenManager::present(const Key& key)
{
    const auto token = find(key);
    if (token == m_tokens.end() || token->revoked) {
        return refused(ErrorCode::TokenInvalid);
    }
    const qint64 now = m_clock.unixSeconds();
    if (token.key() != key && m_replaced[key].at <= now - ReplacedGrace) {
        token->revoked = true;
        return refused(ErrorCode::TokenReused);
    }
    token->lastUsed = qMax(token->lastUsed, now);
    return token;
}

Future<Token> MemoryTokenManager::revoke(const QString& username, const Secret& identifier)
{
    const std::scoped_lock lock(m_mutex);
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<Token>(std::unexpected(key.error()));
    }
    const auto token = find(*key);
    if (token == m_tokens.end()) {
        return failed<Token>(ErrorCode::TokenNotFound);
    }
    token->revoked = true;
    return finishedFuture<Token>(*token);
}

Future<void> MemoryTokenManager::remove(const QString& username, const Secret& identifier)
{
    const std::scoped_lock lock(m_mutex);
    const auto key = keyOf(username, identifier);
    if (!key) {
        return finishedFuture<void>(std::unexpected(key.error()));
    }
    if (const auto token = find(*key); token != m_tokens.end()) {
        m_tokens.erase(token);
    }
    return finishedFuture<void>({});
}

Future<qint64> MemoryTokenManager::purge(const QString& username, qint64 cutoff)
{
    const std::scoped_lock lock(m_mutex);
    const auto name = validateUsername(username);
    if (!name) {
        return finishedFuture<qint64>(std::unexpected(name.error()));
    }
    if (m_error) {
        return finishedFuture<qint64>(std::unexpected(*m_error));
    }
    const qsizetype deleted = m_tokens.removeIf([&](QMap<Key, Token>::iterator token) {
        return token.key().first == *name && token->lastUsed <= cutoff;
    });
    return finishedFuture<qint64>(deleted);
}

} // namespace latchkey::test
