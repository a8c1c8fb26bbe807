// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcess>
#include <QProcessEnvironment>

#include <memory>
#include <vector>

namespace latchkey::test {

/// A display of the test's own: Xvfb with openbox and, when asked, the tray of trayer. All end with the object.
class VirtualDisplay
{
public:
    VirtualDisplay();
    ~VirtualDisplay();
    Q_DISABLE_COPY_MOVE(VirtualDisplay)

    /// Starts a tray at the bottom right, as wide as its icons.
    void startTray();
    void stopTray();

    /// The environment of a program that is to show itself here.
    QProcessEnvironment environment() const { return m_environment; }

    /// Runs xdotool and returns what it printed, without the last line break; empty when it failed.
    QString xdotool(const QStringList& arguments) const;

    /// The ids of the visible windows whose name matches, as xdotool gives them.
    QStringList visibleWindows(const QString& namePattern) const;

    /// The middle of the tray's only icon.
    QPoint trayIconCenter() const;
    void click(QPoint position, int button) const;

private:
    std::unique_ptr<QProcess> startProgram(const QString& program, const QStringList& arguments) const;

    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_server;
    std::unique_ptr<QProcess> m_windowManager;
    std::unique_ptr<QProcess> m_tray;
};

} // namespace latchkey::test
