// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/credential_map.h"
#include "core/credentials/parked_tokens.h"

// Short spellings for the values that tests of credentials are made of.

namespace latchkey::test {

inline credentials::ServerUrl server(const QString& url)
{
    const auto parsed = credentials::ServerUrl::parse(url);
    if (!parsed) {
        qFatal("a test asks for a server that is none: %s", qPrintable(url));
    }
    return *parsed;
}

inline credentials::ServerUrl server(const char* url) { return server(QString::fromUtf8(url)); }

inline Secret secret(const QByteArray& bytes) { return Secret::takeFrom(QByteArray(bytes)); }

inline credentials::LoginId loginOf(const credentials::ServerUrl& server, const QByteArray& token)
{
    return { server, credentials::factsOf(secret(token)).fingerprint };
}

/// JSON text written with ' for ", which keeps it readable in C++ (and moc fails on raw strings in macros).
inline QByteArray json(const char* text) { return QByteArray(text).replace('\'', '"'); }

/// A map that is known to parse.
inline credentials::CredentialMap mapOf(const QByteArray& stored)
{
    auto map = credentials::CredentialMap::parse(stored);
    if (!map) {
        qFatal("a test's map does not parse: %s", stored.constData());
    }
    return *map;
}

inline std::optional<ErrorCode> problemOf(const credentials::StoredCredential& credential)
{
    return credential.problem ? std::optional(credential.problem->code) : std::nullopt;
}

/// The bytes a Result<Secret> holds, or "error N" where it holds none.
inline QByteArray text(const Result<Secret>& token)
{
    return token ? token->bytes().toByteArray()
                 : "error " + QByteArray::number(static_cast<int>(token.error().code));
}

} // namespace latchkey::test
