// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/result.h"

#include <QByteArray>

#include <chrono>
#include <memory>
#include <sys/types.h>

namespace latchkey::credentials {

/// A child process and the socket to its standard input and output. It is killed when the object goes.
///
/// Secrets go through the socket only: never an argument or an environment variable. Belongs to the thread
/// that started it, and that thread must outlive it: the child asks the kernel to be killed with its parent,
/// which Linux takes to be the thread.
class WorkerProcess
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    enum class Ending { Frame, Gone, TimedOut, Interrupted };
    struct Received
    {
        Ending ending = Ending::Gone;
        QByteArray payload; ///< of Frame
    };

    /// Starts the program with our environment and no other file than standard error.
    /// Errors: `KeyringUnavailable`.
    static Result<std::unique_ptr<WorkerProcess>> start(const QString& program);

    ~WorkerProcess();
    Q_DISABLE_COPY_MOVE(WorkerProcess)

    /// Sends a frame. False when the child is gone or takes nothing until the deadline.
    bool send(const QByteArray& frame, TimePoint deadline);

    /// Waits for the next frame. Ends as `Interrupted` as soon as `interrupt`, a file descriptor, can be
    /// read; -1 for none.
    Received receive(TimePoint deadline, int interrupt);

    pid_t pid() const { return m_pid; }

private:
    WorkerProcess(pid_t pid, int socket)
        : m_pid(pid)
        , m_socket(socket)
    {
    }

    Ending fill(char* data, qsizetype size, TimePoint deadline, int interrupt) const;

    pid_t m_pid;
    int m_socket;
};

} // namespace latchkey::credentials
