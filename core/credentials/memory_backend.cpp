// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/memory_backend.h"

#include "core/credentials/credential_map.h"

#include <QCoreApplication>
#include <QMutexLocker>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(MemoryBackend)
};

constexpr qsizetype LargestText = 65'536; // as on Linux, where the keyring sets no limit of its own

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
        return failure(ErrorCode::DataTooBig,
            Text::tr(
                "The stored credentials would be larger than 64 KB. Nothing was changed; remove a server "
                "first."));
    }
    wipe(m_text);
    m_text = std::move(text);
    return {};
}

} // namespace latchkey::credentials
