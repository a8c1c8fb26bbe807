// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

namespace latchkey::cli {

/// The exit statuses of latchkeyctl. Scripts depend on the numbers.
enum class ExitCode {
    Done = 0,
    Failed = 1, ///< anything that has no status of its own
    WrongInput = 2,
    NotFound = 3,
    TokenInvalid = 4,
    Duplicate = 5,
    Refused = 6, ///< origin mismatch, too big, corrupt, conflict, store too new: nothing was changed
    Unavailable = 7, ///< keyring or store not there, locked, not permitted, or too slow
    ServerProblem = 8,
    CannotRun = 126, ///< `servers exec`: the program is there and cannot be started, as a shell says it
    NoSuchProgram = 127, ///< `servers exec`: there is no such program
};

ExitCode exitCodeFor(ErrorCode error);

} // namespace latchkey::cli
