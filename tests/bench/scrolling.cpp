// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// A program of its own, since it needs the real window: `scrolling DATABASE FRAMES` opens the flat list of
// sessions, scrolls by the page and then to places all over the scroll bar, selects everything and then a
// range of everything, and prints, one a line:
//   the 99th percentile of the frames in milliseconds, how many sessions the scroll bar reached,
//   by how many megabytes the resident memory grew with the scrolling,
//   the longest frame from Ctrl+A until the actions are labelled, by how many megabytes memory grew with it,
//   the longest frame from Shift+End until the actions can be done, and milliseconds until then.
// A frame is the longest time that the window was away from its events between one scroll and the next: to
// paint, or to take rows in.

#include "app/gui/desktop_app.h"
#include "core/shared/private_file.h"

#include <QApplication>
#include <QComboBox>
#include <QElapsedTimer>
#include <QFile>
#include <QKeyEvent>
#include <QPushButton>
#include <QScrollBar>
#include <QTableView>
#include <QTextStream>

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

double residentMegabytes()
{
    constexpr double PagesPerMegabyte = 256;
    QFile file(QStringLiteral("/proc/self/statm"));
    return file.open(QIODevice::ReadOnly) ? file.readAll().split(' ').value(1).toDouble() / PagesPerMegabyte
                                          : 0;
}

/// The longest absence from events, over `act` and for as long as `isOver` says no.
double longestAbsence(const std::function<void()>& act, const std::function<bool()>& isOver)
{
    double longest = elapsedMs([&] {
        act();
        QApplication::processEvents(); // paints
    });
    while (!isOver()) {
        longest = std::max(longest, elapsedMs([] { QApplication::processEvents(); }));
    }
    return longest;
}

double frame(QScrollBar& bar, int value)
{
    QElapsedTimer sinceScroll;
    sinceScroll.start();
    return longestAbsence(
        [&] { bar.setValue(value); }, [&] { return sinceScroll.elapsed() >= BetweenScrollsMs; });
}

std::multiset<double> scroll(QTableView& list, int frames)
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

bool waitUntil(const std::function<bool()>& isSo)
{
    QElapsedTimer timer;
    timer.start();
    while (!isSo() && timer.elapsed() < LimitMs) {
        QApplication::processEvents(QEventLoop::WaitForMoreEvents, BetweenScrollsMs);
    }
    return isSo();
}

bool isRead(const QTableView& list, int row)
{
    return list.model()->index(row, 1).data().isValid(); // else it is a placeholder
}

void press(QWidget& widget, int key, Qt::KeyboardModifiers modifiers)
{
    QKeyEvent event(QEvent::KeyPress, key, modifiers);
    QApplication::sendEvent(&widget, &event);
}

void measureSelection(DesktopApp& desktop, QTableView& list, QTextStream& out)
{
    const auto* remove = desktop.window().findChild<QPushButton*>(QStringLiteral("deleteButton"));
    auto* all = desktop.window().findChild<QAction*>(QStringLiteral("selectAll"));
    const QString number = QLocale().toString(list.model()->rowCount());
    const auto isReady = [&] { return remove->isEnabled() && remove->text().contains(number); };

    const double before = residentMegabytes();
    out << longestAbsence([&] { all->trigger(); }, isReady) << Qt::endl;
    out << residentMegabytes() - before << Qt::endl;

    list.scrollToTop();
    waitUntil([&] { return isRead(list, 0); });
    list.selectRow(0);
    QElapsedTimer timer;
    timer.start();
    out << longestAbsence([&] { press(list, Qt::Key_End, Qt::ShiftModifier); },
        [&] { return isReady() || timer.elapsed() > LimitMs; })
        << Qt::endl;
    out << timer.elapsed() << Qt::endl;
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
    auto* list = desktop.window().findChild<QTableView*>(QStringLiteral("sessionsList"));
    auto* grouping = desktop.window().findChild<QComboBox*>(QStringLiteral("grouping"));
    if (list == nullptr || grouping == nullptr) {
        return 1;
    }
    grouping->setCurrentIndex(grouping->count() - 1);
    const auto sessions = blockFor(services.sessions().counts({}));
    if (!sessions || !waitUntil([&] { return list->model()->rowCount() == sessions->matched; })) {
        return 1;
    }
    QTextStream out(stdout);
    const double before = residentMegabytes();
    const auto frames = scroll(*list, QApplication::arguments().value(2).toInt());
    const auto place = static_cast<std::ptrdiff_t>(static_cast<double>(frames.size() - 1) * Percentile);
    list->scrollToBottom();
    const int last = list->model()->rowCount() - 1;
    if (!waitUntil(
            [&] { return list->rowAt(list->viewport()->height() - 1) == last && isRead(*list, last); })) {
        return 1;
    }
    out << *std::next(frames.begin(), place) << ' ' << last + 1 << Qt::endl;
    out << residentMegabytes() - before << Qt::endl;
    measureSelection(desktop, *list, out);
    return 0;
}
