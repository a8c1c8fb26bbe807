// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QString>

#include <memory>

namespace latchkey::test {

/// A real HTTP server on 127.0.0.1 that answers as a Coder server does to what Latchkey asks, or as a test
/// says. It starts at birth, on a port that the system chooses. All functions may be called from any thread
/// while it runs.
///
///     CoderServer server;
///     server.addToken("abcdefghij-0123456789012345678901", { .username = u"ada"_qs });
///     run({ u"servers"_qs, u"verify"_qs, server.url() });
class CoderServer
{
public:
    enum class Transport { Plain, Tls };

    /// Whom a token signs in. Times as the server writes them: RFC 3339.
    struct Account
    {
        QString username;
        QString email = QStringLiteral("somebody@example.com");
        QString tokenName = QStringLiteral("laptop");
        QString loginType = QStringLiteral("password");
        QString created = QStringLiteral("2026-01-02T03:04:05.123456789Z");
        QString lastUsed = QStringLiteral("0001-01-01T00:00:00Z");
        QString expires = QStringLiteral("2026-02-02T03:04:05Z");
    };

    /// An answer that a test sets in place of the usual one.
    struct Reply
    {
        enum class Pace {
            AtOnce,
            Drip, ///< the body comes one byte every 20 ms, without end
            Huge, ///< a body of 100 MB
            Never, ///< no answer at all
        };

        int status = 200;
        QByteArray body = "{}";
        QByteArray type = "application/json";
        QMap<QByteArray, QByteArray> headers = {};
        Pace pace = Pace::AtOnce;

        static Reply withStatus(int status) { return { .status = status, .body = "{\"message\":\"no\"}" }; }
        static Reply redirect(const QString& location)
        {
            return { .status = 307, .headers = { { "Location", location.toUtf8() } } };
        }
        static Reply html()
        {
            return { .body = "<!DOCTYPE html><title>Welcome</title>", .type = "text/html" };
        }
        static Reply json(const QByteArray& body) { return { .body = body }; }
        static Reply paced(Pace pace) { return { .pace = pace }; }
    };

    /// What arrived.
    struct Request
    {
        QString line; ///< method and path, such as `GET /api/v2/users/me`
        QString
            fingerprint; ///< of the token that came with it, as TokenFacts::fingerprint; empty without one
        QMap<QByteArray, QByteArray> headers; ///< names in lower case, without the token
    };

    explicit CoderServer(Transport transport = Transport::Plain);
    ~CoderServer();
    Q_DISABLE_COPY_MOVE(CoderServer)

    /// Its origin, such as `http://127.0.0.1:40123`. It stays the same when it stops and starts.
    QString url() const;

    /// Its certificate as PEM, self-signed; empty without TLS.
    QByteArray certificate() const;

    /// Ends all connections; new ones are refused.
    void stop();
    void start();

    /// From now on this token signs somebody in, until it is signed out or removed.
    void addToken(const QByteArray& token, const Account& account);
    void removeToken(const QByteArray& token);
    bool accepts(const QByteArray& token) const;

    /// Answers every request, or those of one line (`GET /api/v2/users/me`), so and not as usual.
    void answerAll(const Reply& reply);
    void answer(const QString& line, const Reply& reply);
    void answerAsUsual();

    /// While held, requests wait for their answers; waiting() is how many do.
    void hold();
    void release();
    int waiting() const;

    QList<Request> requests() const;
    QStringList lines() const; ///< of requests()
    int mostAtOnce() const; ///< the most requests that were being answered at the same time
    int abandoned() const; ///< answers whose reader went away before the end
    qint64 bytesSent() const; ///< of bodies with a pace

private:
    class Private;
    std::unique_ptr<Private> m_private;
};

} // namespace latchkey::test
