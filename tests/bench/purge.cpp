// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Deleting nine of ten sessions against one DELETE, and how long a validation waits meanwhile.

#include "tests/bench/bench.h"
#include "tests/bench/sqlite_file.h"

#include <algorithm>

namespace latchkey::bench {

namespace {

using namespace sessions;

constexpr double LongestWaitMs = 50;

/// The time at or before which nine of ten sessions were used last, and one session that was used later.
struct Cutoff
{
    qint64 time = 0;
    SampleSession survivor;
};

Cutoff cutoffOf(const Bench& bench)
{
    const qint64 kept = bench.sample.shape().count / 10;
    const SqliteFile file(bench.file);
    const QByteArray nth = "SELECT last_used FROM sessions ORDER BY last_used DESC LIMIT 1 OFFSET ";
    Cutoff cutoff { file.number((nth + QByteArray::number(kept)).constData()), {} };
    qint64 row = bench.sample.shape().count;
    do {
        cutoff.survivor = bench.sample.at(--row);
    } while (cutoff.survivor.revokedAt || cutoff.survivor.lastUsed <= cutoff.time);
    return cutoff;
}

SessionFilter upTo(const Cutoff& cutoff)
{
    SessionFilter filter;
    filter.lastUsedAtOrBefore = cutoff.time;
    return filter;
}

Result<Validation> validate(OpenStore& ours, const SampleSession& session)
{
    return blockFor(ours.store.validate(session.username, session.identifier));
}

double purge(const Bench& bench, const Cutoff& cutoff)
{
    OpenStore ours(bench.copy("purge-ours.db"));
    require(validate(ours, cutoff.survivor).has_value(), "the file opens");
    return milliseconds([&] {
        require(
            blockFor(ours.store.remove(upTo(cutoff), BulkProgress())).value_or(0) > 0, "the purge deletes");
    });
}

double deleteAtOnce(const Bench& bench, const Cutoff& cutoff)
{
    const SqliteFile file(bench.copy("purge-peer.db"));
    file.run("PRAGMA synchronous = FULL; PRAGMA secure_delete = ON; PRAGMA temp_store = MEMORY; PRAGMA "
             "cache_size = -65536");
    const SqliteStatement statement(file, "DELETE FROM sessions WHERE last_used <= ?");
    statement.bind(1, cutoff.time);
    return milliseconds([&] { statement.run(); });
}

/// The longest that one validation after another waits while a purge runs.
double longestWait(const Bench& bench, const Cutoff& cutoff)
{
    OpenStore ours(bench.copy("purge-wait.db"));
    require(validate(ours, cutoff.survivor).has_value(), "the file opens");
    auto purged = ours.store.remove(upTo(cutoff), BulkProgress());
    double longest = 0;
    int calls = 0;
    do {
        longest = std::max(longest, milliseconds([&] {
            require(validate(ours, cutoff.survivor).has_value(), "what is not purged stays valid");
        }));
        ++calls;
    } while (!purged.isFinished());
    require(resultOf(purged).value_or(0) > 0 && calls > 1, "validations come between the batches of a purge");
    return longest;
}

} // namespace

void measurePurge(const Bench& bench)
{
    const Cutoff cutoff = cutoffOf(bench);
    const auto medians = inTurn(1, // it is many thousand times the same
        { [&] { return purge(bench, cutoff); }, [&] { return deleteAtOnce(bench, cutoff); } });
    bench.report.add({ QStringLiteral("purge_1m"), medians[0], medians[1],
        QStringLiteral("one DELETE in SQLite's C API, same indexes"), Unit::Milliseconds, 0.8 });
    const SqliteFile ours(bench.folder + QStringLiteral("/purge-ours.db"));
    const SqliteFile peer(bench.folder + QStringLiteral("/purge-peer.db"));
    constexpr char Others[] = "SELECT id, user_id, lookup, revoked, created FROM sessions ORDER BY id";
    require(ours.digest(Others) == peer.digest(Others), "both deleted the same sessions");
    require(ours.number("SELECT count(*) FROM sessions") * 10 <= bench.sample.shape().count,
        "nine of ten are gone");
    bench.report.add({ QStringLiteral("purge_1m_validate_wait"), longestWait(bench, cutoff), LongestWaitMs,
        QStringLiteral("the longest wait of a validate that is allowed meanwhile"), Unit::Milliseconds, 1 });
}

} // namespace latchkey::bench
