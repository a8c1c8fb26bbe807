// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/user_agent_parser.h"
#include "tests/support/result_check.h"

using namespace latchkey;
using namespace latchkey::sessions;

namespace {

struct Sample
{
    const char* userAgent;
    const char* kind;
    const char* device;
};

#define WEBKIT "AppleWebKit/537.36 (KHTML, like Gecko) "

// Strings as browsers and programs send them.
constexpr Sample samples[] = {
    // Desktops
    { "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0", "desktop",
        "Firefox on Windows" },
    { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT "Chrome/120.0.0.0 Safari/537.36", "desktop",
        "Chrome on Windows" },
    { "Mozilla/5.0 (Windows NT 10.0; Win64; x64) " WEBKIT "Chrome/120.0.0.0 Safari/537.36 Edg/120.0.2210.61",
        "desktop", "Edge on Windows" },
    { "Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko", "desktop", "IE on Windows" },
    { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 "
      "Safari/605.1.15",
        "desktop", "Safari on Mac" },
    { "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:120.0) Gecko/20100101 Firefox/120.0", "desktop",
        "Firefox on Mac" },
    { "Mozilla/5.0 (X11; Linux x86_64; rv:109.0) Gecko/20100101 Firefox/115.0", "desktop",
        "Firefox on Linux" },
    { "Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:120.0) Gecko/20100101 Firefox/120.0", "desktop",
        "Firefox on Ubuntu" },
    { "Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) " WEBKIT "Chrome/119.0.0.0 Safari/537.36", "desktop",
        "Chrome on Chrome OS" },
    { "Mozilla/5.0 (X11; FreeBSD amd64; rv:115.0) Gecko/20100101 Firefox/115.0", "desktop",
        "Firefox on FreeBSD" },
    { "Mozilla/5.0 (X11; Linux x86_64) " WEBKIT "Chrome/120.0.0.0 Safari/537.36 OPR/106.0.0.0", "desktop",
        "Opera on Linux" },
    // Phones
    { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Version/17.1 Mobile/15E148 Safari/604.1",
        "phone", "Safari on iPhone" },
    { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "CriOS/120.0.6099.50 Mobile/15E148 Safari/604.1",
        "phone", "Chrome on iPhone" },
    { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "FxiOS/120.0 Mobile/15E148 Safari/605.1.15",
        "phone", "Firefox on iPhone" },
    { "Mozilla/5.0 (iPhone; CPU iPhone OS 17_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
      "Mobile/15E148",
        "phone", "Safari on iPhone" },
    { "Mozilla/5.0 (Linux; Android 13; SM-G991B) " WEBKIT "Chrome/119.0.0.0 Mobile Safari/537.36", "phone",
        "Chrome on Samsung SM-G991B" },
    { "Mozilla/5.0 (Linux; Android 13; Pixel 7) " WEBKIT "Chrome/119.0.0.0 Mobile Safari/537.36", "phone",
        "Chrome on Pixel 7" },
    { "Mozilla/5.0 (Linux; Android 10; K) " WEBKIT "Chrome/120.0.0.0 Mobile Safari/537.36", "phone",
        "Chrome on Android" },
    { "Mozilla/5.0 (Android 13; Mobile; rv:109.0) Gecko/119.0 Firefox/119.0", "phone", "Firefox on Android" },
    { "Mozilla/5.0 (Linux; Android 12; SAMSUNG SM-A525F) " WEBKIT
      "SamsungBrowser/23.0 Chrome/115.0.0.0 Mobile Safari/537.36",
        "phone", "Samsung Internet on Samsung SM-A525F" },
    { "Mozilla/5.0 (Windows Phone 10.0; Android 6.0.1; Microsoft; Lumia 950) " WEBKIT
      "Chrome/52.0.2743.116 Mobile Safari/537.36 Edge/15.15063",
        "phone", "Edge on Lumia 950" },
    { "Mozilla/5.0 (BB10; Touch) AppleWebKit/537.10+ (KHTML, like Gecko) Version/10.0.9.2372 Mobile "
      "Safari/537.10+",
        "phone", "BlackBerry WebKit on BlackBerry Touch" },
    { "Mozilla/5.0 (Mobile; Nokia_8110_4G; rv:48.0) Gecko/48.0 Firefox/48.0 KAIOS/2.5", "phone",
        "Firefox on Nokia 8110" },
    // Tablets
    { "Mozilla/5.0 (iPad; CPU OS 15_6 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.6 "
      "Mobile/15E148 Safari/604.1",
        "tablet", "Safari on iPad" },
    { "Mozilla/5.0 (Linux; Android 12; SM-T870) " WEBKIT "Chrome/119.0.0.0 Safari/537.36", "tablet",
        "Chrome on SM-T870" },
    { "Mozilla/5.0 (Android 12; Tablet; rv:109.0) Gecko/119.0 Firefox/119.0", "tablet",
        "Firefox on Android" },
    { "Mozilla/5.0 (Linux; Android 5.1.1; KFAUWI) " WEBKIT
      "Silk/108.4.6 like Chrome/108.0.5359.220 Safari/537.36",
        "tablet", "Amazon Silk on Kindle" },
    // Televisions
    { "Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.0) " WEBKIT "76.0.3809.146/6.0 TV Safari/537.36", "tv",
        "Safari on Samsung SMART-TV" },
    { "Mozilla/5.0 (Web0S; Linux/SmartTV) " WEBKIT "Chrome/94.0.4606.128 Safari/537.36 WebAppManager", "tv",
        "Chrome on LG Web0S SmartTV" },
    { "Mozilla/5.0 (Linux; Android 9; AFTMM Build/PS7633; wv) " WEBKIT
      "Version/4.0 Chrome/108.0.5359.160 Mobile Safari/537.36",
        "tv", "Chrome on AFTMM" },
    { "AppleCoreMedia/1.0.0.19J346 (Apple TV; U; CPU OS 15_0 like Mac OS X; en_us)", "tv", "AppleTV" },
    // Bots
    { "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", "bot", "Googlebot" },
    { "Mozilla/5.0 (Linux; Android 6.0.1; Nexus 5X Build/MMB29P) " WEBKIT
      "Chrome/120.0.6099.71 Mobile Safari/537.36 (compatible; Googlebot/2.1; "
      "+http://www.google.com/bot.html)",
        "bot", "Googlebot" },
    { "Mozilla/5.0 (compatible; bingbot/2.0; +http://www.bing.com/bingbot.htm)", "bot", "bingbot" },
    { "facebookexternalhit/1.1 (+http://www.facebook.com/externalhit_uatext.php)", "bot", "FacebookBot" },
    // Programs
    { "curl/7.88.1", "program", "curl" },
    { "Wget/1.21.3 (linux-gnu)", "program", "Wget" },
    { "python-requests/2.28.1", "program", "Python Requests" },
    { "Python-urllib/3.11", "program", "Python-urllib" },
    { "okhttp/4.10.0", "program", "okhttp" },
    { "Go-http-client/1.1", "program", "Go-http-client" },
    { "axios/1.6.2", "program", "axios" },
    { "Java/17.0.8", "program", "Java" },
    { "PostmanRuntime/7.35.0", "program", "PostmanRuntime" },
    { "Mozilla/5.0 (Windows NT; Windows NT 10.0; en-US) WindowsPowerShell/5.1.19041.3693", "program",
        "WindowsPowerShell" },
    { "coder-cli/2.8.3", "program", "" },
    // Neither of these
    { "Mozilla/5.0 (PlayStation; PlayStation 5/6.00) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/15.4 "
      "Safari/605.1.15",
        "unknown", "Safari on PlayStation 5" },
    { "something nobody knows", "unknown", "" },
    { "", "unknown", "" },
    { "-", "unknown", "" },
};

} // namespace

