// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/credentials/coder_api_bench.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

using Reply = CoderServer::Reply;

class CoderApiTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();

    void tellsWhomATokenSignsIn();
    void timesThatTheServerDoesNotSayAreEmpty_data();
    void timesThatTheServerDoesNotSayAreEmpty();
    void oddTokensAreCheckedWithoutTheirKey();
    void theOwnerCountsWithoutTimes_data();
    void theOwnerCountsWithoutTimes();
    void sendsNoMoreThanItNeeds();
    void onlyADefinite401IsARefusal();
    void everythingElseCouldNotBeChecked_data();
    void everythingElseCouldNotBeChecked();
    void redirectsAreNotFollowed();
    void redirectsNameNoMoreThanAnOrigin_data();
    void redirectsNameNoMoreThanAnOrigin();
    void tokensThatWouldBreakTheHeaderAreSentNowhere();

private:
    Result<TokenOwner> whoIs(const QString& url, const QByteArray& token = Token)
    {
        return waitFor(m_api->whoIs(test::server(url), secret(token)));
    }
    Result<TokenOwner> whoIs() { return whoIs(m_server->url()); }

    std::unique_ptr<CoderServer> m_server;
    std::unique_ptr<CoderApi> m_api;
};

void CoderApiTest::init()
{
    m_server = std::make_unique<CoderServer>();
    m_server->addToken(Token, { .username = u"ada"_qs });
    m_api = std::make_unique<CoderApi>(CoderApi::Options());
}

void CoderApiTest::tellsWhomATokenSignsIn() // EDGE 44
{
    m_server->addToken(Token,
        { .username = u"ada"_qs,
            .email = u"ada@example.com"_qs,
            .tokenName = u"laptop"_qs,
            .loginType = u"oidc"_qs,
            .created = u"2026-01-02T03:04:05.123456789Z"_qs,
            .lastUsed = u"2026-01-03T05:04:05+02:00"_qs,
            .expires = u"2026-02-02T03:04:05Z"_qs });
    const auto owner = whoIs();
    REQUIRE_OK(owner);
    QCOMPARE(*owner,
        (TokenOwner { u"ada"_qs, u"ada@example.com"_qs, u"laptop"_qs, u"oidc"_qs, 1767323045, 1767409445,
            1770001445 }));
    QCOMPARE(m_server->lines(), (QStringList { MeLine, KeyLine }));
}

void CoderApiTest::timesThatTheServerDoesNotSayAreEmpty_data()
{
    QTest::addColumn<QByteArray>("key");
    QTest::newRow("zero time of Go") << json("{'last_used':'0001-01-01T00:00:00Z'}");
    QTest::newRow("missing") << QByteArray("{}");
    QTest::newRow("null") << json("{'last_used':null}");
    QTest::newRow("a number") << json("{'last_used':1767323045}");
    QTest::newRow("no zone") << json("{'last_used':'2026-01-02T03:04:05'}");
    QTest::newRow("no such day") << json("{'last_used':'2026-02-30T03:04:05Z'}");
    QTest::newRow("no time") << json("{'last_used':'yesterday'}");
}

void CoderApiTest::timesThatTheServerDoesNotSayAreEmpty()
{
    QFETCH(QByteArray, key);
    m_server->answer(KeyLine, Reply::json(key));
    const auto owner = whoIs();
    REQUIRE_OK(owner);
    QCOMPARE(owner->username, u"ada"_qs);
    QVERIFY(!owner->created && !owner->lastUsed && !owner->expires);
}

void CoderApiTest::oddTokensAreCheckedWithoutTheirKey()
{
    m_server->addToken("odd/../token", { .username = u"bob"_qs });
    const auto owner = whoIs(m_server->url(), "odd/../token");
    REQUIRE_OK(owner);
    QCOMPARE(owner->username, u"bob"_qs);
    QCOMPARE(m_server->lines(), QStringList { MeLine });
}

void CoderApiTest::theOwnerCountsWithoutTimes_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::newRow("forbidden") << 403 << QByteArray("{}");
    QTest::newRow("not found") << 404 << QByteArray("{}");
    QTest::newRow("fault") << 500 << QByteArray("{}");
    QTest::newRow("wrong JSON") << 200 << json("{'created_at':");
}

void CoderApiTest::theOwnerCountsWithoutTimes()
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    m_server->answer(KeyLine, { .status = status, .body = body });
    const auto owner = whoIs();
    REQUIRE_OK(owner);
    QCOMPARE(*owner, (TokenOwner { .username = u"ada"_qs, .email = u"somebody@example.com"_qs }));
}

void CoderApiTest::sendsNoMoreThanItNeeds()
{
    m_server->answer(
        MeLine, { .body = json("{'username':'ada'}"), .headers = { { "Set-Cookie", "session=1; Path=/" } } });
    REQUIRE_OK(whoIs());
    REQUIRE_OK(whoIs());
    QCOMPARE(m_server->requests().size(), 4);
    for (const auto& request : m_server->requests()) {
        QCOMPARE(request.fingerprint, factsOf(secret(Token)).fingerprint);
        QCOMPARE(request.headers.value("user-agent"), QByteArray("Latchkey/" LATCHKEY_VERSION));
        QCOMPARE(request.headers.value("accept-encoding"), QByteArray("identity"));
        for (const char* name : { "cookie", "referer", "authorization" }) {
            QVERIFY2(!request.headers.contains(name), name);
        }
    }
}

