// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// `--even-if-clock-odd`, of the commands that end sessions by their age.
inline constexpr QLatin1StringView EvenIfClockOdd("even-if-clock-odd");

/// Whether sessions may be ended by their age now. With the option they may, and the clock is trusted from
/// then on. Errors: clockRefusal(), with the option.
Result<void> checkClock(CommandContext& context);

/// A refusal that names the option.
Error withClockOption(const Error& refusal);

/// Says what speaks against the clock, for those who only want to know what would be done.
void tellOfOddClock(CommandContext& context);

} // namespace latchkey::cli
