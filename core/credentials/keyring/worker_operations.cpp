// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/worker_operations.h"

#include "core/credentials/keyring/bus_neighbours.h"
#include "core/credentials/keyring/entry_operations.h"
#include "core/credentials/keyring/keyring_fault.h"
#include "core/credentials/keyring/libsecret_item.h"
#include "core/shared/bus_address.h"

#include <QAbstractEventDispatcher>

namespace latchkey::credentials {

namespace {

WorkerMessage stateOf(const SecretService& service, const SecretServiceFacts& facts)
{
    WorkerMessage answer;
    answer.state.locked = facts.locked;
    answer.state.entries = static_cast<int>(facts.items.size());
    answer.state.provider = service.provider(facts);
    answer.state.neighbours = neighboursOn(service.bus(), facts.owner);
    return answer;
}

} // namespace

WorkerOperations::WorkerOperations(const QProcessEnvironment& environment, const Notify& notify)
    : m_environment(environment)
    , m_notify(notify)
{
}

void WorkerOperations::prepare() { std::ignore = connectedService(); }

std::optional<WorkerMessage> WorkerOperations::answer(const KeyringRequest& request)
{
    auto result = perform(request);
    if (result) {
        return *result;
    }
    if (isStale()) {
        return std::nullopt;
    }
    WorkerMessage failed;
    failed.kind = WorkerMessage::Kind::Failed;
    failed.error = result.error();
    return failed;
}

bool WorkerOperations::isStale() const { return m_ownerChanged || (m_service && !m_service->isConnected()); }

Result<WorkerMessage> WorkerOperations::perform(const KeyringRequest& request)
{
    // QtKeychain's jobs end in GLib's event loop only.
    if (!QAbstractEventDispatcher::instance()->inherits("QEventDispatcherGlib")) {
        return keyringFailure(KeyringFault::NoEventLoop);
    }
    const auto connected = connectedService();
    if (!connected) {
        return std::unexpected(connected.error());
    }
    const SecretService& service = **connected;
    const bool asksForState = request.operation == KeyringOperation::State;
    const auto facts = asksForState ? look(service, request) : open(service, request);
    if (!facts) {
        return std::unexpected(facts.error());
    }
    if (asksForState) {
        return stateOf(service, *facts);
    }
    if (request.operation == KeyringOperation::Unlock) {
        return WorkerMessage();
    }
    const bool readsNames = request.entry == KeyringEntry::Parked && !request.server;
    if (!readsNames && !hasSession()) {
        return keyringFailure(KeyringFault::ServiceFailed);
    }
    auto result = useEntry(service, request, *facts, [this] { m_notify(WorkerMessage::Kind::Changing); });
    if (!result && result.error().code == ErrorCode::KeyringUnavailable) {
        // The service may have gone away under the operation: then another worker has to say what is wrong.
        m_ownerChanged = m_ownerChanged || !look(service, request);
    }
    return result;
}

// Waits for libsecret's session. False when it is with another service than the one that was looked at.
bool WorkerOperations::hasSession()
{
    if (m_session.valid()) {
        const QString owner = m_session.get();
        m_ownerChanged = m_ownerChanged || (!owner.isEmpty() && owner != m_firstOwner);
    }
    return !m_ownerChanged;
}

Result<SecretService*> WorkerOperations::connectedService()
{
    if (m_service) {
        return &*m_service;
    }
    const auto address = sessionBusAddress(m_environment);
    if (!address) {
        return keyringFailure(KeyringFault::NoSessionBus);
    }
    // libsecret connects by itself: to this bus, and never to one it would start.
    qputenv("DBUS_SESSION_BUS_ADDRESS", address->toUtf8());
    if (!m_session.valid()) {
        m_session = std::async(std::launch::async, openLibsecretSession);
    }
    const auto bus = SessionBus::connect(*address);
    if (!bus) {
        return std::unexpected(bus.error());
    }
    return &m_service.emplace(*bus);
}

Result<SecretServiceFacts> WorkerOperations::look(const SecretService& service, const KeyringRequest& request)
{
    auto facts = service.look(attributesOf(request), furtherSearches(request));
    if (!facts) {
        return facts;
    }
    if (m_firstOwner.isEmpty()) {
        m_firstOwner = facts->owner;
    }
    if (facts->owner != m_firstOwner) {
        m_ownerChanged = true;
        return keyringFailure(KeyringFault::ServiceFailed);
    }
    return facts;
}

// The facts of a keyring that is not locked.
Result<SecretServiceFacts> WorkerOperations::open(const SecretService& service, const KeyringRequest& request)
{
    auto facts = look(service, request);
    if (!facts || !facts->locked) {
        return facts;
    }
    if (!request.mayPrompt) {
        return keyringFailure(KeyringFault::Locked);
    }
    const auto asking = [this](bool isAsking) {
        m_notify(isAsking ? WorkerMessage::Kind::AskingPerson : WorkerMessage::Kind::PersonAnswered);
    };
    if (const auto unlocked = service.unlock(*facts, asking); !unlocked) {
        return std::unexpected(unlocked.error());
    }
    facts = look(service, request);
    if (facts && facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    return facts;
}

} // namespace latchkey::credentials
