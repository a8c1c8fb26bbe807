// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

struct sqlite3;

namespace latchkey::sessions::storage {

/// Gives the connection the SQL function `contains(word, text...)`: 1 when `word` occurs in one of the texts,
/// case ignored in every script. (LIKE ignores case in ASCII only, and takes % and _ in a word for patterns.)
bool addContainsFunction(sqlite3* handle);

} // namespace latchkey::sessions::storage
