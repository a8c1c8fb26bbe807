// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/cli/command.h"

namespace latchkey::cli {

/// A command line understood: a command and its arguments, or a wish for help or the version.
struct Invocation
{
    enum class Wish { Run, Help, Version };

    Wish wish = Wish::Run;
    QString group; ///< of the help, or the command that stands alone; empty: the whole program
    const Command* command = nullptr; ///< set when the wish is Run
    Arguments arguments;
};

/// Reads the words after the program's name. Global options may stand anywhere. Errors: `InvalidInput` with
/// what is wrong and what was probably meant; it never repeats an argument's value, which may be a secret in
/// a wrong place.
Result<Invocation> parseCommandLine(const QStringList& words, const QList<Command>& commands);

} // namespace latchkey::cli
