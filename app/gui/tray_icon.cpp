// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/tray_icon.h"

#include "ui/servers/login_menu.h"

namespace latchkey {

TrayIcon::TrayIcon(QObject* parent)
    : QObject(parent)
    , m_menu(new ui::LoginMenu)
    , m_icon(trayImage(TrayBadge::None))
{
    setOverview({});
    m_icon.setContextMenu(m_menu);
    connect(&m_icon, &QSystemTrayIcon::activated, this, [this](QSystemTrayIcon::ActivationReason reason) {
        if (reason == QSystemTrayIcon::Trigger) {
            Q_EMIT toggleRequested();
        }
    });
    // Where there is no tray yet, Qt shows the icon as soon as one appears.
    m_icon.show();
}

TrayIcon::~TrayIcon() { delete m_menu; }

bool TrayIcon::isUsable() const { return QSystemTrayIcon::isSystemTrayAvailable() && m_icon.isVisible(); }

void TrayIcon::setOverview(const credentials::LoginOverview& overview)
{
    m_menu->setOverview(overview);
    addWindowActions();
    const QString active = ui::activeLoginText(overview);
    m_icon.setToolTip(
        active.isEmpty() ? tr("Latchkey: the terminal is signed out") : tr("Latchkey: %1").arg(active));
}

void TrayIcon::setBadge(TrayBadge badge)
{
    if (badge != m_badge) { // each change of the icon is a message to the panel
        m_badge = badge;
        m_icon.setIcon(trayImage(badge));
    }
}

void TrayIcon::addWindowActions()
{
    m_menu->addSeparator();
    connect(m_menu->addAction(tr("Open Latchkey")), &QAction::triggered, this, &TrayIcon::openRequested);
    connect(m_menu->addAction(tr("Quit")), &QAction::triggered, this, &TrayIcon::quitRequested);
}

} // namespace latchkey
