// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/server_conversation.h"

#include "core/credentials/server_failure.h"

#include <QEventLoop>
#include <QNetworkProxyFactory>
#include <QNetworkReply>
#include <QTimer>
#include <QUrl>

namespace latchkey::credentials {

namespace {

constexpr qsizetype BodyLimit = 262'144; // 256 KiB
constexpr int FirstRedirect = 300;
constexpr int FirstClientError = 400;

/// The system's proxies, but none for this computer itself: its tokens need not leave it.
class Proxies final : public QNetworkProxyFactory
{
    QList<QNetworkProxy> queryProxy(const QNetworkProxyQuery& query) override
    {
        const auto server = ServerUrl::parse(query.url().toString(QUrl::RemovePath));
        if (server && server->isLoopback()) {
            return { QNetworkProxy(QNetworkProxy::NoProxy) };
        }
        return systemProxyForQuery(query);
    }
};

/// Whether no whole answer came: the error lies in the connection, the proxy, or the form of the answer.
bool isIncomplete(QNetworkReply::NetworkError error)
{
    return (error > QNetworkReply::NoError && error < QNetworkReply::ContentAccessDenied)
        || error == QNetworkReply::ProtocolFailure;
}

/// A 401 that asks for a password comes from a gate before the server, which does not look at tokens.
bool asksForPassword(const QNetworkReply& reply)
{
    const QByteArray challenge = reply.rawHeader("WWW-Authenticate").trimmed().toLower();
    return !challenge.isEmpty() && !challenge.startsWith("bearer");
}

} // namespace

ServerConversation::ServerConversation(const ServerUrl& server, const Secret& token,
    const QSslConfiguration& tls, std::chrono::milliseconds timeLimit, const CloseSwitch& closing)
    : m_server(server)
    , m_tls(tls)
    , m_closing(closing)
    , m_timeLimit(timeLimit)
    , m_deadline(timeLimit)
    , m_token(token.bytes().toByteArray())
    , m_network(std::make_unique<QNetworkAccessManager>())
{
    m_network->setProxyFactory(new Proxies);
}

ServerConversation::~ServerConversation()
{
    m_network.reset(); // the last that shares the token's bytes
    wipe(m_token);
}

std::unique_ptr<QNetworkReply> ServerConversation::send(Verb verb, const QString& path) const
{
    QNetworkRequest request(QUrl(m_server.origin() + QStringLiteral("/api/v2/") + path));
    request.setSslConfiguration(m_tls);
    request.setRawHeader("Coder-Session-Token", m_token);
    request.setRawHeader("Accept", "application/json");
    request.setRawHeader("Accept-Encoding", "identity"); // a small body must not unpack to a huge one
    request.setRawHeader("User-Agent", "Latchkey/" LATCHKEY_VERSION);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    request.setAttribute(QNetworkRequest::CacheSaveControlAttribute, false);
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false); // nothing to gain for two requests
    switch (verb) {
    case Verb::Get:
        break;
    case Verb::Post:
        request.setHeader(QNetworkRequest::ContentTypeHeader, QStringLiteral("application/json"));
        return std::unique_ptr<QNetworkReply>(m_network->post(request, QByteArray()));
    case Verb::Delete:
        return std::unique_ptr<QNetworkReply>(m_network->deleteResource(request));
    }
    return std::unique_ptr<QNetworkReply>(m_network->get(request));
}

Result<QByteArray> ServerConversation::ask(Verb verb, const QString& path) const
{
    if (m_closing.isClosed()) {
        return std::unexpected(failures::closed());
    }
    if (m_deadline.hasExpired()) {
        return std::unexpected(failures::timedOut(m_server, m_timeLimit));
    }
    QByteArray body;
    bool isCertificateBad = false;
    QEventLoop loop;
    const auto reply = send(verb, path);
    reply->setReadBufferSize(BodyLimit);
    // Whatever arrives is taken at once, and never more than shows that it is too much.
    const auto take = [&] { body += reply->read(BodyLimit + 1 - body.size()); };
    QObject::connect(reply.get(), &QNetworkReply::readyRead, &loop, [&] {
        take();
        if (body.size() > BodyLimit) {
            loop.quit();
        }
    });
    QObject::connect(reply.get(), &QNetworkReply::sslErrors, &loop, [&] { isCertificateBad = true; });
    QObject::connect(reply.get(), &QNetworkReply::finished, &loop, &QEventLoop::quit);
    QObject::connect(&m_closing, &CloseSwitch::closed, &loop, &QEventLoop::quit);
    QTimer::singleShot(static_cast<int>(m_deadline.remainingTime()), &loop, &QEventLoop::quit);
    if (!m_closing.isClosed() && !reply->isFinished()) {
        loop.exec();
    }
    if (m_closing.isClosed()) {
        return std::unexpected(failures::closed());
    }
    take();
    if (body.size() > BodyLimit) {
        return std::unexpected(failures::tooBig(m_server));
    }
    if (!reply->isFinished()) {
        return std::unexpected(failures::timedOut(m_server, m_timeLimit));
    }
    return judged(*reply, body, isCertificateBad);
}

Result<QByteArray> ServerConversation::judged(
    const QNetworkReply& reply, const QByteArray& body, bool isCertificateBad) const
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    if (status == 0 || isIncomplete(reply.error())) {
        return std::unexpected(isCertificateBad ? failures::untrusted(m_server)
                                                : failures::unreachable(m_server, reply.error()));
    }
    if (status == 401) {
        return std::unexpected(
            asksForPassword(reply) ? failures::passwordAsked(m_server) : failures::refused(m_server));
    }
    if (status >= FirstClientError) {
        return std::unexpected(failures::badStatus(m_server, status));
    }
    if (status >= FirstRedirect) {
        return std::unexpected(failures::redirected(m_server, redirectTarget(reply)));
    }
    return body;
}

/// The origin that the server redirects to; none where it makes no sense.
std::optional<ServerUrl> ServerConversation::redirectTarget(const QNetworkReply& reply) const
{
    const QUrl location = QUrl::fromEncoded(reply.rawHeader("Location"), QUrl::StrictMode);
    const QUrl target = reply.url().resolved(location);
    const auto server = ServerUrl::parse(
        target.toString(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::FullyEncoded));
    // A hostile server may spell the token in a host name, to see it on a screen or in a report.
    if (location.isEmpty() || !server || server->origin().toLatin1().contains(m_token.toLower())) {
        return std::nullopt;
    }
    return *server;
}

} // namespace latchkey::credentials
