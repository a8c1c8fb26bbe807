// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/demo_activity.h"

#include "app/gui/story_clock.h"
#include "core/activity/activity_log.h"

namespace latchkey {

using activity::Act;
using activity::By;
using activity::Event;

namespace {

constexpr qint64 Hour = 3600;
constexpr qint64 Day = 24 * Hour;

struct Sample
{
    qint64 ago; ///< seconds
    Event event;
};

QList<Sample> samples(qint64 now)
{
    const auto text = [](const char* ascii) { return QString::fromLatin1(ascii); };
    const QString alice = text("alice on https://dev.example.com");
    const QString bob = text("bob on https://dev.example.com");
    const QString staging = text("alice on https://staging.example.com");
    const auto stored = [&text](
                            const char* where) { return QJsonObject { { text("stored_in"), text(where) } }; };
    const Event revoked { Act::SessionsRevoke, text("3 sessions of mallory"), 3,
        { { text("ids"), QJsonArray { 14, 15, 16 } } } };
    return {
        { 35 * Day, { Act::ServersAdd, alice, 1, stored("keyring") } },
        { 35 * Day - 60, { Act::ServersAdd, bob, 1, stored("keyring") } },
        { 34 * Day,
            { Act::ServersUse, text("a.smith on https://coder.customer.example.org:8443"), 1, {},
                By::Terminal } },
        { 12 * Day,
            { Act::SessionsPurge, text("412 sessions of 96 users"), 412,
                { { text("cutoff"), now - 102 * Day }, { text("matched"), 412 }, { text("users"), 96 },
                    { text("revoked"), 58 }, { text("used_last_24h"), 0 }, { text("complete"), true } } } },
        { 6 * Day, { Act::ServersUse, bob } },
        { 6 * Day - 240, { Act::ServersExec, bob, 1, { { text("program"), text("coder") } }, By::Terminal } },
        { 3 * Day, revoked },
        { 3 * Day - 20, activity::undoing(revoked) },
        { 26 * Hour, { Act::ServersUse, staging, 1, {}, By::Terminal } },
        { 25 * Hour, { Act::ServersCopy, staging } },
        { 5 * Hour, { Act::SessionsRevoke, text("1 session of rupert"), 1, {}, By::Rules } },
        { 2 * Hour, { Act::ServersUse, alice } },
        { 2 * Hour - 300, { Act::ServersReveal, alice } },
    };
}

} // namespace

Result<void> addSampleActivity(const QString& path)
{
    StoryClock clock;
    activity::ActivityLog log(path, By::Window, clock);
    const qint64 now = SystemClock().unixSeconds();
    const QList<Sample> all = samples(now);
    for (const Sample& sample : all) {
        clock.now = now - sample.ago;
        if (const auto noted = waitFor(log.record(sample.event)); !noted) {
            return noted;
        }
    }
    return {};
}

} // namespace latchkey
