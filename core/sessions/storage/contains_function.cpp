// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/contains_function.h"

#include <QString>

#include <algorithm>
#include <array>
#include <sqlite3.h>

namespace latchkey::sessions::storage {

namespace {

QByteArrayView textOf(sqlite3_value* value)
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return { text, text == nullptr ? 0 : sqlite3_value_bytes(value) };
}

constexpr auto Lowered = [] {
    std::array<char, 256> table {};
    for (std::size_t i = 0; i < table.size(); ++i) {
        table[i] = static_cast<char>(i >= 'A' && i <= 'Z' ? i + ('a' - 'A') : i);
    }
    return table;
}();

char lowered(char c) { return Lowered[static_cast<unsigned char>(c)]; }

bool isAscii(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

/// The usual case, over every name: no conversion.
bool containsAsciiWord(QByteArrayView text, QByteArrayView word)
{
    if (word.isEmpty()) {
        return true;
    }
    if (word.size() > text.size()) { // also where a damaged file has no text at all
        return false;
    }
    const auto isSame = [](char left, char right) { return lowered(left) == lowered(right); };
    const char* const lastStart = text.end() - word.size();
    for (const char* at = text.begin(); at <= lastStart; ++at) {
        if (isSame(*at, word.front()) && std::equal(word.begin() + 1, word.end(), at + 1, isSame)) {
            return true;
        }
    }
    return false;
}

/// The word, and the texts.
void contains(sqlite3_context* context, int count, sqlite3_value** arguments)
{
    const QByteArrayView word = textOf(arguments[0]);
    const bool isPlain = isAscii(word);
    const bool isFound = std::any_of(arguments + 1, arguments + count, [&](sqlite3_value* value) {
        const QByteArrayView text = textOf(value);
        return isPlain ? containsAsciiWord(text, word)
                       : QString::fromUtf8(text).contains(QString::fromUtf8(word), Qt::CaseInsensitive);
    });
    sqlite3_result_int(context, isFound ? 1 : 0);
}

} // namespace

bool addContainsFunction(sqlite3* handle)
{
    return sqlite3_create_function_v2(handle, "contains", -1,
               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr, contains, nullptr, nullptr,
               nullptr)
        == SQLITE_OK;
}

} // namespace latchkey::sessions::storage
