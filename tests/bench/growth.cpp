// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// What a call costs as the file grows: a table row for each kind of call, and a picture.

#include "tests/bench/bench.h"
#include "tests/bench/growth_picture.h"
#include "tests/bench/session_file.h"

namespace latchkey::bench {

namespace {

constexpr double WithinTwice = 0.5;
constexpr qint64 SessionsPerUser = 20;
constexpr int PageSize = 100;
constexpr int PagesAtATime = 20;

/// A file of one size, and what was measured on it.
struct Size
{
    Size(const Bench& bench, qint64 count)
        : sample({ count, count / SessionsPerUser, 1 }, bench.sample.agents())
        , path(bench.folder + QStringLiteral("/growth-%1.db").arg(count))
    {
        require(
            makeSessionFile(path, sample, QStringLiteral(LATCHKEY_UAP_CORE_DIR "/regexes.yaml")).has_value(),
            "a file of this size can be made");
        ours = std::make_unique<OpenStore>(path);
        sessions = activeSessions(sample, CallsAtATime);
        validate(*ours, sessions.first(1), 1); // opens the file
    }

    static constexpr qint64 CallsAtATime = 640;

    SampleSessions sample;
    QString path;
    std::unique_ptr<OpenStore> ours;
    QList<SampleSession> sessions;
    qint64 added = 0;
};

/// Milliseconds a call, of this many in flight.
template <std::size_t Width> double validateCost(Size& size)
{
    size.ours->clock.advance(1);
    return milliseconds([&] { validate(*size.ours, size.sessions, Width); }) / Size::CallsAtATime;
}

double addCost(Size& size)
{
    const auto sessions = newSessions(size.sample, size.added, Size::CallsAtATime);
    size.added += Size::CallsAtATime;
    return milliseconds([&] { add(*size.ours, sessions, size.sample.agents()); }) / Size::CallsAtATime;
}

double pageCost(Size& size)
{
    return milliseconds([&] {
        for (int i = 0; i < PagesAtATime; ++i) {
            const auto page = blockFor(size.ours->store.page({}, {}, 0, PageSize));
            require(page && page->size() == PageSize, "a page is full");
        }
    }) / PagesAtATime;
}

struct Call
{
    const char* name;
    const char* title;
    double (*cost)(Size& size);
};

constexpr std::array Calls {
    Call { "growth_validate_1", "validate, one at a time", validateCost<1> },
    Call { "growth_validate", "validate, 64 in flight", validateCost<InFlight> },
    Call { "growth_add", "add, 64 in flight", addCost },
    Call { "growth_page", "first page of 100", pageCost },
};

} // namespace

void measureGrowth(const Bench& bench)
{
    const QList<qint64> counts =
        bench.isQuick ? QList<qint64> { 1000, 5'000, 20'000 } : QList<qint64> { 1000, 100'000, 10'000'000 };
    std::vector<std::unique_ptr<Size>> sizes;
    for (const qint64 count : counts) {
        sizes.push_back(std::make_unique<Size>(bench, count));
    }
    QList<Curve> curves;
    for (const Call& call : Calls) {
        QList<Measurement> measurements;
        for (const auto& size : sizes) {
            measurements.append([&call, &size] { return call.cost(*size); });
        }
        const auto medians = inTurn(bench.isQuick ? 3 : 9, measurements);
        curves.append({ QString::fromLatin1(call.title), medians });
        bench.report.add({ QString::fromLatin1(call.name), medians.last(), medians.first(),
            QStringLiteral("itself with %L1 sessions; ours is with %L2")
                .arg(counts.first())
                .arg(counts.last()),
            Unit::Milliseconds, WithinTwice });
    }
    require(writeGrowthPicture(bench.folder + QStringLiteral("/growth.svg"), counts, curves),
        "the picture can be written");
}

} // namespace latchkey::bench
