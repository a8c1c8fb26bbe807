// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/worker_process.h"

#include "core/credentials/keyring/keyring_fault.h"
#include "core/credentials/keyring/protocol.h"

#include <QFile>

#include <algorithm>
#include <array>
#include <csignal>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

namespace latchkey::credentials {

namespace {

using std::chrono::milliseconds;

// Waits until the descriptor is ready for these events, or has ended.
WorkerProcess::Ending waitFor(int descriptor, short events, WorkerProcess::TimePoint deadline, int interrupt)
{
    using Ending = WorkerProcess::Ending;
    for (;;) {
        const auto left =
            std::chrono::ceil<milliseconds>(deadline - std::chrono::steady_clock::now()).count();
        if (left <= 0) {
            return Ending::TimedOut;
        }
        std::array<pollfd, 2> watched = { pollfd { descriptor, events, 0 }, pollfd { interrupt, POLLIN, 0 } };
        const int ready = poll(watched.data(), watched.size(), static_cast<int>(left));
        if (ready < 0 && errno != EINTR) {
            return Ending::Gone;
        }
        if (ready > 0 && watched[1].revents != 0) {
            return Ending::Interrupted;
        }
        if (ready > 0) {
            return Ending::Frame;
        }
    }
}

// -1 or errno's number, as posix_spawn says it.
int spawn(const QString& program, int childSocket, pid_t& pid)
{
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, childSocket, STDIN_FILENO);
    posix_spawn_file_actions_adddup2(&actions, childSocket, STDOUT_FILENO);
    posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    QByteArray path = QFile::encodeName(program);
    const std::array<char*, 2> arguments = { path.data(), nullptr };
    const int error = posix_spawn(&pid, path.constData(), &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return error;
}

} // namespace

Result<std::unique_ptr<WorkerProcess>> WorkerProcess::start(const QString& program)
{
    std::array<int, 2> ends = {};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        return keyringFailure(KeyringFault::WorkerMissing);
    }
    pid_t pid = -1;
    const int error = spawn(program, ends[1], pid);
    close(ends[1]);
    if (error != 0) {
        close(ends[0]);
        return keyringFailure(KeyringFault::WorkerMissing);
    }
    return std::unique_ptr<WorkerProcess>(new WorkerProcess(pid, ends[0]));
}

WorkerProcess::~WorkerProcess()
{
    // Idle or not, it has nothing to lose: what it was asked for is given up here.
    close(m_socket);
    kill(m_pid, SIGKILL);
    while (waitpid(m_pid, nullptr, 0) < 0 && errno == EINTR) { }
}

bool WorkerProcess::send(const QByteArray& frame, TimePoint deadline)
{
    qsizetype sent = 0;
    while (sent < frame.size()) {
        if (waitFor(m_socket, POLLOUT, deadline, -1) != Ending::Frame) {
            return false;
        }
        const ssize_t count = ::send(m_socket, frame.constData() + sent,
            static_cast<std::size_t>(frame.size() - sent), MSG_NOSIGNAL | MSG_DONTWAIT);
        if (count < 0 && errno != EINTR && errno != EAGAIN) {
            return false;
        }
        sent += std::max<ssize_t>(count, 0);
    }
    return true;
}

WorkerProcess::Ending WorkerProcess::fill(char* data, qsizetype size, TimePoint deadline, int interrupt) const
{
    qsizetype filled = 0;
    while (filled < size) {
        if (const Ending ending = waitFor(m_socket, POLLIN, deadline, interrupt); ending != Ending::Frame) {
            return ending;
        }
        const ssize_t count =
            recv(m_socket, data + filled, static_cast<std::size_t>(size - filled), MSG_DONTWAIT);
        if (count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN)) {
            return Ending::Gone;
        }
        filled += std::max<ssize_t>(count, 0);
    }
    return Ending::Frame;
}

WorkerProcess::Received WorkerProcess::receive(TimePoint deadline, int interrupt)
{
    QByteArray header(FrameHeaderBytes, Qt::Uninitialized);
    if (const Ending ending = fill(header.data(), header.size(), deadline, interrupt);
        ending != Ending::Frame) {
        return { ending, {} };
    }
    const auto size = payloadSize(header);
    if (!size) {
        return { Ending::Gone, {} };
    }
    QByteArray payload(*size, Qt::Uninitialized);
    const Ending ending = fill(payload.data(), payload.size(), deadline, interrupt);
    return { ending, ending == Ending::Frame ? payload : QByteArray() };
}

} // namespace latchkey::credentials
