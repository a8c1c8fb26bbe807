// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/coder_api_bench.h"

#include <QElapsedTimer>
#include <QSslCertificate>
#include <QTcpServer>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;
using namespace std::chrono_literals;

using Reply = CoderServer::Reply;
using Pace = CoderServer::Reply::Pace;

namespace {

constexpr auto Soon = 300ms; // a time limit that a test can wait for

} // namespace

class CoderApiLimitsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void slowBodiesEndAtTheTimeLimit();
    void silentServersEndAtTheTimeLimit();
    void hugeBodiesEndEarly();
    void stoppedServersAreUnreachable();
    void hostsThatDoNotExistAreNotFound();
    void whatIsNoWebServerIsSaidToBeNone();
    void badCertificatesGetNoToken();
    void trustedCertificatesAreFine();
    void neverMoreThanFourAtOnce();
    void waitingDoesNotCountAsTime();
    void closingEndsWhatRunsAndWaits();
    void withoutTimeLeftNothingIsAsked();
    void closedStaysClosed();
    void destructionEndsWhatRuns();

private:
    Result<TokenOwner> whoIs(const QString& url, const QByteArray& token = Token)
    {
        return waitFor(m_api->whoIs(test::server(url), secret(token)));
    }
    Result<TokenOwner> whoIs() { return whoIs(m_server->url()); }
    void makeApi(std::chrono::milliseconds timeLimit, const QByteArray& trusted = {})
    {
        CoderApi::Options options;
        options.timeLimit = timeLimit;
        if (!trusted.isEmpty()) {
            options.tls = QSslConfiguration::defaultConfiguration();
            options.tls->setCaCertificates(QSslCertificate::fromData(trusted));
        }
        m_api = std::make_unique<CoderApi>(options);
    }

    std::unique_ptr<CoderServer> m_server;
    std::unique_ptr<CoderApi> m_api;
};

void CoderApiLimitsTest::init()
{
    m_server = std::make_unique<CoderServer>();
    m_server->addToken(Token, { .username = u"ada"_qs });
    makeApi(10s);
}

void CoderApiLimitsTest::slowBodiesEndAtTheTimeLimit() // EDGE 44
{
    makeApi(Soon);
    m_server->answerAll(Reply::paced(Pace::Drip));
    QElapsedTimer timer;
    timer.start();
    const auto owner = whoIs();
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY(owner.error().message.contains(u"did not answer within"_qs));
    QVERIFY2(timer.elapsed() < 5000, "what drips in extends the time");
    QVERIFY(m_server->bytesSent() > 1); // it did drip
    QTRY_COMPARE(m_server->abandoned(), 1);
}

void CoderApiLimitsTest::silentServersEndAtTheTimeLimit()
{
    makeApi(Soon);
    m_server->answerAll(Reply::paced(Pace::Never));
    const auto owner = whoIs();
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY(owner.error().message.contains(u"did not answer within"_qs));

    m_server->answerAsUsual(); // the person is known, only the times are slow
    m_server->answer(KeyLine, Reply::paced(Pace::Never));
    REQUIRE_OK(whoIs());
}

void CoderApiLimitsTest::hugeBodiesEndEarly() // EDGE 44
{
    m_server->answerAll(Reply::paced(Pace::Huge));
    const auto owner = whoIs();
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY(owner.error().message.contains(u"far more than was asked"_qs));
    QTRY_COMPARE(m_server->abandoned(), 1);
    QVERIFY2(m_server->bytesSent() < 20'000'000, qPrintable(QString::number(m_server->bytesSent())));
}

void CoderApiLimitsTest::stoppedServersAreUnreachable() // EDGE 44
{
    m_server->stop();
    const auto owner = whoIs();
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY(owner.error().message.contains(u"does not accept connections"_qs));
    m_server->start();
    REQUIRE_OK(whoIs());
}

void CoderApiLimitsTest::hostsThatDoNotExistAreNotFound()
{
    makeApi(5s); // some resolvers are slow to say no; both answers are "could not check"
    REQUIRE_NOT_CHECKED(whoIs(u"http://no-such-host.invalid"_qs));
}

void CoderApiLimitsTest::whatIsNoWebServerIsSaidToBeNone()
{
    QTcpServer other;
    QVERIFY(other.listen(QHostAddress::LocalHost));
    connect(&other, &QTcpServer::newConnection, &other, [&] {
        auto* const socket = other.nextPendingConnection();
        socket->write("SSH-2.0-OpenSSH_9.2p1 Debian-2\r\n\r\n");
        connect(socket, &QTcpSocket::readyRead, socket, &QTcpSocket::disconnectFromHost);
    });
    REQUIRE_NOT_CHECKED(whoIs(u"http://127.0.0.1:%1"_qs.arg(other.serverPort())));
}

