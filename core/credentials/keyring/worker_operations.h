// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/keyring/protocol.h"
#include "core/credentials/keyring/secret_service.h"

#include <QProcessEnvironment>

#include <functional>
#include <future>
#include <optional>

namespace latchkey::credentials {

/// Does what requests ask for, one after another: look at the Secret Service, unlock it where that is wanted,
/// then list, read or edit an entry. Blocking; the worker's main thread only.
class WorkerOperations
{
public:
    using Notify = std::function<void(WorkerMessage::Kind)>;

    /// `environment` tells the session bus; `notify` sends a notice to the client.
    WorkerOperations(const QProcessEnvironment& environment, const Notify& notify);

    /// Connects, so that the first request need not wait for it. What goes wrong is told by the request.
    void prepare();

    /// The answer; or none when this process can no longer give one, since libsecret's session in it ended
    /// with the bus or the Secret Service and is never renewed (measured). The process should end then.
    std::optional<WorkerMessage> answer(const KeyringRequest& request);

private:
    Result<WorkerMessage> perform(const KeyringRequest& request);
    Result<SecretService*> connectedService();
    Result<SecretServiceFacts> look(const SecretService& service, const KeyringRequest& request);
    Result<SecretServiceFacts> open(const SecretService& service, const KeyringRequest& request);
    bool hasSession();
    bool isStale() const;

    QProcessEnvironment m_environment;
    Notify m_notify;
    std::optional<SecretService> m_service;
    std::future<QString> m_session; ///< opened in the background; its end
    QString m_firstOwner; ///< the Secret Service with which libsecret has its session
    bool m_ownerChanged = false;
};

} // namespace latchkey::credentials
