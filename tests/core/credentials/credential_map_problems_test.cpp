// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/credential_map.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

const QByteArray Documented(
    json("{'coder.example.com':{'coder_url':'https://coder.example.com','api_token':'tok-1'},"
         "'other:8080':{'coder_url':'http://other:8080','api_token':'tok-2'}}"));

} // namespace

class CredentialMapProblemsTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void refusesTextThatIsNoSuchMap_data();
    void refusesTextThatIsNoSuchMap();
    void wrongShapesAreRefusedAndOthersStayReadable_data();
    void wrongShapesAreRefusedAndOthersStayReadable();
    void entriesWithoutATokenAreFilledIn();
    void unusableTokensAreNeverHandedOutButCanBeReplaced();
    void keyAndUrlThatDisagreeAreUsedForNeither();
    void equivalentKeysWithDifferentTokensAreAConflict_data();
    void equivalentKeysWithDifferentTokensAreAConflict();
    void equivalentKeysWithOneTokenAreUsedTogether();
};

void CredentialMapProblemsTest::refusesTextThatIsNoSuchMap_data() // EDGE 23, 24, K29
{
    QTest::addColumn<QByteArray>("stored");
    QTest::newRow("white space") << QByteArray(" ");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("string") << QByteArray("\"x\"");
    QTest::newRow("number") << QByteArray("7");
    QTest::newRow("truncated") << Documented.chopped(1);
    QTest::newRow("trailing garbage") << QByteArray(Documented + "x");
    QTest::newRow("duplicate keys") << json("{'h':{'api_token':'a'},'h':{'api_token':'a'}}");
    QTest::newRow("duplicate fields") << json("{'h':{'api_token':'a','api_token':'b'}}");
    QTest::newRow("bad UTF-8") << QByteArray("{\"h\":{\"api_token\":\"\xff\"}}");
    QTest::newRow("byte order mark") << QByteArray("\xef\xbb\xbf{}");
    QTest::newRow("depth bomb") << json("{'h':") + QByteArray("[").repeated(100'000);
}

void CredentialMapProblemsTest::refusesTextThatIsNoSuchMap()
{
    QFETCH(QByteArray, stored);
    const auto map = CredentialMap::parse(stored);
    REQUIRE_ERROR(map, ErrorCode::Corrupt);
}

void CredentialMapProblemsTest::wrongShapesAreRefusedAndOthersStayReadable_data() // EDGE 24
{
    QTest::addColumn<QByteArray>("entry");
    QTest::newRow("null") << QByteArray("null");
    QTest::newRow("string") << QByteArray("\"tok\"");
    QTest::newRow("number") << QByteArray("5");
    QTest::newRow("array") << QByteArray("[]");
    QTest::newRow("no token") << json("{'coder_url':'https://bad'}");
    QTest::newRow("token null") << json("{'coder_url':'https://bad','api_token':null}");
    QTest::newRow("token number") << json("{'coder_url':'https://bad','api_token':5}");
    QTest::newRow("token object") << json("{'api_token':{}}");
    QTest::newRow("token half a surrogate") << json("{'api_token':'\\ud800'}");
    QTest::newRow("URL number") << json("{'coder_url':5,'api_token':'tok'}");
}

void CredentialMapProblemsTest::wrongShapesAreRefusedAndOthersStayReadable()
{
    QFETCH(QByteArray, entry);
    const QByteArray stored(
        json("{'bad':") + entry + json(",'good':{'coder_url':'https://good','api_token':'tok'}}"));
    CredentialMap map = mapOf(stored);
    QCOMPARE(text(map.token(server("https://good"))), "tok");
    REQUIRE_ERROR(map.token(server("https://bad")), ErrorCode::Corrupt);
    const auto list = map.list();
    QCOMPARE(list.size(), 2);
    QCOMPARE(problemOf(list[0]), ErrorCode::Corrupt);
    QCOMPARE(problemOf(list[1]), std::nullopt);
    // The other programs would fail on the whole map: it waits for a person.
    for (const char* any : { "https://bad", "https://good", "https://new" }) {
        REQUIRE_ERROR(map.set(server(any), secret("new")), ErrorCode::Corrupt);
        REQUIRE_ERROR(map.remove(server(any)), ErrorCode::Corrupt);
    }
    QCOMPARE(map.toJson(), stored);
}

void CredentialMapProblemsTest::entriesWithoutATokenAreFilledIn()
{
    CredentialMap map = mapOf(json("{'h':{'coder_url':'https://h','api_token':'','note':'kept'}}"));
    REQUIRE_ERROR(map.token(server("https://h")), ErrorCode::NotFound);
    REQUIRE_ERROR(map.remove(server("https://h")), ErrorCode::NotFound);
    QCOMPARE(problemOf(map.list().first()), ErrorCode::NotFound);
    QVERIFY(map.list().first().token.fingerprint.isEmpty());
    REQUIRE_OK(map.set(server("https://h"), secret("tok")));
    QCOMPARE(map.toJson(), json("{'h':{'coder_url':'https://h','api_token':'tok','note':'kept'}}"));
}

void CredentialMapProblemsTest::unusableTokensAreNeverHandedOutButCanBeReplaced() // EDGE 17, K21
{
    for (const QByteArray bad : { "tok\\u0000", "tok\\n", "to k", "tök" }) {
        CredentialMap map = mapOf(json("{'h':{'coder_url':'https://h','api_token':'") + bad + json("'}}"));
        REQUIRE_ERROR(map.token(server("https://h")), ErrorCode::Corrupt);
        QCOMPARE(problemOf(map.list().first()), ErrorCode::Corrupt);
        REQUIRE_OK(map.set(server("https://h"), secret("tok")));
        QCOMPARE(text(map.token(server("https://h"))), "tok");
    }
}

void CredentialMapProblemsTest::keyAndUrlThatDisagreeAreUsedForNeither() // EDGE 27
{
    for (const QByteArray url : { "https://b", "http://b", "b", "https://a:8080" }) {
        const QByteArray stored(json("{'a':{'coder_url':'") + url + json("','api_token':'tok'}}"));
        CredentialMap map = mapOf(stored);
        const auto list = map.list();
        QCOMPARE(problemOf(list.first()), ErrorCode::Conflict);
        QVERIFY(!list.first().server);
        for (const ServerUrl& named : { server("https://a"), server(QString::fromLatin1(url)) }) {
            REQUIRE_ERROR(map.token(named), ErrorCode::Conflict);
            REQUIRE_ERROR(map.set(named, secret("new")), ErrorCode::Conflict);
            REQUIRE_ERROR(map.remove(named), ErrorCode::Conflict);
        }
        QCOMPARE(map.toJson(), stored);
    }
    for (const QByteArray& entry : { json("'a':{'coder_url':'ftp://a','api_token':'tok'}"),
             json("'a':{'coder_url':'https://user@a','api_token':'tok'}"),
             json("'https://a':{'api_token':'tok'}"), json("'':{'coder_url':'https://a','api_token':'tok'}"),
             json("'a/b':{'coder_url':'a','api_token':'tok'}") }) {
        const CredentialMap map = mapOf('{' + entry + '}');
        QVERIFY2(!map.token(server("https://a")), entry.constData());
        QCOMPARE(problemOf(map.list().first()), ErrorCode::Corrupt);
    }
}

void CredentialMapProblemsTest::equivalentKeysWithDifferentTokensAreAConflict_data() // EDGE 28, 43
{
    QTest::addColumn<QString>("other");
    QTest::newRow("case") << u"BÜCHER.example"_qs;
    QTest::newRow("white space") << u" bücher.example"_qs;
    QTest::newRow("default port") << u"bücher.example:443"_qs;
    QTest::newRow("trailing dot") << u"bücher.example."_qs;
    QTest::newRow("punycode") << u"xn--bcher-kva.example"_qs;
}

void CredentialMapProblemsTest::equivalentKeysWithDifferentTokensAreAConflict()
{
    QFETCH(QString, other);
    const QByteArray stored(json("{'bücher.example':{'api_token':'a'},'c':{'api_token':'c'},'")
        + other.toUtf8() + json("':{'api_token':'b'}}"));
    CredentialMap map = mapOf(stored);
    const ServerUrl named = server("https://bücher.example");
    REQUIRE_ERROR(map.token(named), ErrorCode::Conflict);
    REQUIRE_ERROR(map.set(named, secret("new")), ErrorCode::Conflict);
    REQUIRE_ERROR(map.remove(named), ErrorCode::Conflict);
    QCOMPARE(map.toJson(), stored);
    const auto list = map.list();
    QCOMPARE(problemOf(list[0]), ErrorCode::Conflict);
    QCOMPARE(problemOf(list[1]), std::nullopt);
    QCOMPARE(problemOf(list[2]), ErrorCode::Conflict);
    QCOMPARE(list[0].server, list[2].server);
}

void CredentialMapProblemsTest::equivalentKeysWithOneTokenAreUsedTogether()
{
    CredentialMap map = mapOf(json("{'h':{'api_token':'a'},'H:443':{'api_token':'a'}}"));
    QCOMPARE(text(map.token(server("https://h"))), "a");
    REQUIRE_OK(map.set(server("https://h"), secret("b")));
    QCOMPARE(map.toJson(),
        (json("{'h':{'api_token':'b','coder_url':'https://h'},"
              "'H:443':{'api_token':'b','coder_url':'https://h'}}")));
    REQUIRE_OK(map.remove(server("https://h")));
    QVERIFY(map.isEmpty());
}

QTEST_GUILESS_MAIN(CredentialMapProblemsTest)
#include "credential_map_problems_test.moc"
