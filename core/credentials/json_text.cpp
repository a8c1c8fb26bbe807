// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/json_text.h"

#include <QSet>

#include <algorithm>

namespace latchkey::credentials {

namespace {

constexpr int DeepestLevel = 64; // the shared entry has two; a hostile one must not exhaust the stack
constexpr qsizetype HexDigits = 4; // of \uXXXX

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isHexDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

bool isWhiteSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

char16_t hexValue(QByteArrayView digits) { return digits.toByteArray().toUShort(nullptr, 16); }

/// The text of a valid JSON string, as UTF-8. It is never longer than its spelling, so nothing is moved, and
/// no copy is left behind, while it grows.
std::optional<QByteArray> decoded(QByteArrayView quoted)
{
    static constexpr QByteArrayView Letters("\"\\/bfnrt");
    static constexpr QByteArrayView Meanings("\"\\/\b\f\n\r\t");

    QByteArray text;
    text.reserve(quoted.size());
    for (qsizetype i = 1; i < quoted.size() - 1; ++i) {
        if (quoted[i] != '\\') {
            text.append(quoted[i]);
            continue;
        }
        ++i;
        if (quoted[i] != 'u') {
            text.append(Meanings[Letters.indexOf(quoted[i])]);
            continue;
        }
        QString character = QChar(hexValue(quoted.sliced(i + 1, HexDigits)));
        i += HexDigits;
        if (character.front().isHighSurrogate() && quoted.sliced(i + 1).startsWith("\\u")) {
            character.append(QChar(hexValue(quoted.sliced(i + 3, HexDigits))));
            i += 2 + HexDigits;
        }
        if (!character.isValidUtf16()) {
            wipe(text);
            return std::nullopt;
        }
        text.append(character.toUtf8());
    }
    return text;
}

/// Reads JSON from left to right. Each take...() tells whether its part stood there, and steps over it.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_text(text)
    {
    }

    bool takeDocument(QList<JsonMember>* members)
    {
        skipWhiteSpace();
        if (!takeObject(members)) {
            return false;
        }
        skipWhiteSpace();
        return isAtEnd();
    }

private:
    bool isAtEnd() const { return m_position >= m_text.size(); }

    /// The character here, or NUL at the end, which is no part of JSON.
    char here() const { return isAtEnd() ? '\0' : m_text[m_position]; }

    bool take(char expected)
    {
        if (isAtEnd() || here() != expected) {
            return false;
        }
        ++m_position;
        return true;
    }

    bool takeWord(QByteArrayView word)
    {
        const bool isThere = m_text.sliced(m_position).startsWith(word);
        m_position += isThere ? word.size() : 0;
        return isThere;
    }

    template <typename Predicate> qsizetype takeWhile(Predicate predicate)
    {
        const qsizetype start = m_position;
        while (!isAtEnd() && predicate(here())) {
            ++m_position;
        }
        return m_position - start;
    }

    void skipWhiteSpace() { takeWhile(isWhiteSpace); }

    bool takeNumber()
    {
        take('-');
        if (!take('0') && takeWhile(isDigit) == 0) {
            return false;
        }
        if (take('.') && takeWhile(isDigit) == 0) {
            return false;
        }
        if (take('e') || take('E')) {
            if (!take('+')) {
                take('-');
            }
            return takeWhile(isDigit) > 0;
        }
        return true;
    }

    bool takeEscape()
    {
        if (take('u')) {
            const qsizetype end = m_position + HexDigits;
            return takeWhile([this, end](char c) { return m_position < end && isHexDigit(c); }) == HexDigits;
        }
        return !isAtEnd() && QByteArrayView("\"\\/bfnrt").contains(here()) && take(here());
    }

    bool takeString()
    {
        if (!take('"')) {
            return false;
        }
        while (!take('"')) {
            if (take('\\') ? !takeEscape() : static_cast<uchar>(here()) < 0x20) {
                return false;
            }
            takeWhile([](char c) { return static_cast<uchar>(c) >= 0x20 && c != '"' && c != '\\'; });
        }
        return true;
    }

    bool takeMember(JsonMember* member)
    {
        const qsizetype keyStart = m_position;
        if (!takeString()) {
            return false;
        }
        member->keyText = m_text.sliced(keyStart, m_position - keyStart);
        const auto key = decoded(member->keyText);
        skipWhiteSpace();
        if (!key || !take(':')) {
            return false;
        }
        member->key = QString::fromUtf8(*key);
        skipWhiteSpace();
        const qsizetype valueStart = m_position;
        const bool taken = takeValue();
        member->value = m_text.sliced(valueStart, m_position - valueStart);
        return taken;
    }

    bool takeObject(QList<JsonMember>* members)
    {
        QSet<QString> keys;
        return takeSequence('{', '}', [&] {
            JsonMember member;
            if (!takeMember(&member) || keys.contains(member.key)) {
                return false;
            }
            keys.insert(member.key);
            if (members != nullptr) {
                members->append(member);
            }
            return true;
        });
    }

    template <typename TakePart> bool takeSequence(char begin, char end, TakePart takePart)
    {
        if (!take(begin)) {
            return false;
        }
        skipWhiteSpace();
        if (take(end)) {
            return true;
        }
        do {
            skipWhiteSpace();
            if (!takePart()) {
                return false;
            }
            skipWhiteSpace();
        } while (take(','));
        return take(end);
    }

    bool takeValue()
    {
        if (m_level == DeepestLevel) {
            return false;
        }
        ++m_level;
        const bool taken = takeValueAtThisLevel();
        --m_level;
        return taken;
    }

    bool takeValueAtThisLevel()
    {
        switch (here()) {
        case '{':
            return takeObject(nullptr);
        case '[':
            return takeSequence('[', ']', [this] { return takeValue(); });
        case '"':
            return takeString();
        case 't':
            return takeWord("true");
        case 'f':
            return takeWord("false");
        case 'n':
            return takeWord("null");
        default:
            return takeNumber();
        }
    }

    QByteArrayView m_text;
    qsizetype m_position = 0;
    int m_level = 0;
};

} // namespace

std::optional<QList<JsonMember>> jsonMembers(QByteArrayView text)
{
    QList<JsonMember> members;
    if (!text.isValidUtf8() || !Scanner(text).takeDocument(&members)) {
        return std::nullopt;
    }
    return members;
}

std::optional<Secret> jsonString(QByteArrayView value)
{
    if (!value.startsWith('"')) {
        return std::nullopt;
    }
    auto text = decoded(value);
    return text ? std::optional(Secret::takeFrom(std::move(*text))) : std::nullopt;
}

Secret compactJson(QByteArrayView validText)
{
    QByteArray compact;
    compact.reserve(validText.size());
    bool inString = false;
    for (qsizetype i = 0; i < validText.size(); ++i) {
        const char c = validText[i];
        if (inString || !isWhiteSpace(c)) {
            compact.append(c);
        }
        if (inString && c == '\\') {
            compact.append(validText[++i]);
        } else if (c == '"') {
            inString = !inString;
        }
    }
    return Secret::takeFrom(std::move(compact));
}

QByteArray quotedJson(QByteArrayView printableAscii)
{
    QByteArray quoted;
    quoted.reserve(2 * printableAscii.size() + 2);
    quoted.append('"');
    for (const char c : printableAscii) {
        if (c == '"' || c == '\\') {
            quoted.append('\\');
        }
        quoted.append(c);
    }
    return quoted.append('"');
}

} // namespace latchkey::credentials
