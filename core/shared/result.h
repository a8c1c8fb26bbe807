// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QString>

#include <expected>

namespace latchkey {

/// The kinds of failure that code may branch on. The terminal maps them to exit statuses
/// (app/cli/exit_code.h).
enum class ErrorCode {
    NotFound,
    OriginMismatch,
    DataTooBig,
    NotImplemented,
    Corrupt,
    KeyringUnavailable,
    KeyringLocked,
    AccessDenied,
    Cancelled,
    TimedOut,
    InvalidInput,
    TokenDuplicate,
    TokenNotFound,
    TokenInvalid,
    TokenReused,
    StoreUnavailable,
    StoreReadOnly,
    StoreTooNew,
    DiskFull,
    Network,
    Unauthorized,
    Conflict,
};

/// A failure: its kind, and one or two sentences for a person that say what happened and what to do next.
/// The message never holds a secret, nor the raw text of a database or D-Bus error.
struct Error
{
    ErrorCode code;
    QString message;

    friend bool operator==(const Error&, const Error&) = default;
};

template <typename T> using Result = std::expected<T, Error>;

/// Shorthand for `return std::unexpected(Error { code, message });`.
inline std::unexpected<Error> failure(ErrorCode code, const QString& message)
{
    return std::unexpected(Error { code, message });
}

} // namespace latchkey
