// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/gui/desktop_app.h"

#include "app/policy_events.h"
#include "core/sessions/policy/policy_text.h"
#include "core/shared/bus_address.h"
#include "ui/diagnosis/diagnosis_dialog.h"
#include "ui/servers/login_menu.h"
#include "ui/shared/conceal_secrets.h"
#include "ui/shared/notice_bar.h"

#include <QApplication>
#include <QClipboard>
#include <QFileInfo>

#include <chrono>

namespace latchkey {

namespace {

using namespace std::chrono_literals;
constexpr auto SettleTime = 300ms;

enum PageNumber { ServersPage, SessionsPage };

TrayBadge badgeFor(const credentials::Login* active, qint64 now)
{
    using credentials::LoginStatus;
    if (active == nullptr) {
        return TrayBadge::None;
    }
    const LoginStatus status = active->status(now);
    const bool isOver = status == LoginStatus::Expired || status == LoginStatus::Refused;
    return isOver ? TrayBadge::Warning : TrayBadge::Active;
}

} // namespace

DesktopApp::DesktopApp(Services& services, const QString& settingsFile)
    : m_services(services)
    , m_settings(settingsFile, QSettings::IniFormat)
    , m_settingsStore(services.options().paths.configFolder + QStringLiteral("/settings.ini"))
    , m_session({ sessionBusAddress(services.options().environment),
                    systemBusAddress(services.options().environment) },
          this)
    , m_recorder(services.activity(), m_window.notices())
    , m_clipboard(QApplication::clipboard())
    , m_clipboardNotice(m_clipboard, m_window.notices())
    , m_serversView(new ui::ServersView(m_clock))
    , m_servers({ .logins = services.logins(),
                    .foreignPlaces = services.foreignPlaces(),
                    .keyring = services.keyring(),
                    .clock = m_clock,
                    .clipboard = m_clipboard,
                    .notices = m_window.notices(),
                    .activity = m_recorder,
                    .memory = m_settings },
          *m_serversView)
    , m_sessionDatabase(services.options().sessionDatabase)
    , m_sessionsModels(services.sessions(), m_clock)
    , m_sessionsView(new ui::SessionsView(m_sessionsModels, m_clock))
    , m_sessions(services.sessions(), services.sessions(), m_sessionDatabase, m_clock, m_sessionsModels,
          *m_sessionsView, m_recorder, m_window.notices())
    , m_activityView(new ui::ActivityView(m_clock))
    , m_activity(services.activity(), *m_activityView, m_window.notices())
    , m_rules({ .directory = services.sessions(),
          .store = services.sessions(),
          .runner = services.policyRunner(),
          .clock = m_clock,
          .notices = m_window.notices() })
    , m_clockBanner(services.sessions(), *m_sessionsView->banner())
    , m_settingsView(new ui::SettingsView)
{
    m_window.setWindowIcon(QIcon(QStringLiteral(":/icons/latchkey.svg")));
    m_window.addPage(m_serversView, QStringLiteral("servers"), tr("Servers"));
    m_window.addPage(m_sessionsView, QStringLiteral("sessions"), tr("Sessions"));
    m_window.addPage(m_activityView, QStringLiteral("activity"), tr("Activity"));
    m_window.addPage(m_settingsView, QStringLiteral("settings"), tr("Settings"));
    restoreLayout();

    connect(&m_servers, &ui::ServersController::overviewChanged, this,
        [this](const credentials::LoginOverview& overview) {
            m_window.setPageCount(ServersPage,
                overview.isWhole() ? std::optional<qint64>(overview.logins.size()) : std::nullopt);
            m_window.setActiveLogin(ui::activeLoginText(overview));
            m_window.loginMenu()->setOverview(overview);
            m_tray.setOverview(overview);
            m_tray.setBadge(badgeFor(overview.active(), m_clock.unixSeconds()));
            watchCliFiles();
        });
    connect(&m_sessions, &ui::SessionsController::totalChanged, this,
        [this](qint64 sessions) { m_window.setPageCount(SessionsPage, sessions); });
    connect(&m_recorder, &ui::ActivityRecorder::recorded, &m_activity, &ui::ActivityController::reload);
    for (ui::LoginMenu* menu : { m_window.loginMenu(), m_tray.menu() }) {
        connect(menu, &ui::LoginMenu::useRequested, &m_servers, &ui::ServersController::use);
        connect(menu, &ui::LoginMenu::usePreviousRequested, &m_servers, &ui::ServersController::usePrevious);
        connect(menu, &ui::LoginMenu::moreRequested, this, [this] {
            m_window.showPage(ServersPage);
            m_window.present();
            m_serversView->focusSearch();
        });
    }
    connect(&m_window, &ui::MainWindow::refreshRequested, this, &DesktopApp::reload);
    connect(&m_window, &ui::MainWindow::diagnosisRequested, this, [this] {
        (new ui::DiagnosisDialog(
             [this] { return m_services.diagnose(QSystemTrayIcon::isSystemTrayAvailable()); }, &m_window))
            ->open();
    });
    connect(&m_window, &ui::MainWindow::quitRequested, qApp, &QApplication::quit);
    connect(&m_session, &SessionWatcher::locked, this, &DesktopApp::hideSecrets);
    connect(&m_session, &SessionWatcher::aboutToSleep, this, &DesktopApp::hideSecrets);
    connectRules();
    connectSettings();
    connectTray();
    m_settled.setSingleShot(true);
    m_settled.setInterval(SettleTime);
    connect(&m_settled, &QTimer::timeout, &m_servers, &ui::ServersController::reload);
    connect(&m_cliFiles, &QFileSystemWatcher::directoryChanged, &m_settled, qOverload<>(&QTimer::start));
    connect(&m_cliFiles, &QFileSystemWatcher::fileChanged, &m_settled, qOverload<>(&QTimer::start));
    reload();
}

DesktopApp::~DesktopApp() { saveLayout(); }

void DesktopApp::reload()
{
    m_servers.reload();
    m_sessions.reload();
    m_activity.reload();
}

void DesktopApp::connectRules()
{
    connect(m_sessionsView, &ui::SessionsView::rulesRequested, &m_rules, [this] { m_rules.open(&m_window); });
    connect(&m_rules, &ui::RulesController::sessionsChanged, &m_sessions, &ui::SessionsController::reload);
    connect(&m_sessions, &ui::SessionsController::bannerSettled, &m_clockBanner, &ui::ClockBanner::update);
    connect(
        &m_clockBanner, &ui::ClockBanner::showOddRequested, m_sessionsView, &ui::SessionsView::showOddClocks);
    connect(&m_rules, &ui::RulesController::policySaved, this, [this](const sessions::Policy& policy) {
        m_recorder.record({ .act = activity::Act::PolicyChange, .what = sessions::policyText(policy) });
    });
    connect(
        &m_rules, &ui::RulesController::policyApplied, this, [this](const sessions::PolicyOutcome& outcome) {
            for (const activity::Event& event : policyEvents(outcome)) {
                m_recorder.record(event);
            }
        });
    connect(&m_rules, &ui::RulesController::policyUndone, this,
        [this](qint64 sessions) { m_recorder.record(policyUndoneEvent(sessions)); });
    m_rules.start();
}

void DesktopApp::connectSettings()
{
    applySettings(m_settingsStore.settings());
    m_settingsView->setSettings(m_settingsStore.settings());
    if (const auto& problem = m_settingsStore.problem()) {
        m_settingsView->setProblem(problem->message);
        m_window.notices().postError(problem->message);
    }
    connect(&m_settingsStore, &SettingsStore::changed, this, &DesktopApp::applySettings);
    connect(m_settingsView, &ui::SettingsView::changed, this, [this](const ui::Settings& settings) {
        const auto saved = m_settingsStore.change(settings);
        m_settingsView->setProblem(saved ? QString() : saved.error().message);
    });
}

void DesktopApp::applySettings(const ui::Settings& settings)
{
    m_clipboard.setLifetime(settings.clipboardTime);
    m_servers.setCheckInterval(settings.checkInterval);
}

void DesktopApp::hideSecrets()
{
    ui::concealSecrets(m_window);
    m_clipboard.clear();
}

void DesktopApp::connectTray()
{
    m_window.setHidesOnClose([this] { return m_tray.isUsable(); });
    connect(&m_tray, &TrayIcon::openRequested, &m_window, &ui::MainWindow::present);
    connect(&m_tray, &TrayIcon::quitRequested, qApp, &QApplication::quit);
    connect(&m_tray, &TrayIcon::toggleRequested, this, [this] {
        if (m_window.isVisible() && !m_window.isMinimized() && m_tray.isUsable()) {
            m_window.hide();
        } else {
            m_window.present();
        }
    });
}

void DesktopApp::watchCliFiles()
{
    // A sign-in or sign-out by another program shows itself at once. Files that are replaced drop out of the
    // watch and come in again here, after each change; as long as there is no folder, its parent tells when
    // it appears.
    const QString folder = m_services.cliFiles().folder();
    const QString parent = QFileInfo(folder).path();
    for (const QString& path :
        { folder, folder + QStringLiteral("/url"), folder + QStringLiteral("/session") }) {
        if (QFileInfo::exists(path)) {
            m_cliFiles.addPath(path);
        }
    }
    if (QFileInfo::exists(folder)) {
        m_cliFiles.removePath(parent);
    } else if (QFileInfo::exists(parent)) {
        m_cliFiles.addPath(parent);
    }
}

void DesktopApp::restoreLayout()
{
    m_window.restoreGeometry(m_settings.value(QStringLiteral("window")).toByteArray());
    m_serversView->restoreLayout(m_settings.value(QStringLiteral("servers")).toByteArray());
    m_sessionsView->restoreLayout(m_settings.value(QStringLiteral("sessions")).toByteArray());
    m_activityView->restoreLayout(m_settings.value(QStringLiteral("activity")).toByteArray());
    m_window.showPage(m_settings.value(QStringLiteral("page")).toInt());
}

void DesktopApp::saveLayout()
{
    m_settings.setValue(QStringLiteral("window"), m_window.saveGeometry());
    m_settings.setValue(QStringLiteral("servers"), m_serversView->saveLayout());
    m_settings.setValue(QStringLiteral("sessions"), m_sessionsView->saveLayout());
    m_settings.setValue(QStringLiteral("activity"), m_activityView->saveLayout());
    m_settings.setValue(QStringLiteral("page"), m_window.currentPage());
}

} // namespace latchkey
