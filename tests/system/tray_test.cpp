// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/virtual_display.h"

#include <QDirIterator>
#include <QPoint>
#include <QTemporaryDir>
#include <QtTest>

using latchkey::test::VirtualDisplay;

namespace {

constexpr int DoubleClickMs = 600;

} // namespace

/// The program itself on a real X server, with a real window manager and a real tray.
class TrayTest final : public QObject
{
    Q_OBJECT

private:
    /// The program with the demo's samples, its throw-away place below a folder of ours.
    struct Program
    {
        explicit Program(const VirtualDisplay& display)
        {
            QProcessEnvironment environment = display.environment();
            environment.insert(QStringLiteral("TMPDIR"), folder.path());
            process.setProcessEnvironment(environment);
            process.setProcessChannelMode(QProcess::ForwardedChannels);
            process.start(qEnvironmentVariable("LATCHKEY_BUILD_DIR") + QStringLiteral("/latchkey"),
                { QStringLiteral("--demo") });
        }
        ~Program()
        {
            process.terminate();
            if (!process.waitForFinished(5000)) {
                process.kill();
                process.waitForFinished();
            }
        }
        Q_DISABLE_COPY_MOVE(Program)

        /// The server the CLI's files name now.
        QString activeServer() const
        {
            QDirIterator files(
                folder.path(), { QStringLiteral("url") }, QDir::Files, QDirIterator::Subdirectories);
            QString found;
            while (files.hasNext()) {
                const QString path = files.next(); // other programs have such a file too
                found = path.contains(QStringLiteral("/coderv2/")) ? path : found;
            }
            QFile file(found);
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
        }

        QTemporaryDir folder;
        QProcess process;
    };

    /// A busy window manager may not have taken charge of the window yet: the keys are pressed until they
    /// help.
    static void closeWindow(const VirtualDisplay& display)
    {
        constexpr int Attempts = 4;
        for (int i = 0; i < Attempts; ++i) {
            const auto window = display.mainWindow();
            if (!window) {
                return;
            }
            display.xdotool({ QStringLiteral("windowactivate"), QStringLiteral("--sync"), window->id,
                QStringLiteral("key"), QStringLiteral("alt+F4") });
            (void)QTest::qWaitFor([&display] { return !display.mainWindow(); }, 4000);
        }
    }

private Q_SLOTS:
    void aClickHidesAndShowsTheWindow() // EDGE 70
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow() && display.trayIcon(), 20000);
        display.click(display.trayIcon()->area.center(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!display.mainWindow(), 10000);
        QTest::qWait(DoubleClickMs); // two clicks, not a double click
        display.click(display.trayIcon()->area.center(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow(), 10000);
    }

    void oneClickInTheMenuSwitchesTheLogin() // EDGE 78
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow() && display.trayIcon(), 20000);
        QCOMPARE(program.activeServer(), QStringLiteral("https://dev.example.com"));
        chooseSecondLogin(display);
        QTRY_COMPARE_WITH_TIMEOUT(
            program.activeServer(), QStringLiteral("https://staging.example.com"), 10000);
    }

    void oneClickBringsAMinimisedWindowBack() // EDGE 70
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow() && display.trayIcon(), 20000);
        display.xdotool(
            { QStringLiteral("windowminimize"), QStringLiteral("--sync"), display.mainWindow()->id });
        QTRY_VERIFY_WITH_TIMEOUT(!display.mainWindow(), 10000);
        display.click(display.trayIcon()->area.center(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow(), 10000);
    }

    void aTrayThatAppearsLaterShowsTheIcon() // EDGE 70, 72
    {
        VirtualDisplay display;
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow(), 20000);
        QVERIFY(!display.trayIcon());
        display.startTray();
        QTRY_VERIFY_WITH_TIMEOUT(display.trayIcon(), 10000);
        display.click(display.trayIcon()->area.center(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!display.mainWindow(), 10000);
    }

    void aTrayThatComesBackBringsTheHiddenWindowBack() // EDGE 70
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow() && display.trayIcon(), 20000);
        closeWindow(display);
        QTRY_VERIFY_WITH_TIMEOUT(!display.mainWindow(), 10000);
        display.stopTray();
        QTRY_VERIFY_WITH_TIMEOUT(!display.trayIcon(), 10000);
        QCOMPARE(program.process.state(), QProcess::Running);
        display.startTray();
        QTRY_VERIFY_WITH_TIMEOUT(display.trayIcon(), 10000);
        display.click(display.trayIcon()->area.center(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow(), 10000);
    }

    void closingLeavesTheProgramInTheTrayAndQuitsWithoutOne() // EDGE 70
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow() && display.trayIcon(), 20000);
        closeWindow(display);
        QTRY_VERIFY_WITH_TIMEOUT(!display.mainWindow(), 10000);
        QCOMPARE(program.process.state(), QProcess::Running);
        display.click(display.trayIcon()->area.center(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow(), 10000);

        // The tray goes: nothing may hide where nobody could find it again.
        display.stopTray();
        QTRY_VERIFY_WITH_TIMEOUT(!display.trayIcon(), 10000); // the program has noticed
        closeWindow(display);
        QVERIFY(program.process.waitForFinished(15000));
        QCOMPARE(program.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.process.exitCode(), 0);
    }

    void withoutATrayTheWindowStaysAndQuitsWhenClosed() // EDGE 70
    {
        VirtualDisplay display;
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(display.mainWindow(), 20000);
        closeWindow(display);
        QVERIFY(program.process.waitForFinished(15000));
        QCOMPARE(program.process.exitCode(), 0);
    }

private:
    /// Opens the tray's menu and clicks its second entry.
    static void chooseSecondLogin(const VirtualDisplay& display)
    {
        const auto before = display.windows().size();
        display.click(display.trayIcon()->area.center(), 3);
        QTRY_VERIFY_WITH_TIMEOUT(display.windows().size() > before, 10000);
        for (const VirtualDisplay::Window& window : display.windows()) {
            const bool isMenu = window.id != display.mainWindow()->id && window.id != display.trayIcon()->id;
            if (isMenu) {
                // Seven logins, "Previous login", "Open Latchkey", "Quit", and two thin separators.
                const double rowHeight = window.area.height() / 10.5;
                display.click(window.area.topLeft() + QPoint(40, static_cast<int>(rowHeight * 1.5)), 1);
            }
        }
    }
};

QTEST_GUILESS_MAIN(TrayTest)
#include "tray_test.moc"
