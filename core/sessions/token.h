// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/secret.h"

#include <QString>

namespace latchkey::sessions {

/// The public number of a stored token. Never used again after the token is deleted.
using SessionId = qint64;

/// A remember-me token as it is stored. It says "recognised device", never "authenticated".
struct Token
{
    SessionId id = 0;
    QString username;
    bool revoked = false;
    QString userAgent; ///< the User-Agent header as the client sent it; untrusted text
    qint64 created = 0; ///< Unix seconds
    qint64 lastUsed = 0; ///< Unix seconds; never goes backwards
    QString fingerprint; ///< first 8 hex digits of the identifier's digest; safe to print
};

} // namespace latchkey::sessions
