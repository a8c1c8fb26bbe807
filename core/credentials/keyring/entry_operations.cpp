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
    Shared, // for Use: the shared entry's
    SharedInKeychainForm, // likewise
    Kept, // likewise, where the request has such a login
};

bool isChange(KeyringOperation operation) { return operation >= KeyringOperation::Write; }

KeyringLayout sharedLayoutOf(const KeyringRequest& request)
{
    return keyringLayout(currentPlatform(), request.serviceName);
}

KeyringLayout layoutOf(const KeyringRequest& request, const LoginId& parked)
{
    return parkedLayout(currentPlatform(), request.serviceName, parkedName(parked));
}

// The shared entry's, or the parked item's of the login that the request names.
KeyringLayout layoutOf(const KeyringRequest& request)
{
    if (request.entry != KeyringEntry::Parked) {
        return sharedLayoutOf(request);
    }
    return request.server ? layoutOf(request, { *request.server, request.fingerprint })
                          : parkedLayout(currentPlatform(), request.serviceName, {});
}

// One lock per service or program; a service name may hold any character.
QString lockPath(const KeyringRequest& request, const QString& serviceOrProgram)
{
    const QByteArray name = QUrl::toPercentEncoding(serviceOrProgram);
    return request.lockFolder + u'/' + QString::fromLatin1(name) + QStringLiteral(".lock");
}

WorkerMessage listOf(const QList<StoredCredential>& credentials)
{
    WorkerMessage answer;
    answer.credentials = credentials;
    return answer;
}

Result<WorkerMessage> answerWith(const Result<Secret>& token)
{
    if (!token) {
        return std::unexpected(token.error());
    }
    WorkerMessage answer;
    answer.token = *token;
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

// Sees to it that QtKeychain finds the one item that the Secret Service has.
Result<void> prepareItem(const SecretService& service, const KeyringRequest& request,
    const QStringList& items, const QStringList& inKeychainForm)
{
    if (items.size() != 1 || items == inKeychainForm) {
        return {};
    }
    return service.adopt(items.first(), isChange(request.operation));
}

// Read, Write or Remove of an entry that has these three.
template <typename Entry>
Result<WorkerMessage> readOrEdit(Entry&& entry, const KeyringRequest& request, const ServerUrl& server)
{
    if (request.operation == KeyringOperation::Read) {
        return answerWith(entry.read(server));
    }
    if (const auto folder = ensurePrivateFolder(request.lockFolder); !folder) {
        return std::unexpected(folder.error());
    }
    const auto done = request.operation == KeyringOperation::Write ? entry.write(server, request.token)
                                                                   : entry.remove(server);
    return done ? Result<WorkerMessage>(WorkerMessage()) : std::unexpected(done.error());
}

Result<WorkerMessage> useShared(
    SharedEntry entry, const KeyringRequest& request, const SecretServiceFacts& facts)
{
    if (request.server) {
        return readOrEdit(entry, request, *request.server);
    }
    if (request.operation == KeyringOperation::Copy) {
        return answerWith(entry.text());
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

// ParkedTokens::useParked().
Result<WorkerMessage> useParked(const SecretService& service, const KeyringRequest& request,
    const LoginId& login, const SecretServiceFacts& facts, const std::function<void()>& beforeChange)
{
    const QStringList& shared = facts.others[Shared];
    if (shared.size() > 1) {
        return keyringFailure(KeyringFault::Duplicates);
    }
    if (request.kept && facts.others[Kept].isEmpty()) {
        return std::unexpected(parkedToken(*request.kept, std::nullopt).error());
    }
    auto prepared = prepareItem(service, request, shared, facts.others[SharedInKeychainForm]);
    if (prepared) {
        prepared = ensurePrivateFolder(request.lockFolder);
    }
    if (!prepared) {
        return std::unexpected(prepared.error());
    }
    const auto values = readItems(facts.items + shared);
    if (!values) {
        return std::unexpected(values.error());
    }
    WorkerMessage answer;
    const auto token = ParkedEntry::tokenOf(
        login, facts.items.isEmpty() ? KeyringItem::Value() : values->first(), layoutOf(request));
    if (!token) {
        return std::unexpected(token.error());
    }
    answer.token = *token;

    const auto layout = sharedLayoutOf(request);
    KeychainItem item(service, layout, shared, beforeChange);
    if (!shared.isEmpty()) {
        item.presume(values->last());
    }
    const auto mayGo = [&](const Secret& present) -> Result<void> {
        const LoginId other = loginId(login.server, present);
        if (other == login || other == request.kept) {
            return {};
        }
        const auto found = service.look(attributesOf(layoutOf(request, other)));
        if (!found) {
            return std::unexpected(found.error());
        }
        return found->items.isEmpty() ? std::unexpected(parkedToken(other, std::nullopt).error())
                                      : Result<void>();
    };
    const auto done =
        SharedEntry(item, layout, lockPath(request, layout.service)).write(login.server, answer.token, mayGo);
    return done ? Result<WorkerMessage>(answer) : std::unexpected(done.error());
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
    QList<ItemAttributes> searches = { keychainAttributesOf(layoutOf(request)) };
    if (request.operation == KeyringOperation::Use) {
        const auto shared = sharedLayoutOf(request);
        searches += { attributesOf(shared), keychainAttributesOf(shared) };
        if (request.kept) {
            searches += attributesOf(layoutOf(request, *request.kept));
        }
    }
    return searches;
}

Result<WorkerMessage> useEntry(const SecretService& service, const KeyringRequest& request,
    const SecretServiceFacts& facts, const std::function<void()>& beforeChange)
{
    if (facts.items.size() > 1 && isChange(request.operation)) {
        return keyringFailure(KeyringFault::Duplicates);
    }
    if (request.entry == KeyringEntry::CoderDesktop) {
        LibsecretItem item(service, attributesOf(request), facts.items, beforeChange);
        return useCoderDesktop(CoderDesktopEntry(item, lockPath(request, CoderDesktop)), request, facts);
    }
    if (request.entry == KeyringEntry::Parked && !request.server) {
        return listParked(service, request, facts);
    }
    const auto prepared = prepareItem(service, request, facts.items, facts.others.value(InKeychainForm));
    if (!prepared) {
        return std::unexpected(prepared.error());
    }
    if (request.operation == KeyringOperation::Use) {
        return useParked(service, request, { *request.server, request.fingerprint }, facts, beforeChange);
    }
    const auto layout = layoutOf(request);
    KeychainItem item(service, layout, facts.items, beforeChange);
    if (request.entry == KeyringEntry::Parked) {
        return readOrEdit(ParkedEntry(item, layout, lockPath(request, layout.service), request.fingerprint),
            request, *request.server);
    }
    return useShared(SharedEntry(item, layout, lockPath(request, layout.service)), request, facts);
}

} // namespace latchkey::credentials
