// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "app/gui/session_watcher.h"
#include "app/gui/settings_store.h"
#include "app/gui/tray_icon.h"
#include "app/services.h"
#include "ui/activity/activity_controller.h"
#include "ui/activity/activity_recorder.h"
#include "ui/activity/activity_view.h"
#include "ui/servers/servers_controller.h"
#include "ui/servers/servers_view.h"
#include "ui/sessions/clock_banner.h"
#include "ui/sessions/rules_controller.h"
#include "ui/sessions/session_models.h"
#include "ui/sessions/sessions_controller.h"
#include "ui/sessions/sessions_view.h"
#include "ui/settings/settings_view.h"
#include "ui/shared/clipboard_notice.h"
#include "ui/shared/secret_clipboard.h"
#include "ui/shell/main_window.h"

#include <QFileSystemWatcher>
#include <QSettings>
#include <QTimer>

namespace latchkey {

/// The window, the tray icon and the flows between them, put together. UI thread only.
class DesktopApp final : public QObject
{
    Q_OBJECT

public:
    /// `services` must outlive the app. `settingsFile` keeps window, columns and page from one start to the
    /// next; what the person sets is kept in `settings.ini` of the configuration folder.
    DesktopApp(Services& services, const QString& settingsFile);
    ~DesktopApp() override;

    ui::MainWindow& window() { return m_window; }
    ui::ServersController& servers() { return m_servers; }
    ui::RulesController& rules() { return m_rules; }

    /// Reads all pages anew.
    void reload();

private:
    void connectTray();
    void connectRules();
    void connectSettings();
    void applySettings(const ui::Settings& settings);
    void hideSecrets();
    void watchCliFiles();
    void restoreLayout();
    void saveLayout();

    Services& m_services;
    SystemClock m_clock;
    QSettings m_settings;
    SettingsStore m_settingsStore;
    SessionWatcher m_session;
    ui::MainWindow m_window;
    ui::ActivityRecorder m_recorder;
    ui::SecretClipboard m_clipboard;
    ui::ClipboardNotice m_clipboardNotice;
    ui::ServersView* m_serversView; // pages belong to the window
    ui::ServersController m_servers;
    sessions::DatabaseWatcher m_sessionDatabase;
    ui::SessionModels m_sessionsModels;
    ui::SessionsView* m_sessionsView;
    ui::SessionsController m_sessions;
    ui::ActivityView* m_activityView;
    ui::ActivityController m_activity;
    ui::RulesController m_rules;
    ui::ClockBanner m_clockBanner;
    ui::SettingsView* m_settingsView;
    TrayIcon m_tray;
    QFileSystemWatcher m_cliFiles;
    QTimer m_settled; ///< runs out when the CLI's files have stood still for a moment
};

} // namespace latchkey
