// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/protocol.h"
#include "core/credentials/keyring/secret_service.h"

#include <functional>

namespace latchkey::credentials {

/// What the items of a request's entry are found by: those of one login, or of all when it names none.
ItemAttributes attributesOf(const KeyringRequest& request);

/// What else to look for, for useEntry().
QList<ItemAttributes> furtherSearches(const KeyringRequest& request);

/// Lists, reads or edits the request's entry, whose keyring is open and whose items, and those of the further
/// searches, are `facts`. `beforeChange` is called right before the keyring may change. Blocking; the
/// worker's main thread only.
Result<WorkerMessage> useEntry(const SecretService& service, const KeyringRequest& request,
    const SecretServiceFacts& facts, const std::function<void()>& beforeChange);

} // namespace latchkey::credentials
