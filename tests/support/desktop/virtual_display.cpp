// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/desktop/virtual_display.h"

#include <QPoint>
#include <QtTest>

namespace latchkey::test {

namespace {

constexpr int StartLimitMs = 15000;

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
    // The server writes its number to the given descriptor when it is ready to serve.
    m_server->start(QStringLiteral("Xvfb"),
        { QStringLiteral("-displayfd"), QStringLiteral("1"), QStringLiteral("-screen"), QStringLiteral("0"),
            QStringLiteral("1280x800x24"), QStringLiteral("-nolisten"), QStringLiteral("tcp") });
    while (!m_server->canReadLine()) {
        if (!m_server->waitForReadyRead(StartLimitMs)) {
            qFatal("Xvfb did not start");
        }
    }
    m_environment.insert(
        QStringLiteral("DISPLAY"), u':' + QString::fromLatin1(m_server->readLine().trimmed()));
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
        { QStringLiteral("--edge"), QStringLiteral("bottom"), QStringLiteral("--align"), QStringLiteral("right"),
            QStringLiteral("--widthtype"), QStringLiteral("request"), QStringLiteral("--height"), QStringLiteral("32") });
}

void VirtualDisplay::stopTray()
{
    stop(m_tray);
}

std::unique_ptr<QProcess> VirtualDisplay::startProgram(const QString& program, const QStringList& arguments) const
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
    if (!process.waitForFinished(StartLimitMs) || process.exitCode() != 0) {
        return {};
    }
    return QString::fromUtf8(process.readAllStandardOutput()).trimmed();
}

QStringList VirtualDisplay::visibleWindows(const QString& namePattern) const
{
    return xdotool({ QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--name"), namePattern })
        .split(u'\n', Qt::SkipEmptyParts);
}

QPoint VirtualDisplay::trayIconCenter() const
{
    const QString window
        = xdotool({ QStringLiteral("search"), QStringLiteral("--onlyvisible"), QStringLiteral("--class"), QStringLiteral("^trayer$") })
              .section(u'\n', 0, 0);
    const QString geometry = xdotool({ QStringLiteral("getwindowgeometry"), QStringLiteral("--shell"), window });
    QHash<QString, int> values;
    for (const QString& line : geometry.split(u'\n', Qt::SkipEmptyParts)) {
        values[line.section(u'=', 0, 0)] = line.section(u'=', 1).toInt();
    }
    return { values[QStringLiteral("X")] + values[QStringLiteral("WIDTH")] / 2,
        values[QStringLiteral("Y")] + values[QStringLiteral("HEIGHT")] / 2 };
}

void VirtualDisplay::click(QPoint position, int button) const
{
    xdotool({ QStringLiteral("mousemove"), QString::number(position.x()), QString::number(position.y()),
        QStringLiteral("click"), QString::number(button) });
}

} // namespace latchkey::test
