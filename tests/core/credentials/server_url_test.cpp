// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/server_url.h"
#include "tests/support/result_check.h"

#include <QRandomGenerator>

using namespace latchkey;
using credentials::ServerUrl;

class ServerUrlTest : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void normalisesTheOrigin_data();
    void normalisesTheOrigin();
    void refusesWhatIsNoServer_data();
    void refusesWhatIsNoServer();
    void refusalNeverEchoesWhatWasGiven();
    void acceptsHostsOfExactly253Characters();
    void showsInternationalHostsInUnicode();
    void showsLookAlikesOfMixedScriptsInAscii();
    void tellsLoopbackFromOtherHosts_data();
    void tellsLoopbackFromOtherHosts();
    void tellsPlainHttp();
    void schemesMakeDifferentServersOfOneHost();
    void parsingItsOriginGivesTheSameServer();
};

void ServerUrlTest::normalisesTheOrigin_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("origin");
    const auto row = [](const char* name, const QString& text, const QString& origin) {
        QTest::newRow(name) << text << origin;
    };
    // EDGE 26
    row("plain", u"https://coder.example.com"_qs, u"https://coder.example.com"_qs);
    row("bare host", u"coder.example.com"_qs, u"https://coder.example.com"_qs);
    row("bare host and port", u"localhost:3000"_qs, u"https://localhost:3000"_qs);
    row("bare host and path", u"coder.example.com/cli-auth"_qs, u"https://coder.example.com"_qs);
    row("upper case", u"HTTPS://Coder.EXAMPLE.com"_qs, u"https://coder.example.com"_qs);
    row("trailing slash", u"https://coder.example.com/"_qs, u"https://coder.example.com"_qs);
    row("default port of https", u"https://h:443"_qs, u"https://h"_qs);
    row("default port of http", u"http://h:80/"_qs, u"http://h"_qs);
    row("other's default port", u"http://h:443"_qs, u"http://h:443"_qs);
    row("empty port", u"https://h:/"_qs, u"https://h"_qs);
    row("port with zeros", u"https://h:08080"_qs, u"https://h:8080"_qs);
    // EDGE 31
    row("path, query, fragment", u"https://h:8443/a/b?q=x@y#z"_qs, u"https://h:8443"_qs);
    row("URL in the query", u"h?next=http://other"_qs, u"https://h"_qs);
    row("percent signs in the path", u"https://h/%zz"_qs, u"https://h"_qs);
    row("space around", u" \t https://h \r\n"_qs, u"https://h"_qs);
    row("byte order mark in front", u"\ufeffhttps://h"_qs, u"https://h"_qs);
    // EDGE 29
    row("IPv6", u"http://[::1]:3000"_qs, u"http://[::1]:3000"_qs);
    row("IPv6, long form", u"https://[2001:0DB8:0:0:0:0:0:1]"_qs, u"https://[2001:db8::1]"_qs);
    row("IPv6 with zone", u"https://[FE80::1%25eth0]:3000"_qs, u"https://[fe80::1%25eth0]:3000"_qs);
    row("IPv6 without brackets", u"::1"_qs, u"https://[::1]"_qs);
    row("IPv6 without brackets, scheme", u"http://fe80::1"_qs, u"http://[fe80::1]"_qs);
    row("IPv6 in full without brackets", u"1:2:3:4:5:6:7:8"_qs, u"https://[1:2:3:4:5:6:7:8]"_qs);
    row("IPv4-mapped", u"https://[::ffff:1.2.3.4]"_qs, u"https://[::ffff:1.2.3.4]"_qs);
    row("IPv4-mapped in hex", u"https://[::FFFF:0102:0304]"_qs, u"https://[::ffff:1.2.3.4]"_qs);
    row("IPv4-mapped without brackets", u"::ffff:1.2.3.4"_qs, u"https://[::ffff:1.2.3.4]"_qs);
    row("short IPv4", u"http://127.1"_qs, u"http://127.0.0.1"_qs);
    row("IPv4 with a dot at its end", u"http://127.1."_qs, u"http://127.0.0.1"_qs);
    // EDGE 30
    row("IDN", u"https://Bücher.example:8080"_qs, u"https://xn--bcher-kva.example:8080"_qs);
    row("punycode", u"https://xn--bcher-kva.example"_qs, u"https://xn--bcher-kva.example"_qs);
    row("full-width letters and dot", u"https://ｈ。example"_qs, u"https://h.example"_qs);
    row("look-alike", u"https://аpple.com"_qs, u"https://xn--pple-43d.com"_qs);
    row("emoji", u"https://😀.example"_qs, u"https://xn--e28h.example"_qs);
    row("trailing dot", u"https://h.example.:8080"_qs, u"https://h.example:8080"_qs);
    row("underscore", u"https://my_host.local"_qs, u"https://my_host.local"_qs);
}

