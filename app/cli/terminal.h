// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"
#include "core/shared/secret.h"

namespace latchkey::cli {

bool standardInputIsTerminal();
bool standardErrorIsTerminal();

/// Reads a secret from standard input: from a terminal one line, asked for with `prompt` and not echoed; else
/// all of it, without a line break at its end. Nothing there is an empty secret. Errors: `InvalidInput` when
/// it is longer than 64 KiB.
Result<Secret> readSecret(const QString& prompt);

/// Asks a question on standard error and reads the answer from standard input, which is a terminal. Anything
/// but a yes is a no.
bool confirm(const QString& question);

} // namespace latchkey::cli
