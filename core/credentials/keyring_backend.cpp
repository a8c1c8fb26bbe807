// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring_backend.h"

#include "core/credentials/keyring/keyring_client.h"
#include "core/shared/private_file.h"
#include "core/shared/task_thread.h"

namespace latchkey::credentials {

class KeyringBackend::Private
{
public:
    // An entry that holds logins by server.
    class Entry final : public Backend
    {
    public:
        Entry(Private& keyring, KeyringEntry entry)
            : m_keyring(keyring)
            , m_entry(entry)
        {
        }

        Future<Secret> read(const ServerUrl& server) override;
        Future<void> write(const ServerUrl& server, const Secret& token) override;
        Future<void> remove(const ServerUrl& server) override;
        Future<QList<StoredCredential>> list() override;

    private:
        Private& m_keyring;
        KeyringEntry m_entry;
    };

    explicit Private(const Options& options)
        : shared(*this, KeyringEntry::Shared)
        , coderDesktop(*this, KeyringEntry::CoderDesktop)
        , m_options(options)
        , m_client(options.workerProgram)
        , m_thread(QStringLiteral("keyring"))
    {
        m_thread.run([this]() -> Result<void> {
            m_client.start();
            return {};
        });
    }

    ~Private() { m_client.close(); } // so that a prompt nobody answers does not hold up the program's end
    Q_DISABLE_COPY_MOVE(Private)

    KeyringRequest request(KeyringEntry entry, KeyringOperation operation,
        const std::optional<ServerUrl>& server = {}, const QString& fingerprint = {}) const
    {
        return {
            .operation = operation,
            .entry = entry,
            .serviceName = m_options.serviceName,
            .lockFolder = m_options.lockFolder,
            .mayPrompt = m_options.mayPrompt || operation == KeyringOperation::Unlock,
            .server = server,
            .fingerprint = fingerprint,
            .kept = {},
            .token = {},
        };
    }

    // Asks in the background; `pick` makes the result of the answer.
    template <typename Pick> auto ask(const KeyringRequest& request, const Pick& pick)
    {
        using Outcome = decltype(pick(WorkerMessage()));
        if (request.mayPrompt) {
            m_client.promptMayCome();
        }
        return m_thread.run([this, request, pick]() -> Outcome {
            const auto answer = m_client.ask(request);
            if (request.mayPrompt) {
                m_client.promptCannotCome();
            }
            if (!answer) {
                return std::unexpected(answer.error());
            }
            return pick(*answer);
        });
    }

    void cancelPrompt() { m_client.cancelPrompt(); }

    Entry shared;
    Entry coderDesktop;

private:
    const Options m_options;
    KeyringClient m_client;
    TaskThread m_thread; // last: its tasks use what stands above
};

namespace {

Result<void> nothing(const WorkerMessage&) { return {}; }

Result<Secret> tokenIn(const WorkerMessage& answer) { return answer.token; }

Result<QList<LoginId>> loginsIn(const WorkerMessage& answer)
{
    QList<LoginId> logins;
    for (const StoredCredential& row : answer.credentials) {
        if (row.server) {
            logins.append({ *row.server, row.token.fingerprint });
        }
    }
    return logins;
}

// No item can have such a login's name, and the worker would not know what is asked of it.
bool isSenseless(const LoginId& login) { return !loginNamed(parkedName(login)); }

} // namespace

Future<Secret> KeyringBackend::Private::Entry::read(const ServerUrl& server)
{
    return m_keyring.ask(m_keyring.request(m_entry, KeyringOperation::Read, server), tokenIn);
}

Future<void> KeyringBackend::Private::Entry::write(const ServerUrl& server, const Secret& token)
{
    auto request = m_keyring.request(m_entry, KeyringOperation::Write, server);
    request.token = token;
    return m_keyring.ask(request, nothing);
}

Future<void> KeyringBackend::Private::Entry::remove(const ServerUrl& server)
{
    return m_keyring.ask(m_keyring.request(m_entry, KeyringOperation::Remove, server), nothing);
}

Future<QList<StoredCredential>> KeyringBackend::Private::Entry::list()
{
    return m_keyring.ask(m_keyring.request(m_entry, KeyringOperation::List),
        [](const WorkerMessage& answer) { return Result<QList<StoredCredential>>(answer.credentials); });
}

KeyringBackend::KeyringBackend(const Options& options)
    : m_private(std::make_unique<Private>(options))
{
}

KeyringBackend::~KeyringBackend() = default;

Future<Secret> KeyringBackend::read(const ServerUrl& server) { return m_private->shared.read(server); }

Future<void> KeyringBackend::write(const ServerUrl& server, const Secret& token)
{
    return m_private->shared.write(server, token);
}

Future<void> KeyringBackend::remove(const ServerUrl& server) { return m_private->shared.remove(server); }

Future<QList<StoredCredential>> KeyringBackend::list() { return m_private->shared.list(); }

Backend& KeyringBackend::coderDesktop() { return m_private->coderDesktop; }

Future<QList<LoginId>> KeyringBackend::parked()
{
    return m_private->ask(m_private->request(KeyringEntry::Parked, KeyringOperation::List), loginsIn);
}

Future<Secret> KeyringBackend::readParked(const LoginId& login)
{
    if (isSenseless(login)) {
        return finishedFuture(parkedToken(login, std::nullopt));
    }
    return m_private->ask(
        m_private->request(KeyringEntry::Parked, KeyringOperation::Read, login.server, login.fingerprint),
        tokenIn);
}

Future<void> KeyringBackend::park(const ServerUrl& server, const Secret& token)
{
    if (const auto usable = checkToken(token); !usable) {
        return finishedFuture(usable);
    }
    auto request =
        m_private->request(KeyringEntry::Parked, KeyringOperation::Write, server, factsOf(token).fingerprint);
    request.token = token;
    return m_private->ask(request, nothing);
}

Future<Secret> KeyringBackend::useParked(const LoginId& login, const std::optional<LoginId>& kept)
{
    for (const auto& each : { std::optional(login), kept }) {
        if (each && isSenseless(*each)) {
            return finishedFuture(parkedToken(*each, std::nullopt));
        }
    }
    auto request =
        m_private->request(KeyringEntry::Parked, KeyringOperation::Use, login.server, login.fingerprint);
    request.kept = kept;
    return m_private->ask(request, tokenIn);
}

Future<void> KeyringBackend::removeParked(const LoginId& login)
{
    if (isSenseless(login)) {
        return finishedFuture<void>(std::unexpected(parkedToken(login, std::nullopt).error()));
    }
    return m_private->ask(
        m_private->request(KeyringEntry::Parked, KeyringOperation::Remove, login.server, login.fingerprint),
        nothing);
}

Future<void> KeyringBackend::saveCopy(const QString& path)
{
    return m_private->ask(m_private->request(KeyringEntry::Shared, KeyringOperation::Copy),
        [path](const WorkerMessage& answer) {
            return replacePrivateFile(path, answer.token.bytes().toByteArray());
        });
}

Future<KeyringState> KeyringBackend::state()
{
    return m_private->ask(m_private->request(KeyringEntry::Shared, KeyringOperation::State),
        [](const WorkerMessage& answer) { return Result<KeyringState>(answer.state); });
}

Future<void> KeyringBackend::unlock()
{
    return m_private->ask(m_private->request(KeyringEntry::Shared, KeyringOperation::Unlock), nothing);
}

void KeyringBackend::cancelPrompt() { m_private->cancelPrompt(); }

} // namespace latchkey::credentials
