// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/server_failure.h"

#include <QCoreApplication>

namespace latchkey::credentials::failures {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServerFailure)
};

constexpr int FirstServerError = 500;

Error network(const QString& message) { return { ErrorCode::Network, message }; }

} // namespace

Error refused(const ServerUrl& server)
{
    return { ErrorCode::Unauthorized,
        Text::tr("%1 says that this token is not valid, or no longer. Sign in again.")
            .arg(server.displayHost()) };
}

Error closed()
{
    return { ErrorCode::Cancelled, Text::tr("Latchkey was closed before the server answered.") };
}

Error timedOut(const ServerUrl& server, std::chrono::milliseconds timeLimit)
{
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(timeLimit).count();
    return network(
        Text::tr("%1 did not answer within %n second(s). Check the connection, or try again later.", nullptr,
            static_cast<int>(seconds))
            .arg(server.displayHost()));
}

Error untrusted(const ServerUrl& server)
{
    return network(Text::tr("The certificate of %1 cannot be trusted, so the token was not sent. Check the "
                            "address and this computer's clock, or ask the server's administrator.")
            .arg(server.displayHost()));
}

Error unreachable(const ServerUrl& server, QNetworkReply::NetworkError error)
{
    const QString host = server.displayHost();
    switch (error) {
    case QNetworkReply::ConnectionRefusedError:
        return network(Text::tr("%1 does not accept connections. Check the address, and whether the server "
                                "runs.")
                .arg(host));
    case QNetworkReply::HostNotFoundError:
        return network(
            Text::tr("%1 cannot be found. Check the address and this computer's network.").arg(host));
    case QNetworkReply::SslHandshakeFailedError:
        return network(Text::tr("No encrypted connection to %1 could be made, so the token was not sent. "
                                "Check whether the address begins with https for good reason, or ask the "
                                "server's administrator.")
                .arg(host));
    case QNetworkReply::RemoteHostClosedError:
        return network(
            Text::tr("%1 closed the connection before its answer was complete. Try again later.").arg(host));
    case QNetworkReply::ProtocolFailure:
        return network(Text::tr("%1 does not answer as a web server does. Check the address.").arg(host));
    case QNetworkReply::ProxyConnectionRefusedError:
    case QNetworkReply::ProxyConnectionClosedError:
    case QNetworkReply::ProxyNotFoundError:
    case QNetworkReply::ProxyTimeoutError:
    case QNetworkReply::ProxyAuthenticationRequiredError:
    case QNetworkReply::UnknownProxyError:
        return network(Text::tr("The proxy on the way to %1 does not let the request through. Check this "
                                "computer's proxy settings.")
                .arg(host));
    default:
        return network(Text::tr("%1 cannot be reached. Check the connection, or try again later.").arg(host));
    }
}

Error redirected(const ServerUrl& server, const std::optional<ServerUrl>& target)
{
    const QString host = server.displayHost();
    if (target && *target != server) {
        return network(Text::tr("%1 sends the request on to %2, and a token goes to no other server than its "
                                "own. If the server has moved, sign in there.")
                .arg(host, target->origin()));
    }
    return network(Text::tr("%1 sends the request on to another page, perhaps to sign in to the network. "
                            "Open the server in a browser, then try again.")
            .arg(host));
}

Error passwordAsked(const ServerUrl& server)
{
    return network(Text::tr("Something before %1 asks for a password, so the server itself was not asked. "
                            "Open it in a browser, or ask its administrator.")
            .arg(server.displayHost()));
}

Error tooBig(const ServerUrl& server)
{
    return network(Text::tr("%1 answers with far more than was asked for. Check whether the address is a "
                            "Coder server's.")
            .arg(server.displayHost()));
}

Error badStatus(const ServerUrl& server, int status)
{
    const QString host = server.displayHost();
    if (status == 404 || status == 405) {
        return { ErrorCode::NotFound,
            Text::tr(
                "%1 does not know this request (status %2). Check whether the address is a Coder server's.")
                .arg(host)
                .arg(status) };
    }
    if (status == 403) {
        return network(Text::tr("%1 forbids the request (status 403), perhaps because of the network you are "
                                "in. Try another network, or ask the server's administrator.")
                .arg(host));
    }
    if (status >= FirstServerError) {
        return network(
            Text::tr("%1 has a fault of its own (status %2). Try again later.").arg(host).arg(status));
    }
    return network(Text::tr("%1 does not take the request (status %2). Try again later, or ask the server's "
                            "administrator.")
            .arg(host)
            .arg(status));
}

Error badBody(const ServerUrl& server, const QByteArray& body)
{
    const QString host = server.displayHost();
    if (body.trimmed().startsWith('<')) {
        return network(Text::tr("%1 answers with a web page, perhaps to sign in to the network. Open the "
                                "server in a browser, then try again.")
                .arg(host));
    }
    return network(Text::tr("The answer of %1 makes no sense. Check whether the address is a Coder server's.")
            .arg(host));
}

} // namespace latchkey::credentials::failures
