// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/token_manager.h"
#include "core/shared/clock.h"

#include <QMap>

#include <mutex>
#include <optional>

namespace latchkey::test {

/// A TokenManager without a file, for tests of what stands on one. It passes the same contract suite as the
/// real one. failWith() makes every later call end with that error, as a store does that cannot be reached.
class MemoryTokenManager final : public sessions::TokenManager
{
public:
    /// `clock` must outlive this.
    explicit MemoryTokenManager(const Clock& clock);

    void failWith(const std::optional<Error>& error);

    Future<sessions::Token> add(
        const QString& username, const Secret& identifier, const QString& userAgent) override;
    Future<sessions::Validation> validate(const QString& username, const Secret& identifier) override;
    Future<sessions::Rotation> rotate(
        const QString& username, const Secret& identifier, const Secret& newIdentifier) override;
    Future<sessions::Token> revoke(const QString& username, const Secret& identifier) override;
    Future<void> remove(const QString& username, const Secret& identifier) override;
    Future<qint64> purge(const QString& username, qint64 cutoff) override;

private:
    using Key = std::pair<QString, QByteArray>;

    struct Replaced
    {
        sessions::SessionId session;
        qint64 at;
    };
    using TokenPlace = QMap<Key, sessions::Token>::iterator;

    Result<Key> keyOf(const QString& username, const Secret& identifier) const;

    /// Of a current or replaced identifier; the end when there is none.
    TokenPlace find(const Key& key);
    Result<TokenPlace> present(const Key& key);

    const Clock& m_clock;
    std::mutex m_mutex;
    std::optional<Error> m_error;
    QMap<Key, sessions::Token> m_tokens;
    QMap<Key, Replaced> m_replaced;
    sessions::SessionId m_lastId = 0;
};

} // namespace latchkey::test
