// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/process_safety.h"

#include <QtGlobal>

#include <csignal>
#include <fcntl.h>
#include <unistd.h>
#ifdef Q_OS_LINUX
#include <sys/prctl.h>
#endif

namespace latchkey {

ProcessState makeProcessSafe()
{
    ProcessState before;
#ifdef Q_OS_LINUX
    prctl(PR_SET_DUMPABLE, 0);
#endif
    getrlimit(RLIMIT_CORE, &before.coreFile);
    const rlimit noCoreFile { 0, before.coreFile.rlim_max }; // a lower maximum could not be taken back
    setrlimit(RLIMIT_CORE, &noCoreFile);
    before.brokenPipe = std::signal(SIGPIPE, SIG_IGN);
    before.fileTooBig = std::signal(SIGXFSZ, SIG_IGN);
    // open() gives the lowest free number, so this fills what the caller closed.
    int descriptor = open("/dev/null", O_RDWR);
    while (descriptor >= 0 && descriptor <= STDERR_FILENO) {
        descriptor = open("/dev/null", O_RDWR);
    }
    if (descriptor > STDERR_FILENO) {
        close(descriptor);
    }
    return before;
}

void restoreProcess(const ProcessState& before)
{
    setrlimit(RLIMIT_CORE, &before.coreFile);
    std::signal(SIGPIPE, before.brokenPipe);
    std::signal(SIGXFSZ, before.fileTooBig);
}

} // namespace latchkey
