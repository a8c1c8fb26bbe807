// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/virtual_display.h"

#include <QPoint>
#include <QtTest>

namespace latchkey::test {

namespace {

constexpr int StartLimitMs = 15000;
constexpr int CommandLimitMs = 5000;
constexpr int SmallestMainWindow = 500;
constexpr int LargestTrayIcon = 64;

void stop(std::unique_ptr<QProcess>& process)
{
    if (process) {
        process->terminate();
        if (!process->waitForFinished(StartLimitMs)) {
            process->kill();
            process->waitForFinished(StartLimitMs);
        }
        process.reset();
    }
}

} // namespace

VirtualDisplay::VirtualDisplay()
    : m_environment(QProcessEnvironment::systemEnvironment())
    , m_server(std::make_unique<QProcess>())
{
    m_environment.remove(QStringLiteral("WAYLAND_DISPLAY"));
    m_environment.insert(QStringLiteral("QT_QPA_PLATFORM"), QStringLiteral("xcb"));
    // Xvfb writes its number to the given descriptor when it is ready to serve. Without -noreset it starts
    // over whenever its last client leaves, and turns the next one away meanwhile.
    QFile number(m_folder.filePath(QStringLiteral("display")));
    m_server->setStandardOutputFile(number.fileName());
    m_server->start(QStringLiteral("Xvfb"),
        { QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
            QStringLiteral("1280x800x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp"),
            QStringLiteral("-noreset") });
    QByteArray name;
    const bool ready = QTest::qWaitFor(
        [&] {
            number.close();
            name = number.open(QIODevice::ReadOnly) ? number.readAll() : QByteArray();
            return name.endsWith('\n');
        },
        StartLimitMs);
    if (!ready) {
        qFatal("Xvfb did not start");
    }
    m_environment.insert(QStringLiteral("DISPLAY"), u':' + QString::fromLatin1(name.trimmed()));
    m_windowManager = startProgram(QStringLiteral("openbox"), {});
}

VirtualDisplay::~VirtualDisplay()
{
    stopTray();
    stop(m_windowManager);
    stop(m_server);
}

void VirtualDisplay::startTray()
{
    m_tray = startProgram(QStringLiteral("trayer"),
        { QStringLiteral("--edge"), QStringLiteral("bottom"), QStringLiteral("--align"),
            QStringLiteral("right"), QStringLiteral("--widthtype"), QStringLiteral("request"),
            QStringLiteral("--height"), QStringLiteral("32") });
}

void VirtualDisplay::stopTray() { stop(m_tray); }

std::unique_ptr<QProcess> VirtualDisplay::startProgram(
    const QString& program, const QStringList& arguments) const
{
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(m_environment);
    process->setStandardErrorFile(QProcess::nullDevice());
    process->start(program, arguments);
    if (!process->waitForStarted(StartLimitMs)) {
        qFatal("%s did not start", qPrintable(program));
    }
    return process;
}

QString VirtualDisplay::xdotool(const QStringList& arguments) const
{
    QProcess process;
    process.setProcessEnvironment(m_environment);
    process.start(QStringLiteral("xdotool"), arguments);
    if (!process.waitForFinished(CommandLimitMs) || process.exitCode() != 0) {
        process.kill();
        process.waitForFinished();
        return {};
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QList<VirtualDisplay::Window> VirtualDisplay::windows() const
{
    QList<Window> result;
    const QString ids = xdotool({ QStringLiteral("search"), QStringLiteral("--onlyvisible"),
        QStringLiteral("--class"), QStringLiteral("^latchkey$") });
    for (const QString& id : ids.split(u'\n', Qt::SkipEmptyParts)) {
        QHash<QString, int> values;
        const QString geometry =
            xdotool({ QStringLiteral("getwindowgeometry"), QStringLiteral("--shell"), id });
        for (const QString& line : geometry.split(u'\n', Qt::SkipEmptyParts)) {
            values[line.section(u'=', 0, 0)] = line.section(u'=', 1).toInt();
        }
        result.append({ id,
            QRect(values[QStringLiteral("X")], values[QStringLiteral("Y")], values[QStringLiteral("WIDTH")],
                values[QStringLiteral("HEIGHT")]) });
    }
    return result;
}

std::optional<VirtualDisplay::Window> VirtualDisplay::mainWindow() const
{
    for (const Window& window : windows()) {
        if (window.area.width() > SmallestMainWindow) {
            return window;
        }
    }
    return std::nullopt;
}

std::optional<VirtualDisplay::Window> VirtualDisplay::trayIcon() const
{
    for (const Window& window : windows()) {
        if (window.area.width() > 1 && window.area.width() < LargestTrayIcon) {
            return window;
        }
    }
    return std::nullopt;
}

void VirtualDisplay::click(QPoint position, int button) const
{
    xdotool({ QStringLiteral("mousemove"), QString::number(position.x()), QString::number(position.y()),
        QStringLiteral("click"), QString::number(button) });
}

} // namespace latchkey::test
