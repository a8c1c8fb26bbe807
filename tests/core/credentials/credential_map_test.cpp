// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/credential_map.h"
#include "tests/core/credentials/sample_credentials.h"
#include "tests/support/result_check.h"

#include <QJsonDocument>
#include <QJsonObject>

using namespace latchkey;
using namespace latchkey::credentials;
using namespace latchkey::test;

namespace {

const QByteArray Documented(
    json("{'coder.example.com':{'coder_url':'https://coder.example.com','api_token':'tok-1'},"
         "'other:8080':{'coder_url':'http://other:8080','api_token':'tok-2'}}"));

} // namespace

class CredentialMapTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void readsTheDocumentedForm();
    void writesTheDocumentedForm();
    void emptyTextIsAnEmptyMap();
    void bareHostOfOlderWritersMeansHttps();
    void originOfAnEntry_data();
    void originOfAnEntry();
    void neverHandsOutATokenOfAnotherScheme();
    void settingNeverOverwritesATokenOfAnotherScheme();
    void unknownKeysAndFieldsSurviveEveryChange();
    void ipv6KeysKeepTheirBrackets();
    void refusesTokensThatCannotBeOne();
    void removingTheLastEntryLeavesAnEmptyMap();
    void missingEntriesAreNotFound();
};

void CredentialMapTest::readsTheDocumentedForm()
{
    const CredentialMap map = mapOf(Documented);
    QCOMPARE(text(map.token(server("https://coder.example.com"))), "tok-1");
    QCOMPARE(text(map.token(server("http://other:8080"))), "tok-2");
    const auto list = map.list();
    QCOMPARE(list.size(), 2);
    QCOMPARE(list[0].key, u"coder.example.com"_qs);
    QCOMPARE(list[0].server->origin(), u"https://coder.example.com"_qs);
    QCOMPARE(list[0].token, factsOf(secret("tok-1")));
    QVERIFY(!list[0].problem);
    QCOMPARE(list[1].server->origin(), u"http://other:8080"_qs);
}

void CredentialMapTest::writesTheDocumentedForm()
{
    CredentialMap map;
    REQUIRE_OK(map.set(server("https://coder.example.com"), secret("tok-1")));
    REQUIRE_OK(map.set(server("http://other:8080"), secret("tok-2")));
    QCOMPARE(map.toJson(), Documented);
    REQUIRE_OK(map.set(server("http://other:8080"), secret("tok-3")));
    QCOMPARE(map.toJson(), QByteArray(Documented).replace("tok-2", "tok-3"));
}

void CredentialMapTest::emptyTextIsAnEmptyMap()
{
    QVERIFY(mapOf({}).isEmpty());
    QVERIFY(mapOf("{}").isEmpty());
    QCOMPARE(mapOf({}).toJson(), "{}");
}

void CredentialMapTest::bareHostOfOlderWritersMeansHttps() // EDGE 26
{
    CredentialMap map = mapOf(json("{'h:8080':{'coder_url':'h:8080','api_token':'old'}}"));
    QCOMPARE(text(map.token(server("https://h:8080"))), "old");
    REQUIRE_ERROR(map.token(server("http://h:8080")), ErrorCode::OriginMismatch);
    REQUIRE_OK(map.set(server("https://h:8080"), secret("new")));
    QCOMPARE(map.toJson(), json("{'h:8080':{'coder_url':'https://h:8080','api_token':'new'}}"));
}

void CredentialMapTest::originOfAnEntry_data() // EDGE 26, 29
{
    QTest::addColumn<QString>("key");
    QTest::addColumn<QString>("coderUrl");
    QTest::addColumn<QString>("origin");
    const auto row = [](const QString& key, const QString& url, const QString& origin) {
        QTest::addRow("%s with %s", qPrintable(key), qPrintable(url)) << key << url << origin;
    };
    row(u"h"_qs, u"https://h"_qs, u"https://h"_qs);
    row(u"h"_qs, u"http://h"_qs, u"http://h"_qs);
    row(u"h"_qs, u"HTTPS://H/"_qs, u"https://h"_qs);
    row(u"h"_qs, u"https://h:443/path"_qs, u"https://h"_qs);
    row(u"h:80"_qs, u"http://h:80"_qs, u"http://h"_qs);
    row(u"h"_qs, u"h"_qs, u"https://h"_qs);
    row(u"h:8080"_qs, u"h"_qs, u"https://h:8080"_qs);
    row(u"h"_qs, u"://not a url"_qs, u"https://h"_qs);
    row(u"h"_qs, {}, u"https://h"_qs);
    row(u" H.Example. "_qs, u"https://h.example"_qs, u"https://h.example"_qs);
    row(u"bücher.example"_qs, u"https://xn--bcher-kva.example"_qs, u"https://xn--bcher-kva.example"_qs);
    row(u"[::1]:3000"_qs, u"http://[0::1]:3000"_qs, u"http://[::1]:3000"_qs);
}

