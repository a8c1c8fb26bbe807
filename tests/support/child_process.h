// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QtGlobal>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

namespace latchkey::test {

/// A forked process that runs `work(reportDescriptor)` and exits with what that returns. It is killed when
/// the object goes. What it writes to the descriptor, the parent reads from reports().
class ChildProcess
{
public:
    template <typename Work> explicit ChildProcess(const Work& work)
    {
        int ends[2] = { -1, -1 };
        if (pipe(ends) != 0) {
            qFatal("no pipe");
        }
        m_pid = fork();
        if (m_pid == 0) {
            close(ends[0]);
            _exit(work(ends[1]));
        }
        close(ends[1]);
        m_reports = ends[0];
    }
    ~ChildProcess()
    {
        kill();
        close(m_reports);
    }
    Q_DISABLE_COPY_MOVE(ChildProcess)

    int reports() const { return m_reports; }

    /// Blocks until the child has written a byte, or gone.
    bool waitForReport() const
    {
        char byte = 0;
        return read(m_reports, &byte, 1) == 1;
    }

    /// kill -9, and waits for the end.
    void kill()
    {
        if (m_pid > 0) {
            ::kill(m_pid, SIGKILL);
            waitForExit();
        }
    }

    /// Its exit status, or -1 when a signal ended it.
    int waitForExit()
    {
        int status = 0;
        waitpid(m_pid, &status, 0);
        m_pid = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }

private:
    pid_t m_pid = -1;
    int m_reports = -1;
};

} // namespace latchkey::test
