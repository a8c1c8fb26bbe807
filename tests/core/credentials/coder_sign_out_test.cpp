// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/coder_api_bench.h"
#include "tests/support/fake_server_api.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;
using namespace std::chrono_literals;

using Reply = CoderServer::Reply;

namespace {

const QString LogoutLine = QStringLiteral("POST /api/v2/users/logout");
const QString DeleteLine = QStringLiteral("DELETE /api/v2/users/me/keys/abcdefghij");

} // namespace

class CoderSignOutTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void endsTheTokenAndMakesSure();
    void deletesTheKeyWhereThereIsNoLogout_data();
    void deletesTheKeyWhereThereIsNoLogout();
    void deletesTheKeyWhereLogoutDoesNothing();
    void aTokenThatEndedBeforeIsUnauthorized();
    void aTokenThatIsStillAcceptedHasNotEnded();
    void withoutAnAnswerNothingIsCertain_data();
    void withoutAnAnswerNothingIsCertain();
    void withoutConfirmationNothingIsCertain_data();
    void withoutConfirmationNothingIsCertain();
    void closingWhileTheKeyIsDeletedIsACancellation();
    void oddTokensAreLoggedOutToo();
    void theFakeTellsTheSameStory();

private:
    Result<void> signOut(const QByteArray& token = Token)
    {
        return waitFor(m_api->signOut(test::server(m_server->url()), secret(token)));
    }

    std::unique_ptr<CoderServer> m_server;
    std::unique_ptr<CoderApi> m_api;
};

/// Fails unless the error says that the token may live on, and does not show it.
#define REQUIRE_NOT_CERTAIN(result)                                                                          \
    do {                                                                                                     \
        const auto& uncertainResult = (result);                                                              \
        REQUIRE_ERROR(uncertainResult, ErrorCode::Network);                                                  \
        QVERIFY(                                                                                             \
            uncertainResult.error().message.startsWith(u"It is not certain that the token has ended. "_qs)); \
        QVERIFY(!uncertainResult.error().message.contains(QString::fromLatin1(Token)));                      \
    } while (false)

void CoderSignOutTest::init()
{
    m_server = std::make_unique<CoderServer>();
    m_server->addToken(Token, { .username = u"ada"_qs });
    CoderApi::Options options;
    options.timeLimit = 2s;
    m_api = std::make_unique<CoderApi>(options);
}

void CoderSignOutTest::endsTheTokenAndMakesSure()
{
    REQUIRE_OK(signOut());
    QVERIFY(!m_server->accepts(Token));
    QCOMPARE(m_server->lines(), (QStringList { LogoutLine, MeLine }));
}

void CoderSignOutTest::deletesTheKeyWhereThereIsNoLogout_data()
{
    QTest::addColumn<int>("status");
    QTest::newRow("404") << 404;
    QTest::newRow("405") << 405;
}

void CoderSignOutTest::deletesTheKeyWhereThereIsNoLogout()
{
    QFETCH(int, status);
    m_server->answer(LogoutLine, Reply::withStatus(status));
    REQUIRE_OK(signOut());
    QVERIFY(!m_server->accepts(Token));
    QCOMPARE(m_server->lines(), (QStringList { LogoutLine, DeleteLine, MeLine }));
}

void CoderSignOutTest::deletesTheKeyWhereLogoutDoesNothing()
{
    m_server->answer(LogoutLine, Reply::withStatus(200));
    REQUIRE_OK(signOut());
    QVERIFY(!m_server->accepts(Token));
    QCOMPARE(m_server->lines(), (QStringList { LogoutLine, MeLine, DeleteLine, MeLine }));
}

void CoderSignOutTest::aTokenThatEndedBeforeIsUnauthorized()
{
    m_server->removeToken(Token);
    REQUIRE_ERROR(signOut(), ErrorCode::Unauthorized);
    QCOMPARE(m_server->lines(), QStringList { LogoutLine });
}

void CoderSignOutTest::aTokenThatIsStillAcceptedHasNotEnded()
{
    m_server->answer(LogoutLine, Reply::withStatus(200));
    m_server->answer(DeleteLine, Reply::withStatus(403));
    const auto ended = signOut();
    REQUIRE_NOT_CERTAIN(ended);
    QVERIFY2(ended.error().message.contains(u"still accepts it"_qs), qPrintable(ended.error().message));
}

