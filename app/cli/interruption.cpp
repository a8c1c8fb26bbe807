// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/interruption.h"

namespace latchkey::cli {

namespace {

volatile std::sig_atomic_t asked = 0; // a signal handler can reach nothing else

extern "C" void note(int) { asked = 1; }

} // namespace

Interruption::Interruption()
{
    asked = 0;
    for (std::size_t i = 0; i < Signals.size(); ++i) {
        struct sigaction action = {};
        action.sa_handler = note;
        action.sa_flags = SA_RESTART | SA_RESETHAND;
        sigaction(Signals.at(i), nullptr, &m_before.at(i));
        if (m_before.at(i).sa_handler != SIG_IGN) {
            sigaction(Signals.at(i), &action, nullptr);
        }
    }
}

Interruption::~Interruption()
{
    for (std::size_t i = 0; i < Signals.size(); ++i) {
        sigaction(Signals.at(i), &m_before.at(i), nullptr);
    }
}

bool Interruption::isAsked() { return asked != 0; }

} // namespace latchkey::cli
