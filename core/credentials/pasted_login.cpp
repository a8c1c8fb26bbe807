// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/pasted_login.h"

#include "core/credentials/stored_credential.h"

#include <QList>

#include <algorithm>
#include <utility>

namespace latchkey::credentials {

namespace {

constexpr qsizetype ShortestUnnamedToken = 16; // shorter words are mostly words
constexpr qsizetype ShortestNamedToken = 8; // "my token is ..." names no token of two letters
constexpr qsizetype LongestName = 24; // "$env:CODER_SESSION_TOKEN"

enum class Name { None, Server, Token };

/// What stands between words: white space, quotes, and what shells and documents put around values.
bool isBetween(QChar c)
{
    return c.isSpace() || c == u'"' || c == u'\'' || c == u'`' || c == u';' || c == u',' || c == u'<'
        || c == u'>' || c.category() == QChar::Punctuation_InitialQuote
        || c.category() == QChar::Punctuation_FinalQuote;
}

QList<QStringView> wordsOf(QStringView text)
{
    QList<QStringView> words;
    qsizetype start = 0;
    for (qsizetype i = 0; i <= text.size(); ++i) {
        if (i < text.size() && !isBetween(text[i])) {
            continue;
        }
        if (i > start) {
            words.append(text.sliced(start, i - start));
        }
        start = i + 1;
    }
    return words;
}

bool isAddress(QStringView word)
{
    return word.startsWith(u"http://", Qt::CaseInsensitive)
        || word.startsWith(u"https://", Qt::CaseInsensitive);
}

/// What a word announces of the one after it.
Name nameIn(QStringView word)
{
    const auto is = [word](QStringView name) { return word.compare(name, Qt::CaseInsensitive) == 0; };
    if (is(u"CODER_URL") || is(u"$env:CODER_URL") || is(u"--url") || is(u"url") || is(u"server")) {
        return Name::Server;
    }
    if (is(u"CODER_SESSION_TOKEN") || is(u"$env:CODER_SESSION_TOKEN") || is(u"--token") || is(u"token")
        || is(u"Bearer") || is(u"Coder-Session-Token")) {
        return Name::Token;
    }
    return Name::None;
}

bool looksLikeHost(QStringView word)
{
    const qsizetype slash = word.indexOf(u'/');
    const QStringView host = slash < 0 ? word : word.first(slash);
    const bool isLocal = host == u"localhost" || host.startsWith(u"localhost:");
    return isLocal || (host.contains(u'.') && !host.startsWith(u'.') && !host.endsWith(u'.'));
}

/// The candidates, while the words are gone through.
class Finder
{
public:
    void see(QStringView word)
    {
        while (const auto value = valueAfterName(word)) {
            word = *value;
        }
    }

    PastedLogin result()
    {
        PastedLogin found;
        if (m_tokens.isEmpty() && (m_addresses.size() == 1) && m_others.size() == 1
            && m_others.first().size() >= ShortestUnnamedToken && !looksLikeHost(m_others.first())) {
            m_tokens = m_others;
        }
        if (m_tokens.size() == 1) {
            if (const auto token = tokenFromPaste(m_tokens.first().toString())) {
                found.token = *token;
            }
        }
        if (m_addresses.isEmpty() && found.token) {
            std::ranges::copy_if(m_others, std::back_inserter(m_addresses), looksLikeHost);
        }
        if (m_addresses.size() == 1) {
            if (const auto server = ServerUrl::parse(m_addresses.first().toString())) {
                found.server = *server;
            }
        }
        return found;
    }

private:
    /// Takes the word, unless it is a name and a value after a sign: what is left to be seen is the value.
    std::optional<QStringView> valueAfterName(QStringView word)
    {
        const Name announced = std::exchange(m_announced, Name::None);
        if (word == u"=" || word == u":") {
            m_announced = announced;
            return std::nullopt;
        }
        if (isAddress(word)) {
            addOnce(m_addresses, word);
            return std::nullopt;
        }
        if (const Name name = nameIn(word); name != Name::None) {
            m_announced = name;
            return std::nullopt;
        }
        // No further than a name reaches: the rest of a long word is not looked through for each name in it.
        const QStringView start = word.first(qMin(word.size(), LongestName + 1));
        const qsizetype sign = start.indexOf(u'=') >= 0 ? start.indexOf(u'=') : start.indexOf(u':');
        if (const Name named = sign < 0 ? Name::None : nameIn(word.first(sign)); named != Name::None) {
            m_announced = named;
            return sign + 1 < word.size() ? std::optional(word.sliced(sign + 1)) : std::nullopt;
        }
        take(word, announced);
        return std::nullopt;
    }

    void take(QStringView word, Name announced)
    {
        if (announced == Name::Server && looksLikeHost(word)) {
            addOnce(m_addresses, word);
        } else if ((announced == Name::Token && word.size() >= ShortestNamedToken)
            || hasUsualTokenShape(word)) {
            addOnce(m_tokens, word);
        } else {
            m_others.append(word);
        }
    }

    /// A second one is enough to know that nobody can tell which is meant.
    static void addOnce(QList<QStringView>& words, QStringView word)
    {
        if (words.size() < 2 && !words.contains(word)) {
            words.append(word);
        }
    }

    static bool hasUsualTokenShape(QStringView word)
    {
        return !factsOf(Secret::takeFrom(word.toUtf8())).tokenId.isEmpty();
    }

    QList<QStringView> m_addresses;
    QList<QStringView> m_tokens;
    QList<QStringView> m_others;
    Name m_announced = Name::None;
};

} // namespace

PastedLogin pastedLogin(QString&& text)
{
    QString visible = std::exchange(text, QString());
    visible.removeIf([](QChar c) { return c.category() == QChar::Other_Format; });
    Finder finder;
    for (const QStringView word : wordsOf(visible)) {
        finder.see(word);
    }
    PastedLogin found = finder.result();
    wipe(visible);
    return found;
}

} // namespace latchkey::credentials