void CredentialMapTest::originOfAnEntry()
{
    QFETCH(QString, key);
    QFETCH(QString, coderUrl);
    QFETCH(QString, origin);
    const QJsonObject entry { { u"coder_url"_qs, coderUrl }, { u"api_token"_qs, u"tok"_qs } };
    const auto map = mapOf(QJsonDocument(QJsonObject { { key, entry } }).toJson());
    const auto list = map.list();
    QCOMPARE(list.size(), 1);
    QVERIFY(!list[0].problem);
    QCOMPARE(list[0].key, key);
    QCOMPARE(list[0].server->origin(), origin);
    QCOMPARE(text(map.token(*list[0].server)), "tok");
}

void CredentialMapTest::neverHandsOutATokenOfAnotherScheme()
{
    CredentialMap map = mapOf(Documented);
    REQUIRE_ERROR(map.token(server("http://coder.example.com")), ErrorCode::OriginMismatch);
    REQUIRE_ERROR(map.token(server("https://other:8080")), ErrorCode::OriginMismatch);
    REQUIRE_ERROR(map.remove(server("http://coder.example.com")), ErrorCode::OriginMismatch);
    QCOMPARE(map.toJson(), Documented);
}

void CredentialMapTest::settingNeverOverwritesATokenOfAnotherScheme()
{
    CredentialMap map = mapOf(Documented);
    REQUIRE_ERROR(map.set(server("http://coder.example.com"), secret("x")), ErrorCode::OriginMismatch);
    QCOMPARE(map.toJson(), Documented);
}

void CredentialMapTest::unknownKeysAndFieldsSurviveEveryChange() // EDGE 25
{
    const QByteArray before(json("{'_meta':{'version':1.10},'h':{'x':[1e2,'\\u0061'],'api_token':'a',"
                                 "'coder_url':'h','y':18446744073709551616}}"));
    CredentialMap map = mapOf(before);
    REQUIRE_OK(map.set(server("https://h"), secret("b")));
    REQUIRE_OK(map.set(server("https://new"), secret("c")));
    REQUIRE_OK(map.remove(server("https://new")));
    QCOMPARE(map.toJson(),
        (json("{'_meta':{'version':1.10},'h':{'x':[1e2,'\\u0061'],'api_token':'b',"
              "'coder_url':'https://h','y':18446744073709551616}}")));
    REQUIRE_OK(map.remove(server("https://h")));
    QCOMPARE(map.toJson(), json("{'_meta':{'version':1.10}}"));
    REQUIRE_ERROR(map.remove(server("https://_meta")), ErrorCode::NotFound);
}

void CredentialMapTest::ipv6KeysKeepTheirBrackets() // EDGE 29
{
    CredentialMap map;
    REQUIRE_OK(map.set(server("http://[0::1]:3000"), secret("a")));
    REQUIRE_OK(map.set(server("https://[fe80::1%25eth0]"), secret("b")));
    QCOMPARE(map.toJson(),
        (json("{'[::1]:3000':{'coder_url':'http://[::1]:3000','api_token':'a'},"
              "'[fe80::1%25eth0]':{'coder_url':'https://[fe80::1%25eth0]','api_token':'b'}}")));
    QCOMPARE(text(mapOf(map.toJson()).token(server("https://[FE80::1%25eth0]"))), "b");
}

void CredentialMapTest::refusesTokensThatCannotBeOne() // K21, K22
{
    CredentialMap map = mapOf(Documented);
    for (const QByteArray& bad : { QByteArray(), QByteArray("a\nb"), QByteArray("a b"), QByteArray("a\0b", 3),
             QByteArray("\xff"), QByteArray("ä"), QByteArray("\x7f") }) {
        REQUIRE_ERROR(map.set(server("https://h"), secret(bad)), ErrorCode::InvalidInput);
    }
    QCOMPARE(map.toJson(), Documented);
}

void CredentialMapTest::removingTheLastEntryLeavesAnEmptyMap()
{
    CredentialMap map = mapOf(Documented);
    REQUIRE_OK(map.remove(server("https://coder.example.com")));
    QVERIFY(!map.isEmpty());
    REQUIRE_OK(map.remove(server("http://other:8080")));
    QVERIFY(map.isEmpty());
}

void CredentialMapTest::missingEntriesAreNotFound()
{
    CredentialMap map = mapOf(Documented);
    REQUIRE_ERROR(map.token(server("https://missing")), ErrorCode::NotFound);
    REQUIRE_ERROR(map.token(server("https://other")), ErrorCode::NotFound);
    REQUIRE_ERROR(map.remove(server("https://missing")), ErrorCode::NotFound);
    QCOMPARE(map.toJson(), Documented);
}

QTEST_GUILESS_MAIN(CredentialMapTest)
#include "credential_map_test.moc"
