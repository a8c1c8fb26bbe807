// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/host_name.h"

#include <QRegularExpression>
#include <QSet>
#include <QStringList>
#include <QUrl>

#include <algorithm>

namespace latchkey::credentials {

namespace {

const QString PunycodePrefix = QStringLiteral("xn--");
constexpr qsizetype LongestHostName = 253; // RFC 1035, without the dot at the end

/// QUrl decodes and encodes punycode, and so turns a label that nobody's encoder made into another name.
bool changedPunycode(const QString& spelled, const QString& host)
{
    const QStringList labels = host.split(u'.');
    const QStringList spelledLabels = spelled.toLower().section(u':', 0, 0).split(u'.');
    return std::any_of(spelledLabels.begin(), spelledLabels.end(), [&labels](const QString& label) {
        return label.startsWith(PunycodePrefix) && !labels.contains(label);
    });
}

/// Names that end in a number are addresses everywhere (URL standard, "ends in a number"); QUrl has already
/// written the valid ones as four decimal numbers.
bool isFaultyIpv4(const QString& host)
{
    static const QRegularExpression endsInNumber(QStringLiteral("(?:\\A|\\.)(?:[0-9]+|0x[0-9a-f]*)\\z"));
    static const QRegularExpression address(
        QStringLiteral("\\A(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!\\z)|\\z)){4}\\z"));
    return endsInNumber.match(host).hasMatch() && !address.match(host).hasMatch();
}

/// QUrl has checked the address itself. But the name of a zone is anything to it, a bracket and a port too;
/// here it is letters, digits and -._~ (RFC 6874, without its percent-encoding).
bool isIpv6(const QString& host)
{
    static const QRegularExpression address(
        QStringLiteral("\\A[0-9a-f.]*:[0-9a-f:.]*(?:%25[0-9A-Za-z._~-]+)?\\z"));
    return address.match(host).hasMatch();
}

/// Whether the letters of one label come from writing systems that no language uses together.
bool mixesScripts(QStringView label)
{
    using Scripts = QSet<int>;
    static const Scripts japanese { QChar::Script_Han, QChar::Script_Hiragana, QChar::Script_Katakana,
        QChar::Script_Latin };
    static const Scripts korean { QChar::Script_Han, QChar::Script_Hangul, QChar::Script_Latin };
    static const Scripts chinese { QChar::Script_Han, QChar::Script_Bopomofo, QChar::Script_Latin };

    Scripts scripts;
    for (const char32_t c : label.toUcs4()) {
        const auto script = QChar::script(c);
        if (script != QChar::Script_Common && script != QChar::Script_Inherited) {
            scripts.insert(script);
        }
    }
    return scripts.size() > 1 && !japanese.contains(scripts) && !korean.contains(scripts)
        && !chinese.contains(scripts);
}

} // namespace

std::optional<QString> normalisedHost(const QUrl& url, const QString& spelled)
{
    QString host = url.host(QUrl::FullyEncoded);
    if (spelled.startsWith(u'[')) {
        return isIpv6(host) ? std::optional(u'[' + host + u']') : std::nullopt;
    }
    if (host.endsWith(u'.')) { // once more without the dot: only then does QUrl see an IPv4 address in it
        QUrl withoutDot;
        withoutDot.setHost(host.chopped(1), QUrl::StrictMode);
        host = withoutDot.host(QUrl::FullyEncoded);
    }
    if (host.isEmpty() || host.size() > LongestHostName || isFaultyIpv4(host)
        || changedPunycode(spelled, host)) {
        return std::nullopt;
    }
    return host;
}

QString hostPart(const QString& hostKey)
{
    const qsizetype colon = hostKey.lastIndexOf(u':');
    return colon > hostKey.lastIndexOf(u']') ? hostKey.first(colon) : hostKey;
}

QString readableHost(const QString& host)
{
    QStringList labels = host.split(u'.');
    for (QString& label : labels) {
        if (label.startsWith(PunycodePrefix)) {
            const QString readable = QUrl::fromAce(label.toLatin1(), QUrl::IgnoreIDNWhitelist);
            label = mixesScripts(readable) ? label : readable;
        }
    }
    return labels.join(u'.');
}

} // namespace latchkey::credentials
