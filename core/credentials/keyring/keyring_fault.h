// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

namespace latchkey::credentials {

/// What can be wrong with a keyring as a whole. Each has its own words for a person, in one place.
enum class KeyringFault {
    NoSessionBus,
    NoService,
    ServiceDoesNotStart,
    NoDefaultCollection,
    Locked,
    CannotAskHere, ///< locked, and no unlock prompt can be shown
    PromptDismissed,
    PromptCancelled, ///< by our own program
    PromptUnanswered,
    AccessDenied,
    ServiceHung, ///< a question about its state was not answered
    OperationTimedOut,
    OutcomeUnknown, ///< a change was under way when the answer stayed out
    ServiceFailed, ///< it answered with an error of its own
    Duplicates, ///< several items where there must be one
    UnknownForm, ///< an item that is not text
    WorkerMissing,
    WorkerDied,
    NoEventLoop, ///< Qt without GLib's event loop, in which QtKeychain's jobs never end
    Closing, ///< the program ends
};

/// The error for this fault: its code, and what happened and what to do next.
Error keyringError(KeyringFault fault);

inline std::unexpected<Error> keyringFailure(KeyringFault fault)
{
    return std::unexpected(keyringError(fault));
}

} // namespace latchkey::credentials
