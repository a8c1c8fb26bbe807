// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_store.h"
#include "core/sessions/user_agents/user_agent_parser.h"
#include "tests/bench/report.h"
#include "tests/bench/sample_sessions.h"
#include "tests/support/manual_clock.h"

#include <deque>

namespace latchkey::bench {

inline constexpr std::size_t InFlight = 64; ///< calls that wait together

/// What every part of the bench gets.
struct Bench
{
    bool isQuick = false;
    int rounds = 0;
    QString folder; ///< for files; on the disk that is measured
    QString file; ///< a database with the sample; parts that write take a copy()
    const SampleSessions& sample;
    Report& report;

    /// A copy of the sample's file under another name. Returns its path.
    QString copy(const char* name) const;

    /// A file with the table `remember_me`, as such tables are: all of a session in one row, with the raw
    /// user agent, what it was recognised as, and an index for the order of the list. Returns its path.
    QString plainTable() const;
};

/// A store as a program embeds it, with its parser, and a clock that says what the peers write.
struct OpenStore
{
    explicit OpenStore(const QString& path);

    test::ManualClock clock { SampleNow };
    sessions::UserAgentParser parser;
    sessions::SessionStore store;
};

/// Makes `calls` calls, at most `width` of which are under way, and gives each result to `check`.
template <typename Start, typename Check>
void inFlight(qint64 calls, std::size_t width, Start start, Check check)
{
    std::deque<decltype(start(qint64()))> open;
    for (qint64 i = 0; i < calls; ++i) {
        if (open.size() == width) {
            check(blockFor(std::move(open.front())));
            open.pop_front();
        }
        open.push_back(start(i));
    }
    for (auto& call : open) {
        check(blockFor(std::move(call)));
    }
}

/// `count` active sessions from all over the sample.
QList<SampleSession> activeSessions(const SampleSessions& sample, qint64 count);

/// `count` sessions that the sample does not hold, from this one on.
QList<SampleSession> newSessions(const SampleSessions& sample, qint64 first, qint64 count);

/// Validates all of them, at most `width` at a time.
void validate(OpenStore& ours, const QList<SampleSession>& sessions, std::size_t width);

/// Adds all of them, 64 at a time.
void add(OpenStore& ours, const QList<SampleSession>& sessions, const QStringList& agents);

void measureTokens(const Bench& bench);
void measurePurge(const Bench& bench);
void measurePages(const Bench& bench);
void measureSearch(const Bench& bench);
void measureGroups(const Bench& bench);
void measureUserAgents(const Bench& bench);
void measureKeyring(const Bench& bench);
void measureWindows(const Bench& bench);
void measureGrowth(const Bench& bench);

} // namespace latchkey::bench
