// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/interruption.h"

#include <array>
#include <csignal>

namespace latchkey::cli {

namespace {

constexpr std::array interruptingSignals { SIGINT, SIGTERM };

volatile std::sig_atomic_t isNoted = 0; // a signal handler can reach nothing else
std::array<struct sigaction, interruptingSignals.size()> handlersBefore = {};

extern "C" void note(int) { isNoted = 1; }

} // namespace

Interruption::Interruption()
{
    isNoted = 0;
    struct sigaction noting = {};
    noting.sa_handler = note;
    noting.sa_flags = static_cast<int>(SA_RESTART | SA_RESETHAND);
    for (std::size_t i = 0; i < interruptingSignals.size(); ++i) {
        sigaction(interruptingSignals.at(i), nullptr, &handlersBefore.at(i));
        if (handlersBefore.at(i).sa_handler != SIG_IGN) { // as of a job in the background
            sigaction(interruptingSignals.at(i), &noting, nullptr);
        }
    }
}

Interruption::~Interruption()
{
    for (std::size_t i = 0; i < interruptingSignals.size(); ++i) {
        sigaction(interruptingSignals.at(i), &handlersBefore.at(i), nullptr);
    }
}

bool Interruption::isWanted() { return isNoted != 0; }

} // namespace latchkey::cli
