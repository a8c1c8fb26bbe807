// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

#include <array>
#include <csignal>

namespace latchkey::cli {

/// While it lives, Ctrl+C and its like end nothing but are noted, so that a long command can stop where all
/// is whole. One at a time. A second signal ends the program as it does without.
class Interruption
{
public:
    Interruption();
    ~Interruption();
    Q_DISABLE_COPY_MOVE(Interruption)

    static bool isAsked();

private:
    static constexpr std::array Signals { SIGINT, SIGTERM, SIGHUP };
    std::array<struct sigaction, Signals.size()> m_before = {};
};

} // namespace latchkey::cli
