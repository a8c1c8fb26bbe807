// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/user_agent_text.h"

namespace latchkey::sessions {

namespace {

constexpr qsizetype MaxUserAgentLength = 4096;
constexpr qsizetype MaxDeviceLength = 80;

/// The text's beginning, never ending in half a character.
QString beginningOf(const QString& text, qsizetype length)
{
    if (text.size() <= length) {
        return text;
    }
    return text.first(text[length - 1].isHighSurrogate() ? length - 1 : length);
}

} // namespace

QString storableUserAgent(const QString& header)
{
    QString text = beginningOf(header, MaxUserAgentLength);
    for (qsizetype i = 0; i < text.size(); ++i) {
        const QChar c = text[i];
        if (c.category() == QChar::Other_Control) {
            text[i] = u' ';
        } else if (c.isHighSurrogate() && i + 1 < text.size() && text[i + 1].isLowSurrogate()) {
            ++i; // a whole pair
        } else if (c.isSurrogate()) {
            text[i] = QChar::ReplacementCharacter;
        }
    }
    return text;
}

QString unrecognisedDevice(const QString& userAgent)
{
    const QString beginning = beginningOf(userAgent, MaxDeviceLength);
    return beginning.size() == userAgent.size() ? userAgent : beginning + QChar(0x2026);
}

} // namespace latchkey::sessions
