// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_url.h"
#include "core/shared/secret.h"

#include <QJsonObject>

#include <optional>

namespace latchkey::credentials {

/// What can be told of a stored token without showing it.
struct TokenFacts
{
    QString tokenId; ///< the public first ten characters when the token has the usual shape, else empty
    QString
        fingerprint; ///< first 8 hex digits of the token's SHA-256, to tell copies apart; empty for no token

    /// What names the token in public: its id, or the fingerprint of one that has none.
    QString name() const { return tokenId.isEmpty() ? fingerprint : tokenId; }

    friend bool operator==(const TokenFacts&, const TokenFacts&) = default;
};

/// The facts of a token. The usual shape is 10 letters or digits, `-`, 22 letters or digits (Coder API keys).
TokenFacts factsOf(const Secret& token);

/// Whether this may be stored and sent as a token. Errors: `InvalidInput` when it is empty or holds anything
/// but visible ASCII, so that it can end no header, line or JSON text early.
Result<void> checkToken(const Secret& token);

/// What a person pasted, made into a token: surrounding white space, quotes, zero-width characters and a
/// leading `Bearer ` go. Errors: `InvalidInput` when nothing is left, or it holds white space, control or
/// non-ASCII characters.
Result<Secret> tokenFromPaste(QString&& pasted);

/// Names a login without its secret: the server it belongs to and the token's fingerprint.
struct LoginId
{
    ServerUrl server;
    QString fingerprint; ///< TokenFacts::fingerprint

    friend bool operator==(const LoginId&, const LoginId&) = default;
};

/// The name of the login that this token is.
LoginId loginId(const ServerUrl& server, const Secret& token);

/// `{"origin": ..., "fingerprint": ...}`, as Latchkey's own files name a login, and back; none where it makes
/// no sense.
QJsonObject toJson(const LoginId& login);
std::optional<LoginId> loginIdFromJson(const QJsonObject& json);

/// A login with its secret.
struct HeldLogin
{
    ServerUrl server;
    Secret token;

    LoginId id() const { return loginId(server, token); }

    friend bool operator==(const HeldLogin&, const HeldLogin&) = default;
};

/// One credential that a backend holds, without its secret.
struct StoredCredential
{
    QString key; ///< the name it is stored under: the host key, or the file's path
    std::optional<ServerUrl> server; ///< the origin it belongs to; none when the entry does not say
    TokenFacts token;
    std::optional<Error> problem; ///< why this one cannot be used, while others may be
};

} // namespace latchkey::credentials
