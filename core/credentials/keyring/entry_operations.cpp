// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring/entry_operations.h"

#include "core/credentials/coder_desktop_entry.h"
#include "core/credentials/keyring/keychain_item.h"
#include "core/credentials/keyring/keyring_fault.h"
#include "core/credentials/keyring/libsecret_item.h"
#include "core/credentials/parked_entry.h"
#include "core/credentials/shared_entry.h"
#include "core/shared/private_file.h"

#include <QUrl>

namespace latchkey::credentials {

namespace {

const QString CoderDesktop = QStringLiteral("coder-desktop");

// The further searches, in their order.
enum Search {
    InKeychainForm, // the request's items, as far as QtKeychain finds them
};

bool isChange(KeyringOperation operation)
{
    return operation == KeyringOperation::Write || operation == KeyringOperation::Remove;
}

// The shared entry's, or the parked item's of the login that the request names.
KeyringLayout layoutOf(const KeyringRequest& request)
{
    if (request.entry != KeyringEntry::Parked) {
        return keyringLayout(currentPlatform(), request.serviceName);
    }
    const QString name = request.server ? parkedName({ *request.server, request.fingerprint }) : QString();
    return parkedLayout(currentPlatform(), request.serviceName, name);
}

// One lock per service or program; a service name may hold any character.
QString lockPath(const KeyringRequest& request)
{
    const bool isCoderDesktops = request.entry == KeyringEntry::CoderDesktop;
    const QByteArray name =
        QUrl::toPercentEncoding(isCoderDesktops ? CoderDesktop : layoutOf(request).service);
    return request.lockFolder + u'/' + QString::fromLatin1(name) + QStringLiteral(".lock");
}

WorkerMessage listOf(const QList<StoredCredential>& credentials)
{
    WorkerMessage answer;
    answer.credentials = credentials;
    return answer;
}

// A row of its own, so that the servers of the copy that is read stay usable.
StoredCredential duplicatesRow(const QString& key)
{
    StoredCredential row;
    row.key = key;
    row.problem = keyringError(KeyringFault::Duplicates);
    return row;
}

// Sees to it that QtKeychain finds the item that the Secret Service has.
Result<void> prepareItem(
    const SecretService& service, const KeyringRequest& request, const SecretServiceFacts& facts)
{
    if (facts.items.size() != 1 || facts.others.value(InKeychainForm) == facts.items) {
        return {};
    }
    return service.adopt(facts.items.first(), isChange(request.operation));
}

// Read, Write or Remove of an entry that has these three.
template <typename Entry>
Result<WorkerMessage> readOrEdit(Entry&& entry, const KeyringRequest& request, const ServerUrl& server)
{
    WorkerMessage answer;
    if (request.operation == KeyringOperation::Read) {
        const auto token = entry.read(server);
        if (!token) {
            return std::unexpected(token.error());
        }
        answer.token = *token;
        return answer;
    }
    if (const auto folder = ensurePrivateFolder(request.lockFolder); !folder) {
        return std::unexpected(folder.error());
    }
    const auto done = request.operation == KeyringOperation::Write ? entry.write(server, request.token)
                                                                   : entry.remove(server);
    if (!done) {
        return std::unexpected(done.error());
    }
    return answer;
}

Result<WorkerMessage> useShared(
    SharedEntry entry, const KeyringRequest& request, const SecretServiceFacts& facts)
{
    if (request.server) {
        return readOrEdit(entry, request, *request.server);
    }
    auto credentials = entry.list();
    if (!credentials) {
        return std::unexpected(credentials.error());
    }
    if (facts.items.size() > 1) {
        credentials->append(duplicatesRow(layoutOf(request).service));
    }
    return listOf(*credentials);
}

// Names only: no secret is asked for.
Result<WorkerMessage> listParked(
    const SecretService& service, const KeyringRequest& request, const SecretServiceFacts& facts)
{
    QList<StoredCredential> rows;
    const auto allAttributes = service.attributes(facts.items);
    for (qsizetype i = 0; i < facts.items.size(); ++i) {
        const auto& attributes = allAttributes[i];
        if (!attributes) {
            const auto now = service.look(attributesOf(request));
            if (now && !now->items.contains(facts.items[i])) {
                continue; // removed by another program just now
            }
            return std::unexpected(attributes.error());
        }
        const auto login = loginNamed(attributes->value(QStringLiteral("user")));
        const auto isSame = [&login](const StoredCredential& row) {
            return row.server == login->server && row.token.fingerprint == login->fingerprint;
        };
        if (login && std::ranges::none_of(rows, isSame)) {
            StoredCredential row;
            row.server = login->server;
            row.token.fingerprint = login->fingerprint;
            rows.append(row);
        }
    }
    return listOf(rows);
}

Result<WorkerMessage> useCoderDesktop(
    CoderDesktopEntry entry, const KeyringRequest& request, const SecretServiceFacts& facts)
{
    if (facts.items.size() > 1) {
        return request.server ? keyringFailure(KeyringFault::Duplicates)
                              : Result<WorkerMessage>(listOf({ duplicatesRow(CoderDesktop) }));
    }
    if (request.server) {
        return readOrEdit(entry, request, *request.server);
    }
    const auto credentials = entry.list();
    if (!credentials) {
        return std::unexpected(credentials.error());
    }
    return listOf(*credentials);
}

} // namespace

ItemAttributes attributesOf(const KeyringRequest& request)
{
    if (request.entry == KeyringEntry::CoderDesktop) {
        return { { QStringLiteral("application"), CoderDesktop } };
    }
    auto attributes = attributesOf(layoutOf(request));
    if (request.entry == KeyringEntry::Parked && !request.server) {
        attributes.remove(QStringLiteral("user"));
    }
    return attributes;
}

QList<ItemAttributes> furtherSearches(const KeyringRequest& request)
{
    const bool isOfKeychain = request.entry == KeyringEntry::Shared || request.server;
    if (request.operation < KeyringOperation::List || request.entry == KeyringEntry::CoderDesktop
        || !isOfKeychain) {
        return {};
    }
    return { keychainAttributesOf(layoutOf(request)) };
}

Result<WorkerMessage> useEntry(const SecretService& service, const KeyringRequest& request,
    const SecretServiceFacts& facts, const std::function<void()>& beforeChange)
{
    if (facts.items.size() > 1 && isChange(request.operation)) {
        return keyringFailure(KeyringFault::Duplicates);
    }
    if (request.entry == KeyringEntry::CoderDesktop) {
        LibsecretItem item(service, attributesOf(request), facts.items, beforeChange);
        return useCoderDesktop(CoderDesktopEntry(item, lockPath(request)), request, facts);
    }
    if (request.entry == KeyringEntry::Parked && !request.server) {
        return listParked(service, request, facts);
    }
    if (auto prepared = prepareItem(service, request, facts); !prepared) {
        return std::unexpected(prepared.error());
    }
    const auto layout = layoutOf(request);
    KeychainItem item(service, layout, facts.items, beforeChange);
    if (request.entry == KeyringEntry::Parked) {
        return readOrEdit(
            ParkedEntry(item, layout, lockPath(request), request.fingerprint), request, *request.server);
    }
    return useShared(SharedEntry(item, layout, lockPath(request)), request, facts);
}

} // namespace latchkey::credentials