void ServerUrlTest::normalisesTheOrigin()
{
    QFETCH(QString, text);
    QFETCH(QString, origin);
    const auto server = ServerUrl::parse(text);
    REQUIRE_OK(server);
    QCOMPARE(server->origin(), origin);
    QCOMPARE(server->hostKey(), origin.section(u"://"_qs, 1));
}

void ServerUrlTest::refusesWhatIsNoServer_data()
{
    QTest::addColumn<QString>("text");
    const auto row = [](const char* name, const QString& text) { QTest::newRow(name) << text; };
    row("empty", {});
    row("only spaces", u"  \n"_qs);
    row("no URL", u"://not a url"_qs); // EDGE 26
    row("no scheme before its mark", u"://host"_qs);
    row("no host", u"https://"_qs);
    row("no host but a path", u"https:///path"_qs);
    row("only a port", u"https://:443"_qs);
    row("only a dot", u"https://."_qs);
    row("two dots", u"https://a..b"_qs);
    row("two dots at the end", u"https://a.."_qs);
    row("one slash", u"https:/host"_qs);
    row("no slash", u"http:host"_qs);
    // EDGE 31
    row("user", u"https://token@host"_qs);
    row("user and password", u"https://user:token@host:8080/"_qs);
    row("empty user", u"https://@host"_qs);
    row("user without scheme", u"token@host"_qs);
    row("ftp", u"ftp://host"_qs);
    row("javascript", u"javascript:alert(1)"_qs);
    row("javascript with host", u"javascript://host/%0aalert(1)"_qs);
    row("file", u"file:///etc/passwd"_qs);
    row("space in the host", u"https://exa mple.com"_qs);
    row("space in the path", u"https://h/a b"_qs);
    row("line break inside", u"https://h\nost"_qs);
    row("NUL", QStringLiteral("https://h\0.example"));
    row("zero-width space inside", u"https://h\u200b.example"_qs);
    row("soft hyphen inside", u"https://h\u00adost"_qs);
    row("backslash", u"https://h\\x"_qs);
    row("percent-encoded host", u"https://h%41.com"_qs);
    row("port 0", u"https://h:0"_qs);
    row("port 65536", u"https://h:65536"_qs);
    row("port with sign", u"https://h:+1"_qs);
    row("port of letters", u"https://h:http"_qs);
    row("254 characters", QStringLiteral("abcdefghi.").repeated(25) + u"abcd"_qs);
    row("label of 64 characters", QStringLiteral("a").repeated(64) + u".example"_qs);
    // EDGE 29: never a guess which colon starts the port
    row("IPv6 without brackets, maybe a port", u"::1:3000"_qs);
    row("IPv6 without brackets, maybe a port, scheme", u"http://2001:db8::1:8080"_qs);
    row("host and two ports", u"https://h:1:2"_qs);
    row("bracket not closed", u"https://[::1"_qs);
    row("text after the bracket", u"https://[::1]x"_qs);
    row("zone not encoded", u"https://[fe80::1%eth0]"_qs);
    row("bracket after a zone and a port", u"https://[fe80::1%25eth0]:3000.example]:"_qs); // found by fuzzing
    row("zone of other characters", u"https://[fe80::1%25\u00e9]"_qs);
    row("empty zone", u"https://[fe80::1%25]"_qs);
    row("name in brackets", u"https://[host]"_qs);
    row("IPv4 in brackets", u"https://[1.2.3.4]"_qs);
    row("address of the future", u"https://[v1.a:b]"_qs);
    row("IPv4 with five numbers", u"https://1.2.3.4.5"_qs);
    row("IPv4 out of range", u"https://256.1.1.1"_qs);
    row("punycode that names another host", u"https://xn--zzzzzzzz.com"_qs); // EDGE 30
}

void ServerUrlTest::refusesWhatIsNoServer()
{
    QFETCH(QString, text);
    REQUIRE_ERROR(ServerUrl::parse(text), ErrorCode::InvalidInput);
}

void ServerUrlTest::refusalNeverEchoesWhatWasGiven() // EDGE 31
{
    for (const QString& text : { u"https://s3cr3t@host"_qs, u"s3cr3t s3cr3t"_qs, u"s3cr3t://h"_qs,
             u"https://h:s3cr3t"_qs, u"https://h/?s3cr3t\n"_qs + u"x y"_qs }) {
        const auto refused = ServerUrl::parse(text);
        REQUIRE_ERROR(refused, ErrorCode::InvalidInput);
        QVERIFY(!refused.error().message.contains(u"s3cr3t"_qs));
    }
}

void ServerUrlTest::acceptsHostsOfExactly253Characters() // EDGE 30
{
    const QString host = QStringLiteral("abcdefghi.").repeated(25) + u"abc"_qs;
    QCOMPARE(host.size(), 253);
    const auto server = ServerUrl::parse(u"https://"_qs + host + u"."_qs);
    REQUIRE_OK(server);
    QCOMPARE(server->hostKey(), host);
}

