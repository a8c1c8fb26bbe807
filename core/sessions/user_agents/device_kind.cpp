// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agents/device_kind.h"

#include <QRegularExpression>

namespace latchkey::sessions {

namespace {

/// Matches a text that is one of the words, ignoring case.
QRegularExpression whole(const char* words)
{
    return QRegularExpression(
        QRegularExpression::anchoredPattern(QLatin1String(words)), QRegularExpression::CaseInsensitiveOption);
}

/// Matches a text in which one of the words begins, ignoring case.
QRegularExpression word(const char* words)
{
    return QRegularExpression(
        QStringLiteral("\\b(?:%1)").arg(QLatin1String(words)), QRegularExpression::CaseInsensitiveOption);
}

bool matches(const QRegularExpression& pattern, const QString& text)
{
    return pattern.match(text).hasMatch();
}

/// Libraries and commands that ask by themselves, with no person before a browser. uap-core counts several
/// as spiders.
bool isProgramFamily(const QString& family)
{
    static const QRegularExpression programs = whole(
        "curl|libcurl-agent|PycURL|Wget|wget2|aria2|Axel|lftp|okhttp|Python Requests|Python-urllib|aiohttp"
        "|aihttp|Python/.*|reqwest|axios|got|unirest-.*|Go-http-client|go-resty|Go-CF-client"
        "|Apache-HttpClient|Apache-CXF|Google-HTTP-Java-Client|scalaj-http|akka-http|AHC|Jersey"
        "|ReactorNetty|Vert.x-WebClient|PostmanRuntime|insomnia|WinHTTP|WindowsPowerShell|libwww-perl"
        "|urlgrabber|JNLP|http%20client|Debian APT-HTTP|Ubuntu APT-HTTP|fetch libfetch|OpenBSD ftp"
        "|HeadlessChrome|PhantomJS");
    return matches(programs, family);
}

/// A string of product tokens alone, such as "coder-cli/2.8": browsers have called themselves Mozilla or
/// Opera since the nineties, programs call themselves by their name.
bool isBareProduct(const QString& userAgent)
{
    static const QRegularExpression product(QStringLiteral("^(?!Mozilla/|Opera/)[A-Za-z][\\w.+-]*/v?\\d"));
    return product.match(userAgent).hasMatch();
}

bool isProgram(const UserAgent& agent, const QString& userAgent)
{
    static const QRegularExpression byName = word("^Java/|^python-|^node-fetch/|^undici");
    if (isProgramFamily(agent.family) || matches(byName, userAgent)) {
        return true;
    }
    const bool nothingElseKnown =
        agent.osFamily == QStringLiteral("Other") && agent.deviceFamily == QStringLiteral("Other");
    return nothingElseKnown && isBareProduct(userAgent);
}

bool isTelevision(const UserAgent& agent, const QString& userAgent)
{
    static const QRegularExpression systems = whole("tvOS|ATV OS X|GoogleTV|WebTV|Chromecast|FireHbbTV|Roku");
    static const QRegularExpression devices = word("Apple ?TV|HbbTV|NetCast|Inettv|Chromecast|Roku");
    static const QRegularExpression marks =
        word("Smart-?TV|HbbTV|Web0S|NetCast|GoogleTV|Android TV|BRAVIA|AFT[A-Z]+[0-9]? Build|CrKey|Roku/"
             "|AppleTV|Tizen.* TV ");
    return matches(systems, agent.osFamily) || matches(devices, agent.deviceFamily)
        || matches(marks, userAgent);
}

bool isTablet(const UserAgent& agent, const QString& userAgent)
{
    static const QRegularExpression devices = whole("iPad|Generic Tablet|Kindle.*|PlayBook");
    static const QRegularExpression marks = word("iPad|Tablet;|Silk/");
    static const QRegularExpression phoneMark = word("Mobile");
    const bool android = agent.osFamily == QStringLiteral("Android");
    return matches(devices, agent.deviceFamily) || agent.osFamily == QStringLiteral("BlackBerry Tablet OS")
        || matches(marks, userAgent) || (android && !matches(phoneMark, userAgent));
}

bool isPhone(const UserAgent& agent)
{
    static const QRegularExpression devices =
        whole("iPhone|iPod|iOS-Device|Generic Smartphone|Generic Feature Phone");
    static const QRegularExpression systems =
        whole("Android|iOS|Windows Phone|Windows Mobile|BlackBerry OS|Symbian.*|KaiOS|Firefox OS"
              "|Nokia Series.*|Brew MP|Bada|MeeGo|Sailfish");
    return matches(devices, agent.deviceFamily) || matches(systems, agent.osFamily);
}

/// What stands under a television, on a wrist or before the eyes is none of the kinds.
bool isSomethingElse(const UserAgent& agent, const QString& userAgent)
{
    static const QRegularExpression marks = word("PlayStation|Nintendo|Xbox|Watch|OculusBrowser");
    return agent.osFamily == QStringLiteral("WatchOS") || matches(marks, userAgent);
}

bool isDesktop(const UserAgent& agent)
{
    static const QRegularExpression systems =
        whole("Windows|Mac OS X|Mac OS|Linux|Chrome OS|Ubuntu|Kubuntu|Lubuntu|Debian|Fedora|Red Hat|CentOS"
              "|SUSE|openSUSE|Arch Linux|Gentoo|Slackware|Mandriva|Mageia|Linux Mint|PCLinuxOS|Puppy"
              "|BackTrack|Solaris|FreeBSD|OpenBSD|NetBSD|SerenityOS");
    return matches(systems, agent.osFamily);
}

} // namespace

DeviceKind deviceKindOf(const UserAgent& resolved, const QString& userAgent)
{
    if (isProgram(resolved, userAgent)) {
        return DeviceKind::Program;
    }
    if (resolved.deviceFamily == QStringLiteral("Spider")) {
        return DeviceKind::Bot;
    }
    if (isTelevision(resolved, userAgent)) {
        return DeviceKind::Television;
    }
    if (isSomethingElse(resolved, userAgent)) {
        return DeviceKind::Unknown;
    }
    if (isTablet(resolved, userAgent)) {
        return DeviceKind::Tablet;
    }
    if (isPhone(resolved)) {
        return DeviceKind::Phone;
    }
    return isDesktop(resolved) ? DeviceKind::Desktop : DeviceKind::Unknown;
}

} // namespace latchkey::sessions
