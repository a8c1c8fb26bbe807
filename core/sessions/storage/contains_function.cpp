// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/contains_function.h"

#include <QString>

#include <algorithm>
#include <sqlite3.h>

namespace latchkey::sessions::storage {

namespace {

QByteArrayView textOf(sqlite3_value* value)
{
    const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
    return { text, text == nullptr ? 0 : sqlite3_value_bytes(value) };
}

bool isAscii(QByteArrayView text)
{
    return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

char lowered(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c; }

bool containsWord(QByteArrayView text, QByteArrayView word)
{
    if (isAscii(word)) { // the usual case, over every row of a big table: no conversion
        return !std::ranges::search(text, word, {}, lowered, lowered).empty() || word.isEmpty();
    }
    return QString::fromUtf8(text).contains(QString::fromUtf8(word), Qt::CaseInsensitive);
}

void contains(sqlite3_context* context, int, sqlite3_value** arguments)
{
    sqlite3_result_int(context, containsWord(textOf(arguments[0]), textOf(arguments[1])) ? 1 : 0);
}

} // namespace

bool addContainsFunction(sqlite3* handle)
{
    return sqlite3_create_function_v2(handle, "contains", 2,
               SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_DIRECTONLY, nullptr, contains, nullptr, nullptr,
               nullptr)
        == SQLITE_OK;
}

} // namespace latchkey::sessions::storage