void ServerUrlTest::showsInternationalHostsInUnicode()
{
    const auto server = ServerUrl::parse(u"http://xn--bcher-kva.internal:8080"_qs);
    REQUIRE_OK(server);
    QCOMPARE(server->displayHost(), u"bücher.internal:8080"_qs);
    const auto japanese = ServerUrl::parse(u"日本のホスト.example"_qs);
    REQUIRE_OK(japanese);
    QCOMPARE(japanese->displayHost(), u"日本のホスト.example"_qs);
    const auto address = ServerUrl::parse(u"https://[::ffff:1.2.3.4]:8080"_qs);
    REQUIRE_OK(address);
    QCOMPARE(address->displayHost(), u"[::ffff:1.2.3.4]:8080"_qs);
}

void ServerUrlTest::showsLookAlikesOfMixedScriptsInAscii() // EDGE 30
{
    const auto server = ServerUrl::parse(u"https://аpple.com"_qs); // its first letter is Cyrillic
    REQUIRE_OK(server);
    QCOMPARE(server->displayHost(), u"xn--pple-43d.com"_qs);
}

void ServerUrlTest::tellsLoopbackFromOtherHosts_data()
{
    QTest::addColumn<QString>("text");
    QTest::addColumn<bool>("isLoopback");
    QTest::newRow("name") << u"http://localhost:3000"_qs << true;
    QTest::newRow("name under it") << u"coder.localhost"_qs << true;
    QTest::newRow("IPv4") << u"http://127.1.2.3:80"_qs << true;
    QTest::newRow("IPv6") << u"http://[::1]:3000"_qs << true;
    QTest::newRow("name that starts so") << u"localhost.example.com"_qs << false;
    QTest::newRow("name that ends so") << u"notlocalhost"_qs << false;
    QTest::newRow("name like the IPv4") << u"127.0.0.1.example.com"_qs << false;
    QTest::newRow("other IPv6") << u"[::11]"_qs << false;
}

void ServerUrlTest::tellsLoopbackFromOtherHosts() // EDGE 32
{
    QFETCH(QString, text);
    QFETCH(bool, isLoopback);
    const auto server = ServerUrl::parse(text);
    REQUIRE_OK(server);
    QCOMPARE(server->isLoopback(), isLoopback);
}

void ServerUrlTest::tellsPlainHttp() // EDGE 32
{
    const auto plain = ServerUrl::parse(u"http://h"_qs);
    const auto encrypted = ServerUrl::parse(u"h"_qs);
    REQUIRE_OK(plain);
    REQUIRE_OK(encrypted);
    QVERIFY(plain->isPlainHttp());
    QVERIFY(!encrypted->isPlainHttp());
}

void ServerUrlTest::schemesMakeDifferentServersOfOneHost()
{
    const auto plain = ServerUrl::parse(u"http://h"_qs);
    const auto encrypted = ServerUrl::parse(u"https://h"_qs);
    REQUIRE_OK(plain);
    REQUIRE_OK(encrypted);
    QVERIFY(!(*plain == *encrypted));
    QCOMPARE(plain->hostKey(), encrypted->hostKey());
}

void ServerUrlTest::parsingItsOriginGivesTheSameServer()
{
    const QStringList parts { u"http"_qs, u"https"_qs, u"://"_qs, u":"_qs, u"["_qs, u"]"_qs, u"::"_qs,
        u"."_qs, u"1"_qs, u"127"_qs, u"0x7f"_qs, u"443"_qs, u"80"_qs, u"%25"_qs, u"eth0"_qs, u"xn--"_qs,
        u"bcher-kva"_qs, u"ü"_qs, u"ß"_qs, u"а"_qs, u"😀"_qs, u"。"_qs, u"/"_qs, u"?"_qs, u"#"_qs, u"@"_qs,
        u"\\"_qs, u"-"_qs, u"a"_qs, u"H"_qs, u"\u0308"_qs, u"\u05d0"_qs, u"\u200d"_qs, u"%41"_qs, u" "_qs,
        u"٣"_qs };
    QRandomGenerator random(20260101);
    int accepted = 0;
    for (int i = 0; i < 20000; ++i) {
        QString text = random.bounded(2) == 0 ? u"https://"_qs : QString();
        for (int count = random.bounded(1, 9); count > 0; --count) {
            text += parts[random.bounded(parts.size())];
        }
        const auto server = ServerUrl::parse(text);
        if (!server) {
            continue;
        }
        ++accepted;
        const auto again = ServerUrl::parse(server->origin());
        QVERIFY2(again && *again == *server, qPrintable(text));
        const auto fromKey = ServerUrl::parse(server->hostKey());
        QVERIFY2(fromKey && (server->isPlainHttp() || *fromKey == *server), qPrintable(text));
        const QString origin = server->origin();
        QVERIFY2(std::all_of(origin.begin(), origin.end(), [](QChar c) { return c > u' ' && c < u'\x7f'; }),
            qPrintable(text));
    }
    QVERIFY2(accepted > 1000, qPrintable(QString::number(accepted)));
}

QTEST_GUILESS_MAIN(ServerUrlTest)
#include "server_url_test.moc"
