// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/exit_code.h"

namespace latchkey::cli {

ExitCode exitCodeFor(ErrorCode error)
{
    switch (error) {
    case ErrorCode::InvalidInput:
        return ExitCode::WrongInput;
    case ErrorCode::NotFound:
    case ErrorCode::TokenNotFound:
        return ExitCode::NotFound;
    case ErrorCode::TokenInvalid:
    case ErrorCode::TokenReused:
        return ExitCode::TokenInvalid;
    case ErrorCode::TokenDuplicate:
        return ExitCode::Duplicate;
    case ErrorCode::OriginMismatch:
    case ErrorCode::DataTooBig:
    case ErrorCode::Corrupt:
    case ErrorCode::StoreTooNew:
    case ErrorCode::Conflict:
        return ExitCode::Refused;
    case ErrorCode::KeyringUnavailable:
    case ErrorCode::KeyringLocked:
    case ErrorCode::AccessDenied:
    case ErrorCode::Cancelled: // the keyring stayed locked
    case ErrorCode::TimedOut:
    case ErrorCode::StoreUnavailable:
    case ErrorCode::StoreReadOnly:
        return ExitCode::Unavailable;
    case ErrorCode::Network:
    case ErrorCode::Unauthorized:
        return ExitCode::ServerProblem;
    case ErrorCode::NotImplemented:
    case ErrorCode::DiskFull:
        break;
    }
    return ExitCode::Failed;
}

} // namespace latchkey::cli
