// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

namespace latchkey::cli {

/// While it lives, Ctrl+C and SIGTERM do not end the program but are noted, so that it can end where what it
/// did is whole. The second one ends it as ever. One at a time; main thread.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Q_DISABLE_COPY_MOVE(Interruption)

    /// Whether the person or the system wants the program to end.
    static bool isWanted();
};

} // namespace latchkey::cli
