// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/suggestion.h"

#include <algorithm>
#include <numeric>
#include <vector>

namespace latchkey::cli {

namespace {

/// How many letters must be added, dropped or changed to make one word of the other (Levenshtein).
int slipsBetween(const QString& left, const QString& right)
{
    std::vector<int> row(static_cast<std::size_t>(right.size()) + 1);
    std::iota(row.begin(), row.end(), 0);
    for (qsizetype i = 0; i < left.size(); ++i) {
        int diagonal = row[0]++;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const bool same = left[i] == right[static_cast<qsizetype>(j) - 1];
            const int change = diagonal + (same ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({ change, row[j] + 1, row[j - 1] + 1 });
        }
    }
    return row.back();
}

} // namespace

QString nearestWord(const QString& typed, const QStringList& known)
{
    constexpr qsizetype longestWord = 64;
    if (typed.size() > longestWord) {
        return {};
    }
    QString nearest;
    int fewest = 3;
    for (const QString& word : known) {
        const int slips = word.startsWith(typed) && typed.size() > 1 ? 1 : slipsBetween(typed, word);
        if (slips < fewest && slips < typed.size()) {
            fewest = slips;
            nearest = word;
        }
    }
    return nearest;
}

} // namespace latchkey::cli