/// What a person is told of a device: its kind and its name.
class DeviceKindTest final : public QObject
{
    Q_OBJECT

    UserAgentParser m_parser { QStringLiteral(UAP_CORE_DIR "/regexes.yaml") };

private Q_SLOTS:
    void tellsKindAndNameOfRealStrings_data();
    void tellsKindAndNameOfRealStrings();
    void namesEveryKindAsTheContractDoes();
    void showsVersionsForBrowserAndSystemOnly();
};

void DeviceKindTest::tellsKindAndNameOfRealStrings_data()
{
    QTest::addColumn<QString>("userAgent");
    QTest::addColumn<QString>("kind");
    QTest::addColumn<QString>("device");
    int number = 0;
    for (const Sample& sample : samples) {
        QTest::addRow("%d %s", ++number, sample.kind)
            << QString::fromLatin1(sample.userAgent) << QString::fromLatin1(sample.kind)
            << QString::fromLatin1(sample.device);
    }
}

void DeviceKindTest::tellsKindAndNameOfRealStrings()
{
    QFETCH(const QString, userAgent);
    QFETCH(const QString, kind);
    QFETCH(const QString, device);

    const auto agent = m_parser.parse(userAgent);
    REQUIRE_OK(agent);
    QCOMPARE(deviceText(*agent), device);
    QCOMPARE(kindName(agent->kind), kind);
}

void DeviceKindTest::namesEveryKindAsTheContractDoes()
{
    QCOMPARE(kindName(DeviceKind::Desktop), QStringLiteral("desktop"));
    QCOMPARE(kindName(DeviceKind::Phone), QStringLiteral("phone"));
    QCOMPARE(kindName(DeviceKind::Tablet), QStringLiteral("tablet"));
    QCOMPARE(kindName(DeviceKind::Television), QStringLiteral("tv"));
    QCOMPARE(kindName(DeviceKind::Bot), QStringLiteral("bot"));
    QCOMPARE(kindName(DeviceKind::Program), QStringLiteral("program"));
    QCOMPARE(kindName(DeviceKind::Unknown), QStringLiteral("unknown"));
}

void DeviceKindTest::showsVersionsForBrowserAndSystemOnly()
{
    const auto firefox = m_parser.parse(
        QStringLiteral("Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:120.0) Gecko/20100101 Firefox/120.0"));
    REQUIRE_OK(firefox);
    QCOMPARE(browserText(*firefox), QStringLiteral("Firefox 120.0"));
    QCOMPARE(osText(*firefox), QStringLiteral("Windows 10"));
    QCOMPARE(deviceText(*firefox), QStringLiteral("Firefox on Windows"));

    const auto unknown = m_parser.parse(QStringLiteral("something nobody knows"));
    REQUIRE_OK(unknown);
    QCOMPARE(unknown->family, QStringLiteral("Other"));
    QCOMPARE(browserText(*unknown), QString());
    QCOMPARE(osText(*unknown), QString());
}

QTEST_GUILESS_MAIN(DeviceKindTest)
#include "device_kind_test.moc"
