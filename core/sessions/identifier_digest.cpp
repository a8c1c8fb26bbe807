// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(IdentifierDigest)
};

constexpr qsizetype MaxUsernameLength = 256;
constexpr qsizetype MaxIdentifierLength = 512;
constexpr qsizetype StrongIdentifierLength = 22; // 128 bits in base64url
constexpr qsizetype MadeIdentifierBytes = 32;

bool hasControlCharacter(const QString& text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

} // namespace

Result<QByteArray> identifierDigest(const QString& username, const Secret& identifier)
{
    const auto name = validateUsername(username);
    if (!name) {
        return std::unexpected(name.error());
    }
    if (auto valid = validateIdentifier(identifier); !valid) {
        return std::unexpected(valid.error());
    }
    const QByteArrayView separator("", 1);
    return secretDigest({ "latchkey-rm-v1", separator, name->toUtf8(), separator, identifier.bytes() });
}

QString fingerprintOf(const QByteArray& digest) { return QString::fromLatin1(digest.left(4).toHex()); }

Result<QString> validateUsername(const QString& username)
{
    if (!username.isValidUtf16()) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The user name is not valid Unicode text. Check where it comes from."));
    }
    if (hasControlCharacter(username)) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The user name contains a control character. Remove it and try again."));
    }
    QString normalised = username.normalized(QString::NormalizationForm_C);
    const qsizetype length = normalised.toUcs4().size();
    if (length < 1 || length > MaxUsernameLength) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The user name has %1 characters; it needs 1 to %2.")
                .arg(length)
                .arg(MaxUsernameLength));
    }
    return normalised;
}

Result<void> validateIdentifier(const Secret& identifier)
{
    if (identifier.isEmpty() || identifier.size() > MaxIdentifierLength) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The identifier has %1 characters; it needs 1 to %2. Check that all of it was given, "
                     "and nothing else.")
                .arg(identifier.size())
                .arg(MaxIdentifierLength));
    }
    const QByteArrayView bytes = identifier.bytes();
    if (!std::ranges::all_of(bytes, [](char c) { return c >= ' ' && c <= '~'; })) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The identifier contains something other than printable ASCII characters. Check that "
                     "it was copied whole."));
    }
    return {};
}

bool isWeakIdentifier(const Secret& identifier) { return identifier.size() < StrongIdentifierLength; }

Secret makeIdentifier(RandomSource& random)
{
    QByteArray bytes = random.bytes(MadeIdentifierBytes);
    Secret identifier =
        Secret::takeFrom(bytes.toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals));
    wipe(bytes);
    return identifier;
}

} // namespace latchkey::sessions
