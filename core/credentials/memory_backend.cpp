// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/memory_backend.h"

#include "core/credentials/credential_map.h"

#include <QCoreApplication>
#include <QMutexLocker>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MemoryBackend)
};

constexpr qsizetype LargestText = 65'536; // as on Linux, where the keyring sets no limit of its own

std::unexpected<Error> tooBig()
{
    return failure(ErrorCode::DataTooBig,
        Text::tr("The stored credentials would be larger than 64 KB. Nothing was changed; remove a server "
                 "first."));
}

} // namespace

MemoryBackend::~MemoryBackend() { wipe(m_text); }

Future<Secret> MemoryBackend::read(const ServerUrl& server)
{
    return finishedFuture(withMap([&](const CredentialMap& map) { return map.token(server); }));
}

Future<void> MemoryBackend::write(const ServerUrl& server, const Secret& token)
{
    return finishedFuture(withMap([&](CredentialMap& map) { return store(map, map.set(server, token)); }));
}

Future<void> MemoryBackend::remove(const ServerUrl& server)
{
    return finishedFuture(withMap([&](CredentialMap& map) { return store(map, map.remove(server)); }));
}

Future<QList<StoredCredential>> MemoryBackend::list()
{
    return finishedFuture(
        withMap([](const CredentialMap& map) { return Result<QList<StoredCredential>>(map.list()); }));
}

Future<QList<LoginId>> MemoryBackend::parked()
{
    const QMutexLocker locker(&m_mutex);
    if (m_error) {
        return finishedFuture<QList<LoginId>>(std::unexpected(*m_error));
    }
    QList<LoginId> logins;
    for (const ParkedItem& item : m_parked) {
        logins.append(item.login);
    }
    return finishedFuture<QList<LoginId>>(logins);
}

Future<Secret> MemoryBackend::readParked(const LoginId& login)
{
    const QMutexLocker locker(&m_mutex);
    return finishedFuture(m_error ? std::unexpected(*m_error) : parkedToken(login, parkedValue(login)));
}

Future<void> MemoryBackend::park(const ServerUrl& server, const Secret& token)
{
    const QMutexLocker locker(&m_mutex);
    const auto usable = checkToken(token);
    if (m_error || !usable) {
        return finishedFuture<void>(std::unexpected(m_error ? *m_error : usable.error()));
    }
    if (token.size() > LargestText) {
        return finishedFuture<void>(tooBig());
    }
    const LoginId login { server, factsOf(token).fingerprint };
    const auto present = parkedValue(login);
    if (!present) {
        m_parked.append({ login, token });
        return finishedFuture<void>({});
    }
    const auto held = parkedToken(login, present);
    return finishedFuture(held ? Result<void>() : std::unexpected(held.error()));
}

Future<Secret> MemoryBackend::useParked(const LoginId& login, const std::optional<LoginId>& kept)
{
    return finishedFuture(withMap([&](CredentialMap& map) -> Result<Secret> {
        const auto token = parkedToken(login, parkedValue(login));
        if (!token) {
            return token;
        }
        const auto present = map.token(login.server);
        if (!present && present.error().code != ErrorCode::NotFound) {
            return present;
        }
        const auto replaced = present ? std::optional(loginId(login.server, *present)) : std::nullopt;
        for (const auto& other : { kept, replaced }) {
            if (other && !parkedValue(*other)) {
                return parkedToken(*other, std::nullopt);
            }
        }
        const auto stored = store(map, map.set(login.server, *token));
        return stored ? token : std::unexpected(stored.error());
    }));
}

Future<void> MemoryBackend::removeParked(const LoginId& login)
{
    const QMutexLocker locker(&m_mutex);
    const auto held = m_error ? std::unexpected(*m_error) : parkedToken(login, parkedValue(login));
    if (!held) {
        return finishedFuture<void>(std::unexpected(held.error()));
    }
    m_parked.removeIf([&login](const ParkedItem& item) { return item.login == login; });
    return finishedFuture<void>({});
}

std::optional<Secret> MemoryBackend::parkedValue(const LoginId& login) const
{
    const auto item = std::ranges::find(m_parked, login, &ParkedItem::login);
    return item == m_parked.end() ? std::nullopt : std::optional(item->token);
}

void MemoryBackend::failWith(const std::optional<Error>& error)
{
    const QMutexLocker locker(&m_mutex);
    m_error = error;
}

QByteArray MemoryBackend::text() const
{
    const QMutexLocker locker(&m_mutex);
    return m_text;
}

void MemoryBackend::setText(const QByteArray& text)
{
    const QMutexLocker locker(&m_mutex);
    wipe(m_text);
    m_text = text;
}

QList<MemoryBackend::ParkedItem> MemoryBackend::parkedItems() const
{
    const QMutexLocker locker(&m_mutex);
    return m_parked;
}

void MemoryBackend::setParkedItems(const QList<ParkedItem>& items)
{
    const QMutexLocker locker(&m_mutex);
    m_parked = items;
}

template <typename Operation>
auto MemoryBackend::withMap(Operation operation) -> decltype(operation(std::declval<CredentialMap&>()))
{
    const QMutexLocker locker(&m_mutex);
    if (m_error) {
        return std::unexpected(*m_error);
    }
    auto map = CredentialMap::parse(m_text);
    if (!map) {
        return std::unexpected(map.error());
    }
    return operation(*map);
}

Result<void> MemoryBackend::store(const CredentialMap& map, const Result<void>& changed)
{
    if (!changed) {
        return changed;
    }
    QByteArray text = map.isEmpty() ? QByteArray() : map.toJson();
    if (text.size() > LargestText) {
        wipe(text);
        return tooBig();
    }
    wipe(m_text);
    m_text = std::move(text);
    return {};
}

} // namespace latchkey::credentials
