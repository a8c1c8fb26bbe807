// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// A program of its own, since it needs the real window: `scrolling DATABASE FRAMES` opens the flat list of
// sessions, scrolls by the page and then to places all over the scroll bar, and prints the 99th percentile of
// the frames in milliseconds and how many sessions the list could reach. A frame is the longest time that the
// window was away from its events between one scroll and the next: to paint, or to take rows in.

#include "app/gui/desktop_app.h"
#include "core/shared/private_file.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QScrollBar>
#include <QTextStream>
#include <QTreeView>

#include <chrono>
#include <set>

namespace {

using namespace latchkey;

constexpr qint64 BetweenScrollsMs = 16;
constexpr qint64 LimitMs = 60'000;
constexpr double Percentile = 0.99;

double elapsedMs(const std::function<void()>& act)
{
    const auto start = std::chrono::steady_clock::now();
    act();
    return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
}

double frame(QScrollBar& bar, int value)
{
    QElapsedTimer sinceScroll;
    sinceScroll.start();
    double longest = elapsedMs([&] {
        bar.setValue(value);
        QApplication::processEvents(); // paints
    });
    while (sinceScroll.elapsed() < BetweenScrollsMs) {
        longest = std::max(longest, elapsedMs([] { QApplication::processEvents(); }));
    }
    return longest;
}

std::multiset<double> scroll(QTreeView& list, int frames)
{
    QScrollBar& bar = *list.verticalScrollBar();
    std::multiset<double> taken;
    for (int i = 0; i < frames; ++i) {
        const bool isByPage = i < frames / 2;
        const auto place = static_cast<int>(qint64(bar.maximum()) * (qint64(i) * 7919 % frames) / frames);
        taken.insert(frame(bar, isByPage ? bar.value() + bar.pageStep() : place));
    }
    return taken;
}

bool waitForRows(const QTreeView& list, bool isFlat)
{
    QElapsedTimer timer;
    timer.start();
    const auto isShown = [&] {
        const auto* model = list.model();
        return model->rowCount() > 0 && model->hasChildren(model->index(0, 0)) != isFlat;
    };
    while (!isShown() && timer.elapsed() < LimitMs) {
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, BetweenScrollsMs);
    }
    return isShown();
}

} // namespace

int main(int argc, char** argv)
{
    const QApplication app(argc, argv);
    auto options = Services::Options::fromEnvironment(QProcessEnvironment::systemEnvironment());
    options.sessionDatabase = QApplication::arguments().value(1);
    options.keyringWorker = QStringLiteral(LATCHKEY_BINARY_DIR "/latchkey-keyring-worker");
    if (!ensurePrivateFolder(options.paths.stateFolder)) {
        return 1;
    }
    Services services(options);
    DesktopApp desktop(services, options.paths.stateFolder + QStringLiteral("/scrolling.ini"));
    desktop.window().show();
    desktop.window().showPage(1);
    auto* list = desktop.window().findChild<QTreeView*>(QStringLiteral("sessionsTree"));
    auto* grouping = desktop.window().findChild<QComboBox*>(QStringLiteral("grouping"));
    if (list == nullptr || grouping == nullptr || !waitForRows(*list, false)) {
        return 1;
    }
    grouping->setCurrentIndex(grouping->count() - 1);
    if (!waitForRows(*list, true)) {
        return 1;
    }
    const auto frames = scroll(*list, QApplication::arguments().value(2).toInt());
    const auto place = static_cast<std::ptrdiff_t>(static_cast<double>(frames.size() - 1) * Percentile);
    QTextStream(stdout) << *std::next(frames.begin(), place) << ' ' << list->model()->rowCount() << Qt::endl;
    return 0;
}