void CoderSignOutTest::withoutAnAnswerNothingIsCertain_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("silent");
    QTest::newRow("403") << 403 << false;
    QTest::newRow("500") << 500 << false;
    QTest::newRow("307") << 307 << false;
    QTest::newRow("silence") << 200 << true;
}

void CoderSignOutTest::withoutAnAnswerNothingIsCertain() // EDGE 44
{
    QFETCH(int, status);
    QFETCH(bool, silent);
    m_server->answerAll(silent ? Reply::paced(Reply::Pace::Never) : Reply::withStatus(status));
    REQUIRE_NOT_CERTAIN(signOut());
    QCOMPARE(m_server->lines(), QStringList { LogoutLine });
    QVERIFY(m_server->accepts(Token));
}

void CoderSignOutTest::withoutConfirmationNothingIsCertain_data()
{
    QTest::addColumn<int>("logout");
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("404") << 200 << 404 << QByteArray("{}");
    QTest::newRow("500") << 200 << 500 << QByteArray("{}");
    QTest::newRow("a captive portal") << 200 << 200 << Reply::html().body;
    QTest::newRow("500 after the key was deleted") << 404 << 500 << QByteArray("{}");
}

void CoderSignOutTest::withoutConfirmationNothingIsCertain()
{
    QFETCH(int, logout);
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_server->answer(LogoutLine, Reply::withStatus(logout));
    m_server->answer(MeLine, { .status = status, .body = body });
    REQUIRE_NOT_CERTAIN(signOut());
}

void CoderSignOutTest::closingWhileTheKeyIsDeletedIsACancellation()
{
    m_server->answer(LogoutLine, Reply::withStatus(404));
    m_server->answer(DeleteLine, Reply::paced(Reply::Pace::Never));
    const auto ended = m_api->signOut(test::server(m_server->url()), secret(Token));
    QTRY_VERIFY(m_server->lines().contains(DeleteLine));
    m_api->close();
    REQUIRE_ERROR(waitFor(ended), ErrorCode::Cancelled);
}

void CoderSignOutTest::oddTokensAreLoggedOutToo()
{
    m_server->addToken("odd", { .username = u"bob"_qs });
    REQUIRE_OK(signOut("odd"));
    QVERIFY(!m_server->accepts("odd"));

    m_server->addToken("odd", { .username = u"bob"_qs });
    m_server->answer(LogoutLine, Reply::withStatus(404)); // and there is no id to delete it by
    REQUIRE_NOT_CERTAIN(signOut("odd"));
    QVERIFY(m_server->accepts("odd"));
}

void CoderSignOutTest::theFakeTellsTheSameStory()
{
    const ServerUrl url = test::server("https://coder.example.com");
    const QString id = factsOf(secret(Token)).fingerprint;
    FakeServerApi fake;
    REQUIRE_ERROR(waitFor(fake.whoIs(url, secret(Token))), ErrorCode::Unauthorized);
    fake.setOwner(id, { .username = u"ada"_qs });
    QCOMPARE(waitFor(fake.whoIs(url, secret(Token)))->username, u"ada"_qs);
    fake.setSignOutError(id, { ErrorCode::Network, u"no answer"_qs });
    REQUIRE_ERROR(waitFor(fake.signOut(url, secret(Token))), ErrorCode::Network);
    REQUIRE_OK(waitFor(fake.whoIs(url, secret(Token))));
    fake.clearSignOutError(id);

    fake.hold();
    const auto ended = fake.signOut(url, secret(Token));
    const auto refused = fake.whoIs(url, secret(Token));
    QVERIFY(!ended.isFinished());
    QCOMPARE(fake.waiting(), 2);
    fake.release();
    REQUIRE_OK(waitFor(ended));
    REQUIRE_ERROR(waitFor(refused), ErrorCode::Unauthorized);
    QCOMPARE(fake.mostAtOnce(), 2);
    QCOMPARE(fake.whoIsCalls(), 4);
    QCOMPARE(fake.signOutCalls(), 2);

    fake.hold();
    const auto cancelled = fake.whoIs(url, secret(Token));
    fake.close();
    REQUIRE_ERROR(waitFor(cancelled), ErrorCode::Cancelled);
    REQUIRE_ERROR(waitFor(fake.signOut(url, secret(Token))), ErrorCode::Cancelled);
}

QTEST_GUILESS_MAIN(CoderSignOutTest)
#include "coder_sign_out_test.moc"
