// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QProcess>
#include <QProcessEnvironment>
#include <QRect>
#include <QTemporaryDir>

#include <memory>
#include <optional>

namespace latchkey::test {

/// A display of the test's own: Xvfb with openbox and, when asked, the tray of trayer. All end with the
/// object.
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

    struct Window
    {
        QString id;
        QRect area; ///< on the screen
    };

    /// Latchkey's visible windows: the main window, dialogs, menus, and the icon in the tray.
    QList<Window> windows() const;
    std::optional<Window> mainWindow() const;
    std::optional<Window> trayIcon() const;

    void click(QPoint position, int button) const;

private:
    std::unique_ptr<QProcess> startProgram(const QString& program, const QStringList& arguments) const;

    QTemporaryDir m_folder;
    QProcessEnvironment m_environment;
    std::unique_ptr<QProcess> m_server;
    std::unique_ptr<QProcess> m_windowManager;
    std::unique_ptr<QProcess> m_tray;
};

} // namespace latchkey::test
