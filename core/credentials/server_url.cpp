// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/server_url.h"

#include "core/credentials/host_name.h"

#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

#include <algorithm>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ServerUrl)
};

const QString Http = QStringLiteral("http");
const QString Https = QStringLiteral("https");
const QString SchemeEnd = QStringLiteral("://");

// The text that was refused is never part of the message: people paste tokens into the wrong field.
std::unexpected<Error> refused(const QString& reason)
{
    return failure(ErrorCode::InvalidInput,
        Text::tr("%1 Give the server's address, such as https://coder.example.com.").arg(reason));
}

std::unexpected<Error> notAnAddress() { return refused(Text::tr("This is not a server address.")); }

/// White space, control characters, and those that show nothing, which QUrl drops from host names silently.
bool isInvisible(QChar c)
{
    return c.isSpace() || c.category() == QChar::Other_Control || c.category() == QChar::Other_Format;
}

QStringView withoutInvisibleEnds(QStringView text)
{
    while (!text.isEmpty() && isInvisible(text.front())) {
        text = text.sliced(1);
    }
    while (!text.isEmpty() && isInvisible(text.back())) {
        text.chop(1);
    }
    return text;
}

/// What stands between `://` and the path, the query or the fragment.
QStringView authorityOf(QStringView afterScheme)
{
    const auto* const end = std::find_if(
        afterScheme.begin(), afterScheme.end(), [](QChar c) { return c == u'/' || c == u'?' || c == u'#'; });
    return afterScheme.first(end - afterScheme.begin());
}

bool isIpv6(const QString& text)
{
    return QUrl(QStringLiteral("https://[%1]").arg(text), QUrl::StrictMode).isValid() && text.contains(u':');
}

/// Whether an IPv6 address without brackets may as well be a shorter address and a port, as in `::1:3000`.
bool maySpellAPort(const QString& address)
{
    static const QRegularExpression port(QStringLiteral("\\A[0-9]{1,5}\\z"));
    const qsizetype colon = address.lastIndexOf(u':');
    return port.match(address.sliced(colon + 1)).hasMatch() && isIpv6(address.first(colon));
}

} // namespace

Result<ServerUrl> ServerUrl::parse(const QString& text)
{
    const QStringView trimmed = withoutInvisibleEnds(text);
    if (trimmed.isEmpty()) {
        return refused(Text::tr("The address is empty."));
    }
    if (std::any_of(trimmed.begin(), trimmed.end(), isInvisible)) {
        return refused(Text::tr("The address holds a space, a line break or an invisible character."));
    }
    const qsizetype schemeEnd = trimmed.indexOf(SchemeEnd);
    const bool namesScheme = schemeEnd >= 0 && authorityOf(trimmed).size() == schemeEnd + 1;
    const QString scheme = namesScheme ? trimmed.first(schemeEnd).toString().toLower() : Https;
    if (scheme != Http && scheme != Https) {
        return refused(Text::tr("Only http and https addresses are servers."));
    }
    QString authority =
        authorityOf(namesScheme ? trimmed.sliced(schemeEnd + SchemeEnd.size()) : trimmed).toString();
    if (authority.contains(u'@')) {
        return refused(Text::tr(
            "The address holds a user name or password before an @ sign; these are never stored with it."));
    }
    if (!namesScheme && authority.endsWith(u':')) { // a slip such as https:/host, not a host named "https"
        return notAnAddress();
    }
    if (authority.count(u':') > 1 && !authority.startsWith(u'[')) {
        if (!isIpv6(authority) || maySpellAPort(authority)) {
            return refused(
                Text::tr("An IPv6 address stands in brackets, with the port after them: [::1]:3000."));
        }
        authority = u'[' + authority + u']';
    }
    const QUrl url(scheme + SchemeEnd + authority, QUrl::StrictMode);
    const int defaultPort = scheme == Https ? 443 : 80;
    const int port = url.port(defaultPort);
    if (!url.isValid() || port == 0) {
        return notAnAddress();
    }
    const auto host = normalisedHost(url, authority);
    if (!host) {
        return notAnAddress();
    }
    return ServerUrl(scheme, port == defaultPort ? *host : *host + u':' + QString::number(port));
}

QString ServerUrl::displayHost() const
{
    const QUrl url(origin(), QUrl::StrictMode);
    const QString host = readableHost(hostPart(m_hostKey));
    return url.port() < 0 ? host : host + u':' + QString::number(url.port());
}

bool ServerUrl::isLoopback() const
{
    static const QRegularExpression loopback(
        QStringLiteral("\\A(?:(?:.+\\.)?localhost|127\\.[0-9]{1,3}\\.[0-9]{1,3}\\.[0-9]{1,3}|\\[::1\\])\\z"));
    return loopback.match(hostPart(m_hostKey)).hasMatch();
}

} // namespace latchkey::credentials
