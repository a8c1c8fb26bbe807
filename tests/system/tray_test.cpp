// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/virtual_display.h"

#include <QDirIterator>
#include <QPoint>
#include <QTemporaryDir>
#include <QtTest>

using latchkey::test::VirtualDisplay;

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
            process.start(qEnvironmentVariable("LATCHKEY_BUILD_DIR") + QStringLiteral("/latchkey"), { QStringLiteral("--demo") });
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
            QDirIterator files(folder.path(), { QStringLiteral("url") }, QDir::Files, QDirIterator::Subdirectories);
            QFile file(files.hasNext() ? files.next() : QString());
            return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()).trimmed() : QString();
        }

        QTemporaryDir folder;
        QProcess process;
    };

    static bool windowIsVisible(const VirtualDisplay& display)
    {
        return !display.visibleWindows(QStringLiteral("^Latchkey$")).isEmpty();
    }

    static void closeWindow(const VirtualDisplay& display)
    {
        const QString window = display.visibleWindows(QStringLiteral("^Latchkey$")).value(0);
        display.xdotool({ QStringLiteral("windowactivate"), QStringLiteral("--sync"), window, QStringLiteral("key"),
            QStringLiteral("alt+F4") });
    }

private Q_SLOTS:
    void aClickHidesAndShowsTheWindow() // EDGE 70
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(windowIsVisible(display), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(display.trayIconCenter().x() > 1000, 10000);
        display.click(display.trayIconCenter(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(!windowIsVisible(display), 10000);
        display.click(display.trayIconCenter(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(windowIsVisible(display), 10000);
    }

    void oneClickInTheMenuSwitchesTheLogin() // EDGE 78
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(windowIsVisible(display), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(display.trayIconCenter().x() > 1000, 10000);
        QCOMPARE(program.activeServer(), QStringLiteral("https://dev.example.com"));
        QTRY_VERIFY_WITH_TIMEOUT(chooseSecondLogin(display), 10000);
        QTRY_COMPARE_WITH_TIMEOUT(program.activeServer(), QStringLiteral("https://staging.example.com"), 10000);
    }

    void closingLeavesTheProgramInTheTrayAndQuitsWithoutOne()
    {
        VirtualDisplay display;
        display.startTray();
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(windowIsVisible(display), 20000);
        QTRY_VERIFY_WITH_TIMEOUT(display.trayIconCenter().x() > 1000, 10000);
        closeWindow(display);
        QTRY_VERIFY_WITH_TIMEOUT(!windowIsVisible(display), 10000);
        QCOMPARE(program.process.state(), QProcess::Running);
        display.click(display.trayIconCenter(), 1);
        QTRY_VERIFY_WITH_TIMEOUT(windowIsVisible(display), 10000);

        // The tray goes: nothing may hide where nobody could find it again.
        display.stopTray();
        closeWindow(display);
        QVERIFY(program.process.waitForFinished(15000));
        QCOMPARE(program.process.exitStatus(), QProcess::NormalExit);
        QCOMPARE(program.process.exitCode(), 0);
    }

    void withoutATrayTheWindowStaysAndQuitsWhenClosed()
    {
        VirtualDisplay display;
        Program program(display);
        QTRY_VERIFY_WITH_TIMEOUT(windowIsVisible(display), 20000);
        closeWindow(display);
        QVERIFY(program.process.waitForFinished(15000));
        QCOMPARE(program.process.exitCode(), 0);
    }

private:
    /// Opens the tray's menu and takes its second entry; false when the menu did not come up.
    static bool chooseSecondLogin(const VirtualDisplay& display)
    {
        const QStringList before = display.visibleWindows(QStringLiteral("."));
        display.click(display.trayIconCenter(), 3);
        const bool opened = QTest::qWaitFor(
            [&] { return display.visibleWindows(QStringLiteral(".")).size() > before.size(); }, 2000);
        if (opened) {
            display.xdotool({ QStringLiteral("key"), QStringLiteral("--delay"), QStringLiteral("50"), QStringLiteral("Down"),
                QStringLiteral("Down"), QStringLiteral("Return") });
        }
        return opened;
    }
};

QTEST_GUILESS_MAIN(TrayTest)
#include "tray_test.moc"
