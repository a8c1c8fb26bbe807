// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/visible_text.h"

namespace latchkey {

namespace {

bool isHarmless(char32_t character)
{
    switch (QChar::category(character)) {
    case QChar::Other_Control:
    case QChar::Other_Format: // zero-width and bidirectional controls among them
    case QChar::Other_Surrogate:
    case QChar::Separator_Line:
    case QChar::Separator_Paragraph:
        return false;
    default:
        return true;
    }
}

} // namespace

QString visibleText(const QString& untrusted)
{
    QString result;
    result.reserve(untrusted.size());
    for (qsizetype i = 0; i < untrusted.size(); ++i) {
        const bool isPair =
            untrusted[i].isHighSurrogate() && i + 1 < untrusted.size() && untrusted[i + 1].isLowSurrogate();
        const char32_t character = isPair ? QChar::surrogateToUcs4(untrusted[i], untrusted[i + 1])
                                          : char32_t(untrusted[i].unicode());
        if (isHarmless(character)) {
            result += QStringView(untrusted).mid(i, isPair ? 2 : 1);
        } else {
            result += QStringLiteral("\\u%1").arg(uint(character), 4, 16, QLatin1Char('0'));
        }
        i += isPair ? 1 : 0;
    }
    return result;
}

} // namespace latchkey