void CoderApiLimitsTest::badCertificatesGetNoToken() // EDGE 44
{
    CoderServer secure(CoderServer::Transport::Tls);
    secure.addToken(Token, { .username = u"ada"_qs });
    const auto owner = whoIs(secure.url());
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY2(owner.error().message.contains(u"certificate"_qs), qPrintable(owner.error().message));
    QCOMPARE(secure.lines(), QStringList());

    // A server that speaks no TLS at all.
    const auto plain = whoIs(m_server->url().replace(u"http:"_qs, u"https:"_qs));
    REQUIRE_NOT_CHECKED(plain);
    QVERIFY2(
        plain.error().message.contains(u"No encrypted connection"_qs), qPrintable(plain.error().message));
}

void CoderApiLimitsTest::trustedCertificatesAreFine()
{
    CoderServer secure(CoderServer::Transport::Tls);
    secure.addToken(Token, { .username = u"ada"_qs });
    makeApi(10s, secure.certificate());
    REQUIRE_OK(whoIs(secure.url()));
}

void CoderApiLimitsTest::neverMoreThanFourAtOnce()
{
    m_server->hold();
    QList<Future<TokenOwner>> calls;
    for (int i = 0; i < 20; ++i) {
        calls.append(m_api->whoIs(test::server(m_server->url()), secret(Token)));
    }
    QTRY_COMPARE(m_server->waiting(), 4);
    m_server->release();
    for (const auto& call : calls) {
        REQUIRE_OK(waitFor(call));
    }
    QCOMPARE(m_server->mostAtOnce(), 4);
    QCOMPARE(m_server->requests().size(), 40);
}

void CoderApiLimitsTest::waitingDoesNotCountAsTime()
{
    makeApi(Soon);
    m_server->answerAll(Reply::paced(Pace::Never));
    CoderServer quick;
    quick.addToken(Token, { .username = u"ada"_qs });
    for (int i = 0; i < 8; ++i) { // twice the time limit for whoever waits behind them
        m_api->whoIs(test::server(m_server->url()), secret(Token));
    }
    REQUIRE_OK(whoIs(quick.url()));
}

void CoderApiLimitsTest::closingEndsWhatRunsAndWaits()
{
    m_server->answerAll(Reply::paced(Pace::Never));
    QList<Future<TokenOwner>> calls;
    for (int i = 0; i < 12; ++i) {
        calls.append(m_api->whoIs(test::server(m_server->url()), secret(Token)));
    }
    QTRY_COMPARE(m_server->requests().size(), 4);
    QElapsedTimer timer;
    timer.start();
    m_api->close();
    for (const auto& call : calls) {
        REQUIRE_ERROR(waitFor(call), ErrorCode::Cancelled);
    }
    QVERIFY(timer.elapsed() < 2000);
    QCOMPARE(m_server->requests().size(), 4);
}

void CoderApiLimitsTest::withoutTimeLeftNothingIsAsked()
{
    CoderApi::Options options;
    options.timeLimit = 0ms;
    CoderApi api(options);
    REQUIRE_ERROR(waitFor(api.whoIs(test::server(m_server->url()), secret(Token))), ErrorCode::Network);
    QCOMPARE(m_server->lines(), QStringList());
}

void CoderApiLimitsTest::closedStaysClosed()
{
    m_api->close();
    REQUIRE_ERROR(whoIs(), ErrorCode::Cancelled);
    REQUIRE_ERROR(
        waitFor(m_api->signOut(test::server(m_server->url()), secret(Token))), ErrorCode::Cancelled);
    QCOMPARE(m_server->lines(), QStringList());
}

void CoderApiLimitsTest::destructionEndsWhatRuns()
{
    m_server->answerAll(Reply::paced(Pace::Never));
    const auto call = m_api->whoIs(test::server(m_server->url()), secret(Token));
    QTRY_COMPARE(m_server->requests().size(), 1);
    QElapsedTimer timer;
    timer.start();
    m_api.reset();
    QVERIFY(timer.elapsed() < 2000);
    REQUIRE_ERROR(waitFor(call), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(CoderApiLimitsTest)
#include "coder_api_limits_test.moc"
