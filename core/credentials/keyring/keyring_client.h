// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/protocol.h"
#include "core/credentials/keyring/worker_process.h"

#include <QMutex>

#include <memory>

namespace latchkey::credentials {

/// Asks the keyring worker, and sees to it that every question ends.
///
/// It starts the worker with start() or the first question, kills it at a time limit or an interruption, and
/// starts another for the next question. A worker that ended before it could change anything (its bus or its
/// Secret Service went away, so that its sessions are void) is replaced and asked once more within the same
/// question. Time limits: 10 s, and 120 s while a prompt waits for a person.
class KeyringClient
{
public:
    explicit KeyringClient(const QString& workerProgram);
    ~KeyringClient();
    Q_DISABLE_COPY_MOVE(KeyringClient)

    /// Starts the worker, which gets ready for the first question meanwhile. From the thread of ask(). What
    /// goes wrong is told by the question.
    void start();

    /// Blocks until the answer. Call it from one thread only, which must outlive forgetWorker(). A write or
    /// removal that broke off half way is looked up again: it succeeds when it was done, and else says that
    /// its outcome is not known.
    Result<WorkerMessage> ask(const KeyringRequest& request);

    /// Around every request that may ask a person, from when it is queued until it has ended. Any thread.
    void promptMayCome();
    void promptCannotCome();

    /// Ends the question that waits for a person, or that one of those requests is about to ask. Any thread.
    void cancelPrompt();

    /// Ends the current question, unless it is changing the keyring, and all later ones. Any thread.
    void close();

private:
    enum class Ending { Answered, NotStarted, Gone, TimedOut, Interrupted };
    struct Exchange
    {
        Ending ending = Ending::Gone;
        bool changing = false; ///< the keyring may have been changed
        bool waitsForPerson = false;
        WorkerMessage answer; ///< of Answered
    };

    Exchange exchange(const KeyringRequest& request);
    void takeNotice(WorkerMessage::Kind notice, Exchange& exchange, WorkerProcess::TimePoint& deadline);
    Error errorOf(const Exchange& exchange);
    Result<WorkerMessage> settle(const KeyringRequest& request);
    void setWaitsForPerson(bool waits);
    bool isClosing();

    const QString m_workerProgram;
    std::unique_ptr<WorkerProcess> m_worker;
    const int m_interrupt; ///< an eventfd, readable while the current question should end

    QMutex m_mutex; ///< guards what follows, and the writes to m_interrupt
    bool m_waitsForPerson = false;
    int m_possiblePrompts = 0;
    bool m_cancelled = false; ///< before the question was asked
    bool m_closing = false;
};

} // namespace latchkey::credentials
