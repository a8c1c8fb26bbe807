// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/worker_operations.h"

#include "core/credentials/keyring/keychain_item.h"
#include "core/credentials/keyring/keyring_fault.h"
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
    if (auto connected = connectToBus(); !connected) {
        return std::unexpected(connected.error());
    }
    const auto layout = keyringLayout(currentPlatform(), request.serviceName);
    const auto facts = request.operation == KeyringOperation::State ? look(layout) : open(request, layout);
    if (!facts) {
        return std::unexpected(facts.error());
    }
    switch (request.operation) {
    case KeyringOperation::State:
        return stateOf(*facts);
    case KeyringOperation::Unlock:
        return WorkerMessage();
    case KeyringOperation::List:
    case KeyringOperation::Read:
    case KeyringOperation::Write:
    case KeyringOperation::Remove:
        break;
    }
    if (auto prepared = prepareItem(request, *facts); !prepared) {
        return std::unexpected(prepared.error());
    }
    auto result = useEntry(request, layout, *facts);
    if (!result && result.error().code == ErrorCode::KeyringUnavailable) {
        (void)look(layout); // notices a service that went away under the operation
    }
    return result;
}

Result<void> WorkerOperations::connectToBus()
{
    if (m_service) {
        return {};
    }
    const auto address = sessionBusAddress(m_environment);
    if (!address) {
        return keyringFailure(KeyringFault::NoSessionBus);
    }
    // libsecret connects by itself: to this bus, and never to one it would start.
    qputenv("DBUS_SESSION_BUS_ADDRESS", address->toUtf8());
    auto bus = SessionBus::connect(*address);
    if (!bus) {
        return std::unexpected(bus.error());
    }
    m_service.emplace(*bus);
    return {};
}

Result<SecretServiceFacts> WorkerOperations::look(const KeyringLayout& layout)
{
    auto facts = m_service->look(layout);
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
Result<SecretServiceFacts> WorkerOperations::open(const KeyringRequest& request, const KeyringLayout& layout)
{
    auto facts = look(layout);
    if (!facts || !facts->locked) {
        return facts;
    }
    if (!request.mayPrompt) {
        return keyringFailure(KeyringFault::Locked);
    }
    const auto asking = [this](bool isAsking) {
        m_notify(isAsking ? WorkerMessage::Kind::AskingPerson : WorkerMessage::Kind::PersonAnswered);
    };
    if (const auto unlocked = m_service->unlock(*facts, asking); !unlocked) {
        return std::unexpected(unlocked.error());
    }
    facts = look(layout);
    if (facts && facts->locked) {
        return keyringFailure(KeyringFault::Locked);
    }
    return facts;
}

// Sees to it that QtKeychain finds the item that the Secret Service has.
Result<void> WorkerOperations::prepareItem(
    const KeyringRequest& request, const SecretServiceFacts& facts) const
{
    const bool isDuplicated = facts.items.size() > 1;
    if (isDuplicated && isChange(request.operation)) {
        return keyringFailure(KeyringFault::Duplicates);
    }
    if (isDuplicated || facts.items.isEmpty()) {
        return {};
    }
    return m_service->adopt(facts.items.first(), isChange(request.operation));
}

Result<WorkerMessage> WorkerOperations::useEntry(
    const KeyringRequest& request, const KeyringLayout& layout, const SecretServiceFacts& facts)
{
    KeychainItem item(*m_service, layout, [this] { m_notify(WorkerMessage::Kind::Changing); });
    SharedEntry entry(item, layout, lockPath(request));
    if (isChange(request.operation)) {
        if (const auto folder = ensurePrivateFolder(request.lockFolder); !folder) {
            return std::unexpected(folder.error());
        }
    }
    if (request.operation == KeyringOperation::Write) {
        return done(entry.write(*request.server, request.token));
    }
    if (request.operation == KeyringOperation::Remove) {
        return done(entry.remove(*request.server));
    }
    WorkerMessage answer;
    if (request.operation == KeyringOperation::Read) {
        auto token = entry.read(*request.server);
        if (!token) {
            return std::unexpected(token.error());
        }
        answer.token = *token;
        return answer;
    }
    auto credentials = entry.list();
    if (!credentials) {
        return std::unexpected(credentials.error());
    }
    answer.credentials = *credentials;
    if (facts.items.size() > 1) {
        answer.credentials.append(duplicatesRow(layout));
    }
    return answer;
}

WorkerMessage WorkerOperations::stateOf(const SecretServiceFacts& facts) const
{
    WorkerMessage answer;
    answer.state.locked = facts.locked;
    answer.state.entries = static_cast<int>(facts.items.size());
    answer.state.provider = m_service->provider(facts);
    return answer;
}

} // namespace latchkey::credentials
