// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QString>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

namespace latchkey::fuzz {

/// Ends the run where a property does not hold: libFuzzer then keeps the input and reports it.
inline void require(bool holds, const char* property)
{
    if (!holds) {
        std::fprintf(stderr, "This property does not hold: %s\n", property);
        std::abort();
    }
}

/// A copy, so that AddressSanitizer sees who reads beyond its end.
inline QByteArray bytesOf(const uint8_t* data, size_t size)
{
    return { reinterpret_cast<const char*>(data), static_cast<qsizetype>(size) };
}

/// The input as text: UTF-8, or UTF-16 after a byte 0xff, which can spell lone surrogates as well.
inline QString textOf(const uint8_t* data, size_t size)
{
    const QByteArray bytes = bytesOf(data, size);
    if (!bytes.startsWith('\xff')) {
        return QString::fromUtf8(bytes);
    }
    QString text;
    for (qsizetype i = 1; i + 1 < bytes.size(); i += 2) {
        text.append(QChar(static_cast<uchar>(bytes[i]), static_cast<uchar>(bytes[i + 1])));
    }
    return text;
}

inline bool hasControlCharacter(const QString& text)
{
    return std::ranges::any_of(text, [](QChar c) { return c.category() == QChar::Other_Control; });
}

inline bool isPrintableAscii(const QString& text)
{
    return std::ranges::all_of(text, [](QChar c) { return c > u' ' && c <= u'~'; });
}

} // namespace latchkey::fuzz
