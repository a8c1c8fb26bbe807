// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/worker_operations.h"

#include "core/credentials/keyring/keychain_item.h"
#include "core/credentials/keyring/keyring_fault.h"
#include "core/shared/bus_address.h"
#include "core/shared/private_file.h"

#include <QAbstractEventDispatcher>
#include <QUrl>

namespace latchkey::credentials {

namespace {

bool isChange(KeyringOperation operation)
{
    return operation == KeyringOperation::Write || operation == KeyringOperation::Remove;
}

// One lock per shared entry; a service name may hold any character.
QString lockPath(const KeyringRequest& request)
{
    const QByteArray name = QUrl::toPercentEncoding(request.serviceName);
    return request.lockFolder + u'/' + QString::fromLatin1(name) + QStringLiteral(".lock");
}

Result<WorkerMessage> done(const Result<void>& outcome)
{
    if (!outcome) {
        return std::unexpected(outcome.error());
    }
    return WorkerMessage();
}

// A row of its own, so that the servers of the copy that is read stay usable.
StoredCredential duplicatesRow(const KeyringLayout& layout)
{
    StoredCredential row;
    row.key = layout.service;
    row.problem = keyringError(KeyringFault::Duplicates);
    return row;
}

WorkerMessage stateOf(const SecretService& service, const SecretServiceFacts& facts)
{
    WorkerMessage answer;
    answer.state.locked = facts.locked;
    answer.state.entries = static_cast<int>(facts.items.size());
    answer.state.provider = service.provider(facts);
    return answer;
}

Result<WorkerMessage> tokenOf(SharedEntry& entry, const ServerUrl& server)
{
    const auto token = entry.read(server);
    if (!token) {
        return std::unexpected(token.error());
    }
    WorkerMessage answer;
    answer.token = *token;
    return answer;
}

Result<WorkerMessage> listOf(SharedEntry& entry, const KeyringLayout& layout, const SecretServiceFacts& facts)
{
    const auto credentials = entry.list();
    if (!credentials) {
        return std::unexpected(credentials.error());
    }
    WorkerMessage answer;
    answer.credentials = *credentials;
    if (facts.items.size() > 1) {
        answer.credentials.append(duplicatesRow(layout));
    }
    return answer;
}

// Sees to it that QtKeychain finds the item that the Secret Service has.
Result<void> prepareItem(
    const SecretService& service, const KeyringRequest& request, const SecretServiceFacts& facts)
{
    const bool isDuplicated = facts.items.size() > 1;
    if (isDuplicated && isChange(request.operation)) {
        return keyringFailure(KeyringFault::Duplicates);
    }
    if (isDuplicated || facts.items.isEmpty()) {
        return {};
    }
    return service.adopt(facts.items.first(), isChange(request.operation));
}

} // namespace

WorkerOperations::WorkerOperations(const QProcessEnvironment& environment, const Notify& notify)
    : m_environment(environment)
    , m_notify(notify)
{
}

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
    SecretService& service = **connected;
    const auto layout = keyringLayout(currentPlatform(), request.serviceName);
    const bool asksForState = request.operation == KeyringOperation::State;
    const auto facts = asksForState ? look(service, layout) : open(service, request, layout);
    if (!facts) {
        return std::unexpected(facts.error());
    }
    if (asksForState) {
        return stateOf(service, *facts);
    }
    if (request.operation == KeyringOperation::Unlock) {
        return WorkerMessage();
    }
    if (auto prepared = prepareItem(service, request, *facts); !prepared) {
        return std::unexpected(prepared.error());
    }
    auto result = useEntry(service, request, layout, *facts);
    if (!result && result.error().code == ErrorCode::KeyringUnavailable) {
        // The service may have gone away under the operation: then another worker has to say what is wrong.
        m_ownerChanged = m_ownerChanged || !look(service, layout);
    }
    return result;
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
    const auto bus = SessionBus::connect(*address);
    if (!bus) {
        return std::unexpected(bus.error());
    }
    return &m_service.emplace(*bus);
}

Result<SecretServiceFacts> WorkerOperations::look(const SecretService& service, const KeyringLayout& layout)
{
    auto facts = service.look(layout);
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
Result<SecretServiceFacts> WorkerOperations::open(
    const SecretService& service, const KeyringRequest& request, const KeyringLayout& layout)
{
    auto facts = look(service, layout);
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
    facts = look(service, layout);
    if (facts && facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    return facts;
}

Result<WorkerMessage> WorkerOperations::useEntry(SecretService& service, const KeyringRequest& request,
    const KeyringLayout& layout, const SecretServiceFacts& facts) const
{
    KeychainItem item(service, layout, [this] { m_notify(WorkerMessage::Kind::Changing); });
    SharedEntry entry(item, layout, lockPath(request));
    if (request.operation == KeyringOperation::List || !request.server) {
        return listOf(entry, layout, facts);
    }
    if (request.operation == KeyringOperation::Read) {
        return tokenOf(entry, *request.server);
    }
    if (const auto folder = ensurePrivateFolder(request.lockFolder); !folder) {
        return std::unexpected(folder.error());
    }
    return done(request.operation == KeyringOperation::Write ? entry.write(*request.server, request.token)
                                                             : entry.remove(*request.server));
}

} // namespace latchkey::credentials
