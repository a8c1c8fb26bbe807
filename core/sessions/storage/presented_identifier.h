// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/token_manager.h"

namespace latchkey::sessions::storage {

class SqliteConnection;
struct Query;

// What happens when a client presents an identifier, given by its digest. `now` is in Unix seconds. All but
// the last are called in a write transaction; their own errors are those of the storage, and undo it.

/// What the client is told. A refusal is an answer as well: what it counts or revokes is committed.
template <typename T> using Answer = Result<T>;

/// The statement of nearly every call, and that of a revoked token's: they must stay quick however many rows
/// there are.
Query validateQuery(const QByteArray& digest, qint64 now);
Query countRevokedQuery(const QByteArray& digest, qint64 now);

/// As TokenManager::validate(). Refusals: `TokenInvalid`, `TokenReused`.
Result<Answer<Token>> presentIdentifier(SqliteConnection& connection, const QByteArray& digest, qint64 now);

/// As TokenManager::rotate(). Refusals: those of presentIdentifier(), and `TokenDuplicate`.
Result<Answer<Rotation>> rotateIdentifier(
    SqliteConnection& connection, const QByteArray& digest, const QByteArray& newDigest, qint64 now);

/// presentIdentifier() for a store that cannot be written: it counts and revokes nothing.
Answer<Token> findPresented(SqliteConnection& connection, const QByteArray& digest, qint64 now);

} // namespace latchkey::sessions::storage
