// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Whole programs from their start to what a person waits for, and their memory then.

#include "tests/bench/bench.h"
#include "tests/bench/screen.h"
#include "tests/support/keyring/private_keyring.h"

#include <QDir>
#include <QSettings>

namespace latchkey::bench {

namespace {

const QString OurProgram = QStringLiteral(LATCHKEY_BINARY_DIR "/latchkey");

/// Part of the screen where both lists have rows and nothing else: not where DB Browser, when it is asked for
/// a table at its start, mostly asks in a dialog whether it should stop reading rows.
constexpr QRect Rows { 250, 260, 200, 340 };

/// Starts both in turn and reports time and memory.
void compare(const Bench& bench, Screen& screen, const Screen::Program& ours, const Screen::Program& peer,
    Row time, Row memory)
{
    QList<double> megabytes[2];
    const auto measure = [&](const Screen::Program& program, QList<double>& taken) {
        const Appearance appearance = screen.watch(program, bench.isQuick);
        taken.append(appearance.megabytes);
        return appearance.milliseconds;
    };
    const auto medians = inTurn(bench.isQuick ? 1 : bench.rounds,
        { [&] { return measure(ours, megabytes[0]); }, [&] { return measure(peer, megabytes[1]); } });
    time.ours = medians[0];
    time.peer = medians[1];
    bench.report.add(time);
    memory.ours = median(megabytes[0]);
    memory.peer = median(megabytes[1]);
    bench.report.add(memory);
}

/// As a person left the window the last time.
void openOnPage(int page)
{
    QDir().mkpath(QDir::homePath() + QStringLiteral("/.local/state/latchkey"));
    QSettings ours(
        QDir::homePath() + QStringLiteral("/.local/state/latchkey/window.ini"), QSettings::IniFormat);
    ours.setValue(QStringLiteral("page"), page);
}

/// In the tray, with the window hidden, over all sessions.
void measureIdle(const Bench& bench)
{
    constexpr double OncePerSecond = 60;
    constexpr double Unmeasurable = 10; // one tick of the clock that counts a process's time
    Screen screen(Screen::Tray::Yes);
    const auto idle = screen.watchIdle(
        { .path = OurProgram,
            .arguments = { QStringLiteral("--hidden"), QStringLiteral("--store"), bench.file },
            .picture = {} },
        bench.isQuick ? 5 : 60);
    bench.report.add({ QStringLiteral("idle_wakeups"), idle.wakeUps, OncePerSecond,
        QStringLiteral("once a second, of all threads, hidden"), Unit::PerMinute, 1 });
    bench.report.add({ QStringLiteral("idle_cpu"), idle.milliseconds, Unmeasurable,
        QStringLiteral("processor time a minute, hidden: one clock tick"), Unit::Milliseconds, 1 });
}

void measureScrolling(const Bench& bench, Screen& screen)
{
    constexpr double FrameMs = 16;
    constexpr double GrowthMegabytes = 16;
    constexpr double LeastMegabytes = 0.1; // for a ratio; memory may also shrink
    const auto answer =
        screen.outputOf(QStringLiteral(LATCHKEY_BINARY_DIR "/tests/bench/latchkey_bench_scrolling"),
            { bench.file, bench.isQuick ? QStringLiteral("200") : QStringLiteral("2000") });
    const QList<QByteArray> numbers = answer.simplified().split(' ');
    constexpr int Numbers = 7;
    require(numbers.size() == Numbers, "all of scrolling is measured");
    const auto number = [&](int at) { return numbers[at].toDouble(); };
    bench.report.add({ QStringLiteral("scroll_frame_p99"), number(0), FrameMs,
        QStringLiteral("a frame at 60 Hz; the scroll bar reached %L1 sessions").arg(numbers[1].toLongLong()),
        Unit::Milliseconds, 1 });
    bench.report.add({ QStringLiteral("scroll_rss"), std::max(number(2), LeastMegabytes), GrowthMegabytes,
        QStringLiteral("memory that scrolling may take"), Unit::Megabytes, 1 });
    bench.report.add({ QStringLiteral("select_1m_ms"), number(3), FrameMs,
        QStringLiteral("a frame at 60 Hz; Ctrl+A until the actions say how many"), Unit::Milliseconds, 1 });
    bench.report.add({ QStringLiteral("select_1m_rss"), std::max(number(4), LeastMegabytes), GrowthMegabytes,
        QStringLiteral("memory that it may take"), Unit::Megabytes, 1 });
    bench.report.add({ QStringLiteral("select_range_1m_ms"), number(5), FrameMs,
        QStringLiteral("a frame at 60 Hz; Shift+End until their ids are read, after %L1 ms")
            .arg(numbers[6].toLongLong()),
        Unit::Milliseconds, 1 });
}

} // namespace

void measureWindows(const Bench& bench)
{
    test::PrivateKeyring keyring;
    require(keyring.start(), "a private keyring comes up");
    Screen screen;
    const auto picture = [&](const char* name) { return bench.folder + u'/' + QLatin1StringView(name); };
    openOnPage(0);
    compare(bench, screen, { .path = OurProgram, .arguments = {}, .picture = picture("start_ours.png") },
        { .path = QStringLiteral("keepassxc"), .arguments = {}, .picture = picture("start_peer.png") },
        { QStringLiteral("start_ms"), 0, 0, QStringLiteral("KeePassXC, start to window painted"),
            Unit::Milliseconds, 2 },
        { QStringLiteral("start_rss"), 0, 0, QStringLiteral("KeePassXC"), Unit::Megabytes, 2 });
    openOnPage(1);
    compare(bench, screen,
        { OurProgram, { QStringLiteral("--store"), bench.file }, Rows, picture("open_ours.png") },
        { QStringLiteral("sqlitebrowser"),
            { QStringLiteral("--table"), QStringLiteral("sessions"), bench.file }, Rows,
            picture("open_peer.png") },
        { QStringLiteral("open_1m_ms"), 0, 0, QStringLiteral("DB Browser for SQLite, start to rows painted"),
            Unit::Milliseconds, 1.5 },
        { QStringLiteral("open_1m_rss"), 0, 0, QStringLiteral("DB Browser for SQLite, same file"),
            Unit::Megabytes, 2.5 });
    measureScrolling(bench, screen);
    measureIdle(bench);
}

} // namespace latchkey::bench
