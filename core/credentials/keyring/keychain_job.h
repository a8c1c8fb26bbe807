// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_layout.h"
#include "core/shared/secret.h"

namespace latchkey::credentials {

/// Creates an item with this value by QtKeychain, whose header is included by keychain_job.cpp alone. Errors:
/// `AccessDenied`, `KeyringUnavailable`.
///
/// It waits in a local event loop without a time limit, since a job that is given up goes on in the process
/// and crashes it when deleted (measured). So only the worker's main thread may call it, never from a
/// handler, and the worker as a whole is killed at a time limit. Look first: QtKeychain replaces what has its
/// attributes, and takes a locked keyring for an empty one (measured).
Result<void> createInKeychain(const KeyringLayout& layout, const Secret& value);

} // namespace latchkey::credentials
