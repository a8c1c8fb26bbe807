// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// The counts of each device and each user agent, against GROUP BY on a table that holds the raw string in
// each row, as remember-me tables do. An index on it would make the peer slower.

#include "tests/bench/bench.h"
#include "tests/bench/sqlite_file.h"

#include <QHash>

namespace latchkey::bench {

namespace {

using namespace sessions;

QHash<QString, qint64> countsOf(const Result<QList<SessionGroup>>& groups)
{
    QHash<QString, qint64> counts;
    for (const SessionGroup& group : groups.value_or(QList<SessionGroup>())) {
        counts.insert(group.key, group.sessions);
    }
    return counts;
}

} // namespace

void measureGroups(const Bench& bench)
{
    const SqliteFile file(bench.plainTable());
    const SqliteStatement groupBy(file,
        "SELECT user_agent, count(*), sum(revoked), max(last_used) FROM remember_me GROUP BY user_agent");
    OpenStore ours(bench.file);
    require(blockFor(ours.store.page({}, {}, 0, 1)).has_value(), "the file opens");

    QHash<QString, qint64> ourDevices;
    QHash<QString, qint64> ourAgents;
    QHash<QString, qint64> peerAgents;
    const auto medians = inTurn(bench.rounds,
        { [&] {
             return milliseconds([&] {
                 ourDevices = countsOf(blockFor(ours.store.groups({}, GroupBy::Device)));
                 ourAgents = countsOf(blockFor(ours.store.groups({}, GroupBy::UserAgent)));
             });
         },
            [&] {
                peerAgents.clear();
                return milliseconds([&] {
                    while (groupBy.next()) {
                        peerAgents.insert(QString::fromUtf8(groupBy.bytes(0)), groupBy.number(1));
                    }
                    groupBy.finish();
                });
            } });
    require(ourAgents == peerAgents, "both count the same user agents");
    qint64 onDevices = 0;
    for (const qint64 count : std::as_const(ourDevices)) {
        onDevices += count;
    }
    require(onDevices == bench.sample.shape().count, "each session is on one device");
    bench.report.add({ QStringLiteral("group_1m"), medians[0], medians[1],
        QStringLiteral("GROUP BY on the raw string; it counts user agents only"), Unit::Milliseconds, 5 });
}

} // namespace latchkey::bench
