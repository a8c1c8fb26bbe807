// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `sessions import FILE`
Result<ExitCode> importSessions(CommandContext& context);

/// Its options.
QList<QCommandLineOption> importOptions();

} // namespace latchkey::cli
