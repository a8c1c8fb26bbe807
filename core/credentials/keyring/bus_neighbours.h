// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/session_bus.h"
#include "core/credentials/keyring_backend.h"

namespace latchkey::credentials {

/// Who else is on the session bus, beside the owner of the Secret Service (its unique name). Blocking, 2 s at
/// most.
BusNeighbours neighboursOn(const SessionBus& bus, const QString& secretService);

} // namespace latchkey::credentials
