// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/worker.h"

#include "core/credentials/keyring/worker_operations.h"
#include "core/shared/process_safety.h"
#include "core/shared/write_all.h"

#include <QCoreApplication>

#include <algorithm>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <sys/prctl.h>
#include <unistd.h>

namespace latchkey::credentials {

namespace {

// The two ends of the conversation, moved away from descriptors 0 and 1: what a library prints must not get
// between the frames.
class Channel
{
public:
    Channel()
        : m_requests(fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1))
        , m_replies(fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1))
    {
        const int nothing = open("/dev/null", O_RDONLY | O_CLOEXEC);
        if (nothing >= 0) {
            dup2(nothing, STDIN_FILENO);
            close(nothing);
        }
        dup2(STDERR_FILENO, STDOUT_FILENO);
    }

    // None at the end of the conversation, or when it makes no sense.
    std::optional<KeyringRequest> receive() const
    {
        QByteArray header(FrameHeaderBytes, Qt::Uninitialized);
        if (!fill(header)) {
            return std::nullopt;
        }
        const auto size = payloadSize(header);
        if (!size) {
            return std::nullopt;
        }
        QByteArray payload(*size, Qt::Uninitialized);
        auto request = fill(payload) ? decodeRequest(payload) : std::nullopt;
        wipe(payload);
        return request;
    }

    void send(const WorkerMessage& message) const
    {
        QByteArray frame = encode(message);
        writeAll(m_replies, frame); // when nobody listens any more, the next receive() ends the process
        wipe(frame);
    }

private:
    bool fill(QByteArray& bytes) const
    {
        qsizetype filled = 0;
        while (filled < bytes.size()) {
            const ssize_t count =
                read(m_requests, bytes.data() + filled, static_cast<std::size_t>(bytes.size() - filled));
            if (count == 0 || (count < 0 && errno != EINTR)) {
                return false;
            }
            filled += std::max<ssize_t>(count, 0);
        }
        return true;
    }

    int m_requests;
    int m_replies;
};

// QtKeychain talks to KWallet's own interface in a KDE session, which stores elsewhere than the Secret
// Service and stalls (measured). KWallet offers the Secret Service too, so that is the one road here.
void keepToSecretService()
{
    for (const char* variable : { "XDG_CURRENT_DESKTOP", "KDE_FULL_SESSION", "KDE_SESSION_VERSION",
             "DESKTOP_SESSION", "GNOME_DESKTOP_SESSION_ID", "QT_NO_GLIB" }) {
        qunsetenv(variable);
    }
}

} // namespace

int runKeyringWorker(int argc, char** argv)
{
    makeProcessSafe();
    prctl(PR_SET_PDEATHSIG, SIGKILL); // an operation that waits does not see its client die; the kernel does
    keepToSecretService();
    const Channel channel;
    const QCoreApplication application(argc, argv);
    WorkerOperations operations(
        QProcessEnvironment::systemEnvironment(), [&channel](WorkerMessage::Kind kind) {
            WorkerMessage notice;
            notice.kind = kind;
            channel.send(notice);
        });
    operations.prepare();
    while (const auto request = channel.receive()) {
        const auto answer = operations.answer(*request);
        if (!answer) {
            break;
        }
        channel.send(*answer);
    }
    // Not by returning: libraries' clean-up would wait for a bus that may hang.
    std::fflush(nullptr);
    std::_Exit(EXIT_SUCCESS);
}

} // namespace latchkey::credentials