void CoderApiTest::onlyADefinite401IsARefusal() // EDGE 44
{
    REQUIRE_ERROR(whoIs(m_server->url(), "zzzzzzzzzz-0123456789012345678901"), ErrorCode::Unauthorized);

    m_server->answer(KeyLine, Reply::withStatus(401)); // it ended between the two requests
    REQUIRE_ERROR(whoIs(), ErrorCode::Unauthorized);

    m_server->answerAll({ .status = 401, .headers = { { "WWW-Authenticate", "Bearer realm=\"coder\"" } } });
    REQUIRE_ERROR(whoIs(), ErrorCode::Unauthorized);

    m_server->answerAll({ .status = 401, .headers = { { "WWW-Authenticate", "Basic realm=\"gate\"" } } });
    REQUIRE_NOT_CHECKED(whoIs());
}

void CoderApiTest::everythingElseCouldNotBeChecked_data()
{
    QTest::addColumn<int>("status");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QString>("reason");
    const QByteArray wellFormed = json("{'username':'ada'}"); // only a 2xx says so
    QTest::newRow("403") << 403 << wellFormed << u"forbids"_qs;
    QTest::newRow("404") << 404 << wellFormed << u"status 404"_qs;
    QTest::newRow("407") << 407 << wellFormed << u"proxy"_qs;
    QTest::newRow("429") << 429 << wellFormed << u"status 429"_qs;
    QTest::newRow("500") << 500 << wellFormed << u"fault of its own (status 500)"_qs;
    QTest::newRow("502") << 502 << wellFormed << u"status 502"_qs;
    QTest::newRow("304") << 304 << QByteArray() << u"another page"_qs;
    QTest::newRow("HTML") << 200 << Reply::html().body << u"web page"_qs;
    QTest::newRow("wrong JSON") << 200 << json("{'username':'ada'") << u"makes no sense"_qs;
    QTest::newRow("no object") << 200 << json("['ada']") << u"makes no sense"_qs;
    QTest::newRow("no name") << 200 << json("{'email':'ada@example.com'}") << u"makes no sense"_qs;
    QTest::newRow("empty name") << 200 << json("{'username':''}") << u"makes no sense"_qs;
    QTest::newRow("name is no text") << 200 << json("{'username':1}") << u"makes no sense"_qs;
    QTest::newRow("empty") << 200 << QByteArray() << u"makes no sense"_qs;
}

void CoderApiTest::everythingElseCouldNotBeChecked() // EDGE 44
{
    QFETCH(int, status);
    QFETCH(QByteArray, body);
    QFETCH(QString, reason);
    m_server->answerAll({ .status = status, .body = body });
    const auto owner = whoIs();
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY2(owner.error().message.contains(reason), qPrintable(owner.error().message));
    QCOMPARE(m_server->requests().size(), 1);
}

void CoderApiTest::redirectsAreNotFollowed() // EDGE 44
{
    CoderServer other;
    other.addToken(Token, { .username = u"mallory"_qs });
    m_server->answerAll(Reply::redirect(other.url() + u"/api/v2/users/me?secret=1"_qs));
    const auto owner = whoIs();
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY(owner.error().message.contains(other.url()));
    QVERIFY(!owner.error().message.contains(u"secret"_qs));
    QCOMPARE(other.lines(), QStringList());
    QCOMPARE(m_server->requests().size(), 1);
}

void CoderApiTest::redirectsNameNoMoreThanAnOrigin_data()
{
    QTest::addColumn<QString>("location");
    QTest::newRow("the same server") << u"/login"_qs;
    QTest::newRow("nowhere") << QString();
    QTest::newRow("another scheme") << u"javascript:alert(1)"_qs;
    QTest::newRow("a password") << u"https://user:password@example.com/"_qs;
    QTest::newRow("markup") << u"<b>https://example.com</b>"_qs;
    QTest::newRow("the token as a host") << u"https://"_qs + QString::fromLatin1(Token) + u".example.com"_qs;
}

void CoderApiTest::redirectsNameNoMoreThanAnOrigin()
{
    QFETCH(QString, location);
    m_server->answerAll(Reply::redirect(location));
    const auto owner = whoIs();
    REQUIRE_NOT_CHECKED(owner);
    QVERIFY2(owner.error().message.contains(u"on to another page"_qs), qPrintable(owner.error().message));
    QVERIFY2(!owner.error().message.contains(u"example.com"_qs), qPrintable(owner.error().message));
}

void CoderApiTest::tokensThatWouldBreakTheHeaderAreSentNowhere()
{
    REQUIRE_ERROR(whoIs(m_server->url(), "token\r\nHost: example.com"), ErrorCode::InvalidInput);
    REQUIRE_ERROR(whoIs(m_server->url(), ""), ErrorCode::InvalidInput);
    QCOMPARE(m_server->lines(), QStringList());
}

QTEST_GUILESS_MAIN(CoderApiTest)
#include "coder_api_test.moc"
