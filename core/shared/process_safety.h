// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <sys/resource.h>

namespace latchkey {

/// How the process was before makeProcessSafe(), as far as a program that takes its place would inherit the
/// change.
struct ProcessState
{
    using SignalHandler = void (*)(int);

    rlimit coreFile = {};
    SignalHandler brokenPipe = nullptr;
    SignalHandler fileTooBig = nullptr;
};

/// What every program of ours does first, before there is a secret or a second thread:
/// - no core dumps, and no reading of its memory by other programs of the same user
/// - a full pipe or a file size limit is an error of the write, not the end of the program
/// - the three standard descriptors are open, so that no file of ours can become one of them
ProcessState makeProcessSafe();

/// Takes back what outlives exec(): the limit and the signals. (Descriptors stay open, and the kernel makes
/// every program it starts readable again by itself.) Right before exec(), with no secret left to dump.
void restoreProcess(const ProcessState& before);

} // namespace latchkey
