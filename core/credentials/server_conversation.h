// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/server_url.h"
#include "core/shared/secret.h"

#include <QDeadlineTimer>
#include <QNetworkAccessManager>
#include <QSslConfiguration>

#include <atomic>
#include <chrono>
#include <memory>

namespace latchkey::credentials {

/// Ends conversations from any thread, once and for good.
class CloseSwitch final : public QObject
{
    Q_OBJECT

public:
    bool isClosed() const { return m_isClosed; }
    void close()
    {
        m_isClosed = true;
        Q_EMIT closed();
    }

Q_SIGNALS:
    void closed();

private:
    std::atomic<bool> m_isClosed = false;
};

/// Requests that show one token to one server, one after another, all within one time limit that begins now.
///
/// Each waits in the thread that made this, whose events go on meanwhile. Redirects are never followed, so
/// the token reaches no other origin; cookies are neither kept nor sent, nothing is cached, and nobody is
/// asked for a password. Loopback servers are never reached through a proxy.
class ServerConversation
{
public:
    enum class Verb { Get, Post, Delete };

    /// `closing` must outlive this. `token` is one that checkToken() accepts.
    ServerConversation(const ServerUrl& server, const Secret& token, const QSslConfiguration& tls,
        std::chrono::milliseconds timeLimit, const CloseSwitch& closing);
    ~ServerConversation();
    Q_DISABLE_COPY_MOVE(ServerConversation)

    /// The body of the server's answer to `/api/v2/` + path, 256 KiB at most. Errors: `Unauthorized` when it
    /// refuses the token; `NotFound` when it knows no such request or thing (404, 405); `Network` for
    /// everything else that tells nothing of the token, with the reason; `Cancelled` when closed.
    Result<QByteArray> ask(Verb verb, const QString& path) const;

    const ServerUrl& server() const { return m_server; }

private:
    std::unique_ptr<QNetworkReply> send(Verb verb, const QString& path) const;
    Result<QByteArray> judged(
        const QNetworkReply& reply, const QByteArray& body, bool isCertificateBad) const;
    std::optional<ServerUrl> redirectTarget(const QNetworkReply& reply) const;

    const ServerUrl m_server;
    const QSslConfiguration m_tls;
    const CloseSwitch& m_closing;
    const std::chrono::milliseconds m_timeLimit;
    const QDeadlineTimer m_deadline;
    QByteArray m_token; // as the header's value, which Qt shares rather than copies
    std::unique_ptr<QNetworkAccessManager> m_network;
};

} // namespace latchkey::credentials
