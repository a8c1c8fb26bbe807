// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/keyring_backend.h"

#include "core/credentials/keyring/keyring_client.h"
#include "core/shared/task_thread.h"

namespace latchkey::credentials {

class KeyringBackend::Private
{
public:
    explicit Private(const Options& options)
        : m_options(options)
        , m_client(options.workerProgram)
        , m_thread(QStringLiteral("keyring"))
    {
    }

    ~Private() { m_client.close(); } // so that a prompt nobody answers does not hold up the program's end
    Q_DISABLE_COPY_MOVE(Private)

    KeyringRequest request(KeyringOperation operation, const std::optional<ServerUrl>& server = {}) const
    {
        return {
            .operation = operation,
            .serviceName = m_options.serviceName,
            .lockFolder = m_options.lockFolder,
            .mayPrompt = m_options.mayPrompt || operation == KeyringOperation::Unlock,
            .server = server,
            .token = {},
        };
    }

    // Asks in the background; `pick` takes the wanted part of the answer.
    template <typename Pick> auto ask(const KeyringRequest& request, Pick pick)
    {
        using Value = decltype(pick(WorkerMessage()));
        if (request.mayPrompt) {
            m_client.promptMayCome();
        }
        return m_thread.run([this, request, pick]() -> Result<Value> {
            const auto answer = m_client.ask(request);
            if (request.mayPrompt) {
                m_client.promptCannotCome();
            }
            if (!answer) {
                return std::unexpected(answer.error());
            }
            if constexpr (std::is_void_v<Value>) {
                return {};
            } else {
                return pick(*answer);
            }
        });
    }

    void cancelPrompt() { m_client.cancelPrompt(); }

private:
    const Options m_options;
    KeyringClient m_client;
    TaskThread m_thread; // last: its tasks use what stands above
};

namespace {

void nothing(const WorkerMessage&) { }

} // namespace

KeyringBackend::KeyringBackend(const Options& options)
    : m_private(std::make_unique<Private>(options))
{
}

KeyringBackend::~KeyringBackend() = default;

Future<Secret> KeyringBackend::read(const ServerUrl& server)
{
    return m_private->ask(m_private->request(KeyringOperation::Read, server),
        [](const WorkerMessage& answer) { return answer.token; });
}

Future<void> KeyringBackend::write(const ServerUrl& server, const Secret& token)
{
    auto request = m_private->request(KeyringOperation::Write, server);
    request.token = token;
    return m_private->ask(request, nothing);
}

Future<void> KeyringBackend::remove(const ServerUrl& server)
{
    return m_private->ask(m_private->request(KeyringOperation::Remove, server), nothing);
}

Future<QList<StoredCredential>> KeyringBackend::list()
{
    return m_private->ask(m_private->request(KeyringOperation::List),
        [](const WorkerMessage& answer) { return answer.credentials; });
}

Future<KeyringState> KeyringBackend::state()
{
    return m_private->ask(m_private->request(KeyringOperation::State),
        [](const WorkerMessage& answer) { return answer.state; });
}

Future<void> KeyringBackend::unlock()
{
    return m_private->ask(m_private->request(KeyringOperation::Unlock), nothing);
}

void KeyringBackend::cancelPrompt() { m_private->cancelPrompt(); }

} // namespace latchkey::credentials
