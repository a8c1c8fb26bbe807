// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/gui/tray_image.h"
#include "core/credentials/logins.h"

#include <QSystemTrayIcon>

namespace latchkey::ui {
class LoginMenu;
}

namespace latchkey {

/// The icon in the system tray: who is active, a switch in one click, and the way to the window. It follows
/// the tray: it shows itself when one appears, and isUsable() says whether one is there now.
class TrayIcon final : public QObject
{
    Q_OBJECT

public:
    explicit TrayIcon(QObject* parent = nullptr);
    ~TrayIcon() override;

    /// Whether a person can reach the program through a tray at this moment.
    bool isUsable() const;

    ui::LoginMenu* menu() const { return m_menu; }
    void setOverview(const credentials::LoginOverview& overview);
    void setBadge(TrayBadge badge);

Q_SIGNALS:
    /// The icon was clicked.
    void toggleRequested();
    void openRequested();
    void quitRequested();

private:
    void addWindowActions();

    ui::LoginMenu* m_menu;
    QSystemTrayIcon m_icon;
    TrayBadge m_badge = TrayBadge::None;
};

} // namespace latchkey
