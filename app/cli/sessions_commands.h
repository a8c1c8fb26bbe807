// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `sessions add|validate|revoke|restore|delete|list|purge|policy|apply-policy|stats`: which sessions
/// remember a user.
QList<Command> sessionsCommands();

} // namespace latchkey::cli
