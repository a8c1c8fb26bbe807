// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/backend.h"
#include "core/credentials/parked_tokens.h"

#include <QByteArray>
#include <QMutex>

#include <optional>

namespace latchkey::credentials {

class CredentialMap;

/// A Backend, with parked tokens beside it, that forgets everything at exit: the sample servers of `latchkey
/// --demo`, and tests. It keeps the same JSON text as the keyring, so it behaves as the keyring does.
class MemoryBackend final : public Backend, public ParkedTokens
{
public:
    struct ParkedItem
    {
        LoginId login;
        Secret token;
    };

    MemoryBackend() = default;
    ~MemoryBackend() override;
    Q_DISABLE_COPY_MOVE(MemoryBackend)

    Future<Secret> read(const ServerUrl& server) override;
    Future<void> write(const ServerUrl& server, const Secret& token) override;
    Future<void> remove(const ServerUrl& server) override;
    Future<QList<StoredCredential>> list() override;

    Future<QList<LoginId>> parked() override;
    Future<Secret> readParked(const LoginId& login) override;
    Future<void> park(const ServerUrl& server, const Secret& token) override;
    Future<Secret> useParked(const LoginId& login, const std::optional<LoginId>& kept) override;
    Future<void> removeParked(const LoginId& login) override;

    /// Every call fails with this error until it is set to nothing. For tests of what a person sees then.
    void failWith(const std::optional<Error>& error);

    /// The JSON text as it is stored.
    QByteArray text() const;
    void setText(const QByteArray& text);

    /// What is parked, whatever failWith() says, and in the order of parking. What is set here is not looked
    /// at: it may be what park() would refuse.
    QList<ParkedItem> parkedItems() const;
    void setParkedItems(const QList<ParkedItem>& items);

private:
    template <typename Operation>
    auto withMap(Operation operation) -> decltype(operation(std::declval<CredentialMap&>()));
    Result<void> store(const CredentialMap& map, const Result<void>& changed); // the mutex is held
    std::optional<Secret> parkedValue(const LoginId& login) const; // the mutex is held

    mutable QMutex m_mutex;
    QByteArray m_text;
    QList<ParkedItem> m_parked;
    std::optional<Error> m_error;
};

} // namespace latchkey::credentials
