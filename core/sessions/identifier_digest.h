// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/random_source.h"
#include "core/shared/result.h"
#include "core/shared/secret.h"

#include <QByteArray>

namespace latchkey::sessions {

/// What is stored in place of an identifier: SHA-256("latchkey-rm-v1" 0x00 username 0x00 identifier), 32
/// bytes. Bound to the user, so a row cannot be moved to another one; looked up by value, so no comparison
/// leaks time. Errors: `InvalidInput` when validateUsername() or validateIdentifier() refuses.
Result<QByteArray> identifierDigest(const QString& username, const Secret& identifier);

/// The digest's first 8 hex digits: what people see of an identifier. Fewer where a damaged file has no whole
/// digest.
QString fingerprintOf(const QByteArray& digest);

/// A user name is 1 to 256 Unicode characters without control characters or lone surrogates; returned in NFC,
/// compared exactly after that (case matters, spaces count). Errors: `InvalidInput`.
Result<QString> validateUsername(const QString& username);

/// An identifier is 1 to 512 printable ASCII characters. Errors: `InvalidInput`; the message does not hold
/// it.
Result<void> validateIdentifier(const Secret& identifier);

/// Whether a caller's own identifier is shorter than 22 characters: worth a warning, not a refusal.
bool isWeakIdentifier(const Secret& identifier);

/// A new identifier: 256 random bits as base64url, 43 characters.
Secret makeIdentifier(RandomSource& random);

} // namespace latchkey::sessions
