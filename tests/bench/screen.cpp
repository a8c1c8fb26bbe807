// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/bench/screen.h"

#include "tests/bench/report.h"
#include "tests/support/keyring/private_session.h"

#include <QDir>
#include <QHash>
#include <QImage>
#include <QtEndian>
#include <QtTest>

#include <chrono>
#include <thread>

namespace latchkey::bench {

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr int StartLimitMs = 15000;
constexpr auto BetweenLooks = 2ms;
constexpr qsizetype BytesPerPixel = 4;
constexpr qsizetype CaretPixels = 300; ///< may differ: no row and no window is that small

constexpr double LeastInk = 0.01; ///< of what is not one colour; an empty part is still being waited for

qsizetype differingPixels(const QByteArray& one, const QByteArray& other)
{
    qsizetype count = 0;
    for (qsizetype i = 0; i < one.size(); i += BytesPerPixel) {
        count += std::memcmp(one.constData() + i, other.constData() + i, BytesPerPixel) == 0 ? 0 : 1;
    }
    return count;
}

/// The share that is not of the most frequent colour.
double inkOf(const QByteArray& pixels)
{
    QHash<quint32, qsizetype> colors;
    qsizetype most = 0;
    for (qsizetype i = 0; i < pixels.size(); i += BytesPerPixel) {
        most = std::max(most, ++colors[qFromUnaligned<quint32>(pixels.constData() + i)]);
    }
    return 1 - static_cast<double>(most * BytesPerPixel) / static_cast<double>(pixels.size());
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

/// The process and all that it started, by their folders in /proc.
QStringList processTree(qint64 process)
{
    const QString folder = QStringLiteral("/proc/%1").arg(process);
    QStringList tree { folder };
    const QByteArray children = contentOf(folder + QStringLiteral("/task/%1/children").arg(process));
    for (const QByteArray& child : children.simplified().split(' ')) {
        tree += child.isEmpty() ? QStringList() : processTree(child.toLongLong());
    }
    return tree;
}

/// The number behind this name in a status file of /proc.
double statusNumber(const QString& path, const char* name)
{
    for (const QByteArray& line : contentOf(path + QStringLiteral("/status")).split('\n')) {
        if (line.startsWith(name)) {
            return line.simplified().split(' ').value(1).toDouble();
        }
    }
    return 0;
}

double residentMegabytes(qint64 process)
{
    double sum = 0;
    for (const QString& folder : processTree(process)) {
        sum += statusNumber(folder, "VmRSS:") / 1024;
    }
    return sum;
}

/// Since the program's start.
Idleness activitySoFar(qint64 process)
{
    constexpr double NanosecondsPerMillisecond = 1e6;
    Idleness activity;
    for (const QString& folder : processTree(process)) {
        const QString tasks = folder + QStringLiteral("/task/");
        for (const QString& task : QDir(tasks).entryList(QDir::Dirs | QDir::NoDotAndDotDot)) {
            activity.wakeUps += statusNumber(tasks + task, "voluntary_ctxt_switches:");
            activity.milliseconds +=
                contentOf(tasks + task + QStringLiteral("/schedstat")).split(' ').first().toDouble()
                / NanosecondsPerMillisecond;
        }
    }
    return activity;
}

} // namespace

Screen::Screen(Tray tray)
    : m_environment(QProcessEnvironment::systemEnvironment())
{
    const QString number = m_folder.filePath(QStringLiteral("display"));
    test::PrivateSession::tieToThisProcess(m_server);
    m_server.setStandardOutputFile(number);
    m_server.start(QStringLiteral("Xvfb"),
        { QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
            QStringLiteral("1280x800x24"), QStringLiteral("-fbdir"), m_folder.path(),
            QStringLiteral("-nolisten"), QStringLiteral("tcp"), QStringLiteral("-noreset") });
    require(QTest::qWaitFor([&] { return contentOf(number).endsWith('\n'); }, StartLimitMs), "Xvfb starts");
    m_environment.insert(QStringLiteral("DISPLAY"), u':' + QString::fromLatin1(contentOf(number).trimmed()));
    m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    startBeside(m_windowManager, QStringLiteral("openbox"), {});
    if (tray == Tray::Yes) {
        startBeside(m_tray, QStringLiteral("trayer"), { QStringLiteral("--height"), QStringLiteral("24") });
    }
    map();
}

Screen::~Screen()
{
    test::PrivateSession::end(m_tray);
    test::PrivateSession::end(m_windowManager);
    test::PrivateSession::end(m_server);
}

void Screen::startBeside(QProcess& process, const QString& program, const QStringList& arguments) const
{
    test::PrivateSession::tieToThisProcess(process);
    process.setProcessEnvironment(m_environment);
    process.start(program, arguments);
    require(process.waitForStarted(StartLimitMs), "a program of the desktop starts");
}

/// The file is a picture in the format of xwd: a header of big-endian words, a colour table, the pixels.
void Screen::map()
{
    constexpr int HeaderSize = 0;
    constexpr int BytesPerLine = 12;
    constexpr int Colors = 19;
    constexpr qsizetype ColorBytes = 12;
    m_file.setFileName(m_folder.filePath(QStringLiteral("Xvfb_screen0")));
    require(m_file.open(QIODevice::ReadOnly), "the display's pixels can be seen");
    const uchar* start = m_file.map(0, m_file.size());
    require(start != nullptr, "the display's pixels can be seen");
    const auto word = [start](int place) { return qFromBigEndian<quint32>(start + qsizetype(place) * 4); };
    m_bytesPerLine = word(BytesPerLine);
    m_pixels = start + word(HeaderSize) + word(Colors) * ColorBytes;
}

QByteArray Screen::pixels(const QRect& area) const
{
    QByteArray copy;
    copy.reserve(qsizetype(area.width()) * area.height() * BytesPerPixel);
    for (int y = area.top(); y <= area.bottom(); ++y) {
        copy.append(
            reinterpret_cast<const char*>(m_pixels + y * m_bytesPerLine + area.left() * BytesPerPixel),
            area.width() * BytesPerPixel);
    }
    return copy;
}

void Screen::save(const QString& path) const
{
    QImage(m_pixels, Whole.width(), Whole.height(), m_bytesPerLine, QImage::Format_RGB32).save(path);
}

Appearance Screen::watch(const Program& program, bool isQuick)
{
    struct Look
    {
        double at = 0;
        QByteArray pixels;
    };
    const auto atLeast = isQuick ? 2s : 5s;
    const auto quiet = isQuick ? 1s : 2s;
    QList<Look> looks { { 0, pixels(program.watched) } };

    QProcess process;
    test::PrivateSession::tieToThisProcess(process);
    process.setProcessEnvironment(m_environment);
    const auto start = Clock::now();
    process.start(program.path, program.arguments);
    auto lastChange = start;
    while (Clock::now() - start < atLeast || Clock::now() - lastChange < quiet
        || inkOf(looks.last().pixels) < LeastInk) {
        QByteArray now = pixels(program.watched);
        if (now != looks.last().pixels) {
            const auto at = Clock::now();
            if (differingPixels(now, looks.last().pixels) > CaretPixels) {
                lastChange = at;
            }
            looks.append({ std::chrono::duration<double, std::milli>(at - start).count(), std::move(now) });
        }
        require(process.state() != QProcess::NotRunning, "a program goes on until it is ended");
        require(Clock::now() - start < 1min, "a program's window comes to rest");
        std::this_thread::sleep_for(BetweenLooks);
    }
    process.waitForStarted(0);
    const Look last = looks.last();
    Appearance appearance { last.at, residentMegabytes(process.processId()) };
    for (auto look = looks.crbegin(); look != looks.crend(); ++look) {
        if (differingPixels(look->pixels, last.pixels) > CaretPixels) {
            break;
        }
        appearance.milliseconds = look->at;
    }
    save(program.picture);
    test::PrivateSession::end(process);
    const bool isEmpty = QTest::qWaitFor(
        [&] { return differingPixels(pixels(program.watched), looks.first().pixels) <= CaretPixels; },
        StartLimitMs);
    require(isEmpty, "the window is gone before the next one comes");
    return appearance;
}

Idleness Screen::watchIdle(const Program& program, int seconds)
{
    QProcess process;
    startBeside(process, program.path, program.arguments);
    std::this_thread::sleep_for(5s); // what a start begins has ended, once a day rules among it
    const Idleness before = activitySoFar(process.processId());
    std::this_thread::sleep_for(std::chrono::seconds(seconds));
    const Idleness after = activitySoFar(process.processId());
    require(process.state() == QProcess::Running && before.wakeUps > 0 && before.milliseconds > 0,
        "the program still runs, and what it does is counted");
    test::PrivateSession::end(process);
    const double minutes = seconds / 60.0;
    return { (after.wakeUps - before.wakeUps) / minutes,
        (after.milliseconds - before.milliseconds) / minutes };
}

QByteArray Screen::outputOf(const QString& program, const QStringList& arguments)
{
    constexpr int LimitMs = 600'000;
    QProcess process;
    startBeside(process, program, arguments);
    require(process.waitForFinished(LimitMs) && process.exitCode() == 0, "the program succeeds");
    return process.readAllStandardOutput();
}

} // namespace latchkey::bench
