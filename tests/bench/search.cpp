// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Each keystroke in the search box, against LIKE over the same rows that gives the same page.

#include "tests/bench/bench.h"
#include "tests/bench/sqlite_file.h"

namespace latchkey::bench {

namespace {

using namespace sessions;

constexpr int PageSize = 100;
constexpr double LongestMs = 50;

/// What people type, letter by letter: common, rare, users, nothing. None is found in a fingerprint, so the
/// peer need not look at those.
constexpr std::array Typed { "opera", "windows", "nokia", "thea.weber", "tanaka42", "symbian", "qqqq" };

QList<qint64> idsOf(const Result<QList<Session>>& page)
{
    QList<qint64> ids;
    for (const Session& session : page.value_or(QList<Session>())) {
        ids.append(session.token.id);
    }
    return ids;
}

} // namespace

void measureSearch(const Bench& bench)
{
    OpenStore ours(bench.file);
    require(blockFor(ours.store.page({}, {}, 0, 1)).has_value(), "the file opens");
    const SqliteFile file(bench.plainTable());
    const SqliteStatement like(file,
        "SELECT * FROM remember_me WHERE username LIKE ?1 OR user_agent LIKE ?1 OR device LIKE ?1"
        " OR browser LIKE ?1 OR os LIKE ?1 ORDER BY last_used DESC, id DESC LIMIT 100");
    double ourSum = 0;
    double peerSum = 0;
    double slowest = 0;
    for (const char* word : Typed) {
        const QString text = QLatin1StringView(word);
        for (qsizetype length = 1; length <= text.size(); ++length) {
            SessionFilter filter;
            filter.search = text.first(length);
            QList<qint64> ourIds;
            QList<qint64> peerIds;
            const auto medians = inTurn(bench.isQuick ? 1 : 3,
                { [&] {
                     return milliseconds(
                         [&] { ourIds = idsOf(blockFor(ours.store.page(filter, {}, 0, PageSize))); });
                 },
                    [&] {
                        peerIds.clear();
                        return milliseconds([&] {
                            like.bindText(1, '%' + filter.search.toUtf8() + '%');
                            while (like.next()) {
                                peerIds.append(like.number(0));
                            }
                            like.finish();
                        });
                    } });
            require(ourIds == peerIds, "both find the same sessions");
            ourSum += medians[0];
            peerSum += medians[1];
            slowest = std::max(slowest, medians[0]);
        }
    }
    bench.report.add({ QStringLiteral("search_1m"), ourSum, peerSum,
        QStringLiteral("LIKE '%x%' over the same columns; all keystrokes of seven words"), Unit::Milliseconds,
        20 });
    bench.report.add({ QStringLiteral("search_1m_slowest"), slowest, LongestMs,
        QStringLiteral("the longest that is allowed for a keystroke"), Unit::Milliseconds, 1 });
}

} // namespace latchkey::bench
