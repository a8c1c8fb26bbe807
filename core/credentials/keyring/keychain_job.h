// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_layout.h"
#include "core/shared/secret.h"

namespace latchkey::credentials {

// QtKeychain's three jobs, each run to its end. Its header is included by keychain_job.cpp alone.
//
// They wait in a local event loop without a time limit, since a job that is given up goes on in the process
// and crashes it when deleted (measured). So only the worker's main thread may call them, never from a
// handler, and the worker as a whole is killed at a time limit. What they answer is not to be believed alone:
// on a locked keyring reading says `NotFound` and deleting succeeds (measured); ask SecretService before
// and after.

/// The stored value. Errors: `NotFound`; `AccessDenied`; `KeyringUnavailable` for all else.
Result<Secret> readKeychain(const KeyringLayout& layout);

/// Stores the value, over an older one. Errors: `AccessDenied`, `KeyringUnavailable`.
Result<void> writeKeychain(const KeyringLayout& layout, const Secret& value);

/// Deletes the value. Errors: `AccessDenied`, `KeyringUnavailable`; on Linux a missing one is none.
Result<void> deleteKeychain(const KeyringLayout& layout);

} // namespace latchkey::credentials
