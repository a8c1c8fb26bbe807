// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/secret.h"

#include <QCryptographicHash>

#include <array>
#include <cstring>

namespace latchkey {

namespace {

[[gnu::noinline]] QByteArray digestOf(std::initializer_list<QByteArrayView> parts)
{
    QCryptographicHash hash(QCryptographicHash::Sha256);
    for (const QByteArrayView part : parts) {
        hash.addData(part);
    }
    return hash.result();
}

/// Overwrites the stack that the calls before this one used.
[[gnu::noinline]] void wipeStack()
{
    std::array<char, 4096> used; // NOLINT(cppcoreguidelines-pro-type-member-init): written whole
    explicit_bzero(used.data(), used.size());
}

} // namespace

struct Secret::Buffer
{
    explicit Buffer(QByteArrayView source)
        : size(source.size())
        , data(std::make_unique<char[]>(static_cast<std::size_t>(source.size())))
    {
        std::memcpy(data.get(), source.data(), static_cast<std::size_t>(size));
    }
    ~Buffer() { explicit_bzero(data.get(), static_cast<std::size_t>(size)); }
    Q_DISABLE_COPY_MOVE(Buffer)

    qsizetype size;
    std::unique_ptr<char[]> data;
};

Secret Secret::takeFrom(QByteArray&& bytes)
{
    Secret secret;
    if (!bytes.isEmpty()) {
        secret.m_buffer = std::make_shared<const Buffer>(bytes);
    }
    wipe(bytes);
    return secret;
}

Secret Secret::takeFrom(QString&& text)
{
    QByteArray utf8 = text.toUtf8();
    wipe(text);
    return takeFrom(std::move(utf8));
}

qsizetype Secret::size() const { return m_buffer ? m_buffer->size : 0; }

QByteArrayView Secret::bytes() const
{
    return m_buffer ? QByteArrayView(m_buffer->data.get(), m_buffer->size) : QByteArrayView();
}

QString Secret::revealedText() const { return QString::fromUtf8(bytes()); }

bool operator==(const Secret& left, const Secret& right)
{
    const QByteArrayView a = left.bytes();
    const QByteArrayView b = right.bytes();
    if (a.size() != b.size()) {
        return false;
    }
    unsigned difference = 0;
    for (qsizetype i = 0; i < a.size(); ++i) {
        difference |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    }
    return difference == 0;
}

QByteArray secretDigest(std::initializer_list<QByteArrayView> parts)
{
    QByteArray digest = digestOf(parts);
    wipeStack();
    return digest;
}

void wipe(QByteArray& bytes)
{
    if (bytes.isDetached()) {
        explicit_bzero(bytes.data(), static_cast<std::size_t>(bytes.size()));
    }
    bytes.clear();
}

void wipe(QString& text)
{
    if (text.isDetached()) {
        explicit_bzero(text.data(), static_cast<std::size_t>(text.size()) * sizeof(QChar));
    }
    text.clear();
}

} // namespace latchkey
