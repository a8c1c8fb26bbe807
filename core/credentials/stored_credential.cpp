// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/stored_credential.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(StoredCredential)
};

constexpr qsizetype TokenIdLength = 10;
constexpr qsizetype TokenSecretLength = 22;
constexpr qsizetype FingerprintDigits = 8;

const QString OriginField = QStringLiteral("origin");
const QString FingerprintField = QStringLiteral("fingerprint");

bool isLetterOrDigit(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool areLettersOrDigits(QByteArrayView text)
{
    return std::all_of(text.begin(), text.end(), isLetterOrDigit);
}

bool hasUsualShape(QByteArrayView token)
{
    return token.size() == TokenIdLength + 1 + TokenSecretLength && token[TokenIdLength] == '-'
        && areLettersOrDigits(token.first(TokenIdLength))
        && areLettersOrDigits(token.sliced(TokenIdLength + 1));
}

bool isZeroWidth(QChar c) { return c.category() == QChar::Other_Format; }

bool isQuote(QChar c)
{
    return c == u'"' || c == u'\'' || c == u'`' || c.category() == QChar::Punctuation_InitialQuote
        || c.category() == QChar::Punctuation_FinalQuote;
}

bool wrapsPastedToken(QChar c) { return c.isSpace() || isQuote(c); }

QStringView withoutWrapping(QStringView text)
{
    while (!text.isEmpty() && wrapsPastedToken(text.front())) {
        text = text.sliced(1);
    }
    while (!text.isEmpty() && wrapsPastedToken(text.back())) {
        text.chop(1);
    }
    return text;
}

} // namespace

TokenFacts factsOf(const Secret& token)
{
    if (token.isEmpty()) {
        return {};
    }
    const QByteArrayView bytes = token.bytes();
    return {
        .tokenId =
            hasUsualShape(bytes) ? QString::fromLatin1(bytes.first(TokenIdLength).toByteArray()) : QString(),
        .fingerprint = QString::fromLatin1(secretDigest({ bytes }).toHex().first(FingerprintDigits)),
    };
}

LoginId loginId(const ServerUrl& server, const Secret& token)
{
    return { server, factsOf(token).fingerprint };
}

QJsonObject toJson(const LoginId& login)
{
    return { { OriginField, login.server.origin() }, { FingerprintField, login.fingerprint } };
}

std::optional<LoginId> loginIdFromJson(const QJsonObject& json)
{
    const auto server = ServerUrl::parse(json.value(OriginField).toString());
    const QString fingerprint = json.value(FingerprintField).toString();
    return server && !fingerprint.isEmpty() ? std::optional(LoginId { *server, fingerprint }) : std::nullopt;
}

Result<void> checkToken(const Secret& token)
{
    const QByteArrayView bytes = token.bytes();
    if (bytes.isEmpty()) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("There is no token. Get one at the server's page /cli-auth and paste it."));
    }
    if (!std::all_of(bytes.begin(), bytes.end(), [](char c) { return c > 0x20 && c < 0x7f; })) {
        return failure(ErrorCode::InvalidInput,
            Text::tr("The token holds spaces, line breaks or characters that no token has. "
                     "Paste the token alone, without the text around it."));
    }
    return {};
}

Result<Secret> tokenFromPaste(QString&& pasted)
{
    QString visible = std::exchange(pasted, QString());
    visible.removeIf(isZeroWidth);
    QStringView inner = withoutWrapping(visible);
    const QStringView bearer = u"Bearer";
    if (inner.startsWith(bearer, Qt::CaseInsensitive)
        && (inner.size() == bearer.size() || wrapsPastedToken(inner[bearer.size()]))) {
        inner = withoutWrapping(inner.sliced(bearer.size()));
    }
    Secret token = Secret::takeFrom(inner.toUtf8());
    wipe(visible);
    if (const auto usable = checkToken(token); !usable) {
        return std::unexpected(usable.error());
    }
    return token;
}

} // namespace latchkey::credentials
