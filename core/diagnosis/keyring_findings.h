// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring_backend.h"
#include "core/diagnosis/finding.h"

#include <optional>

namespace latchkey::diagnosis {

QList<Finding> keyringFindings(const Result<credentials::KeyringState>& state);

/// What speaks against the shared entry of an open keyring, by its list.
QList<Finding> entryFindings(const Result<QList<credentials::StoredCredential>>& entry);

/// `hasTray`: as far as anybody knows.
Finding trayFinding(std::optional<bool> hasTray, bool hasDisplay);

} // namespace latchkey::diagnosis
