// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/keyring_client.h"

#include "core/credentials/keyring/keyring_fault.h"

#include <sys/eventfd.h>
#include <unistd.h>

namespace latchkey::credentials {

namespace {

using std::chrono::seconds;
using std::chrono::steady_clock;

constexpr auto OperationLimit = seconds(10);
constexpr auto PersonLimit = seconds(120);

} // namespace

KeyringClient::KeyringClient(const QString& workerProgram)
    : m_workerProgram(workerProgram)
    , m_interrupt(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK))
{
}

KeyringClient::~KeyringClient() { ::close(m_interrupt); }

void KeyringClient::start()
{
    if (m_worker || isClosing()) {
        return;
    }
    if (auto started = WorkerProcess::start(m_workerProgram)) {
        m_worker = std::move(*started);
    }
}

Result<WorkerMessage> KeyringClient::ask(const KeyringRequest& request)
{
    auto outcome = exchange(request);
    if (outcome.ending == Ending::Gone && !outcome.changing) {
        outcome = exchange(request);
    }
    if (outcome.ending != Ending::Answered && outcome.changing) {
        return settle(request);
    }
    if (outcome.ending != Ending::Answered) {
        return std::unexpected(errorOf(outcome));
    }
    if (outcome.answer.kind == WorkerMessage::Kind::Failed) {
        return std::unexpected(outcome.answer.error);
    }
    return outcome.answer;
}

KeyringClient::Exchange KeyringClient::exchange(const KeyringRequest& request)
{
    Exchange result;
    auto deadline = steady_clock::now() + OperationLimit;
    if (isClosing()) {
        result.ending = Ending::Interrupted;
        return result;
    }
    start();
    if (!m_worker) {
        result.ending = isClosing() ? Ending::Interrupted : Ending::NotStarted;
        return result;
    }
    QByteArray frame = encode(request);
    const bool sent = m_worker->send(frame, deadline);
    wipe(frame);
    if (!sent) {
        m_worker.reset();
        return result;
    }
    for (;;) {
        // Once a change is under way, breaking off would only make its outcome unknown.
        auto received = m_worker->receive(deadline, result.changing ? -1 : m_interrupt);
        auto message = decodeMessage(received.payload);
        wipe(received.payload);
        using Received = WorkerProcess::Ending;
        if (received.ending != Received::Frame || !message) {
            m_worker.reset();
            result.ending = received.ending == Received::TimedOut ? Ending::TimedOut
                : received.ending == Received::Interrupted        ? Ending::Interrupted
                                                                  : Ending::Gone;
            break;
        }
        if (message->kind == WorkerMessage::Kind::Done || message->kind == WorkerMessage::Kind::Failed) {
            result.ending = Ending::Answered;
            result.answer = std::move(*message);
            break;
        }
        takeNotice(message->kind, result, deadline);
    }
    setWaitsForPerson(false);
    return result;
}

void KeyringClient::takeNotice(
    WorkerMessage::Kind notice, Exchange& exchange, WorkerProcess::TimePoint& deadline)
{
    switch (notice) {
    case WorkerMessage::Kind::AskingPerson:
        exchange.waitsForPerson = true;
        deadline = steady_clock::now() + PersonLimit;
        setWaitsForPerson(true);
        break;
    case WorkerMessage::Kind::PersonAnswered:
        exchange.waitsForPerson = false;
        deadline = steady_clock::now() + OperationLimit;
        setWaitsForPerson(false);
        break;
    case WorkerMessage::Kind::Changing:
        exchange.changing = true;
        break;
    case WorkerMessage::Kind::Done:
    case WorkerMessage::Kind::Failed:
        break;
    }
}

Error KeyringClient::errorOf(const Exchange& exchange)
{
    switch (exchange.ending) {
    case Ending::NotStarted:
        return keyringError(KeyringFault::WorkerMissing);
    case Ending::TimedOut:
        return keyringError(
            exchange.waitsForPerson ? KeyringFault::PromptUnanswered : KeyringFault::OperationTimedOut);
    case Ending::Interrupted:
        return keyringError(isClosing() ? KeyringFault::Closing : KeyringFault::PromptCancelled);
    case Ending::Gone:
    case Ending::Answered:
        break;
    }
    return keyringError(KeyringFault::WorkerDied);
}

// A change broke off when it may have been done already: what is stored now tells.
Result<WorkerMessage> KeyringClient::settle(const KeyringRequest& request)
{
    KeyringRequest look = request;
    look.operation = KeyringOperation::Read;
    look.mayPrompt = false;
    look.token = Secret();
    if (request.operation == KeyringOperation::Use) {
        look.entry = KeyringEntry::Shared;
        look.fingerprint.clear();
        look.kept.reset();
    }
    const auto seen = exchange(look);
    const bool answered = seen.ending == Ending::Answered;
    const bool isThere = answered && seen.answer.kind == WorkerMessage::Kind::Done;
    const bool isNotThere = answered && seen.answer.kind == WorkerMessage::Kind::Failed
        && seen.answer.error.code == ErrorCode::NotFound;
    const bool isUsed = request.operation == KeyringOperation::Use && isThere
        && factsOf(seen.answer.token).fingerprint == request.fingerprint;
    const bool isWritten =
        request.operation == KeyringOperation::Write && isThere && seen.answer.token == request.token;
    const bool isRemoved = request.operation == KeyringOperation::Remove && isNotThere;
    if (!isUsed && !isWritten && !isRemoved) {
        return keyringFailure(KeyringFault::OutcomeUnknown);
    }
    return isUsed ? seen.answer : WorkerMessage();
}

void KeyringClient::cancelPrompt()
{
    const QMutexLocker lock(&m_mutex);
    if (m_waitsForPerson) {
        eventfd_write(m_interrupt, 1);
    } else {
        m_cancelled = m_possiblePrompts > 0;
    }
}

void KeyringClient::promptMayCome()
{
    const QMutexLocker lock(&m_mutex);
    ++m_possiblePrompts;
}

void KeyringClient::promptCannotCome()
{
    const QMutexLocker lock(&m_mutex);
    --m_possiblePrompts;
    m_cancelled = m_cancelled && m_possiblePrompts > 0;
}

void KeyringClient::close()
{
    const QMutexLocker lock(&m_mutex);
    m_closing = true;
    eventfd_write(m_interrupt, 1);
}

void KeyringClient::setWaitsForPerson(bool waits)
{
    const QMutexLocker lock(&m_mutex);
    m_waitsForPerson = waits;
    if (waits && m_cancelled) {
        eventfd_write(m_interrupt, 1);
    }
    if (!waits && !m_closing) {
        eventfd_t taken = 0;
        eventfd_read(m_interrupt, &taken); // a cancellation that came too late must not hit the next question
    }
}

bool KeyringClient::isClosing()
{
    const QMutexLocker lock(&m_mutex);
    return m_closing;
}

} // namespace latchkey::credentials
