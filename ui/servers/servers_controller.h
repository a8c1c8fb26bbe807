// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/add_login_flow.h"
#include "ui/servers/login_checks.h"
#include "ui/servers/notes_flow.h"
#include "ui/servers/places_flow.h"
#include "ui/servers/sign_out_flow.h"

#include <QObject>
#include <QTimer>

#include <chrono>

namespace latchkey::ui {

class ServersView;

/// The flow of the Servers page and of everything else that switches logins (tray, menus): reads the
/// overview, acts on what the person asks for, and says what came of it. UI thread only; nothing here waits.
class ServersController final : public QObject
{
    Q_OBJECT

public:
    ServersController(const ServersServices& services, ServersView& view);

    const credentials::LoginOverview& overview() const { return m_overview; }

    /// How often all logins are checked by themselves; 0 for never.
    void setCheckInterval(std::chrono::minutes interval) { m_checks.setInterval(interval); }

public Q_SLOTS:
    void reload();
    void add();
    void use(const credentials::LoginId& login);
    void usePrevious();
    void checkAll();

Q_SIGNALS:
    void overviewChanged(const credentials::LoginOverview& overview);

private:
    void connectView();
    void connectChecks();
    void show(const credentials::LoginOverview& overview);
    void showRows();
    void showEmptyState();
    void checkNow(const QList<credentials::LoginId>& logins);
    void takeCheck(const credentials::LoginId& login, const credentials::LoginCheck& check);
    void showProgress();
    void checkSelected();
    void useSelected();
    void copySelected();
    void revealSelected();
    void removeSelected();
    void signOutSelected();
    void reportUse(const Result<credentials::LoginId>& outcome, bool wasSignedIn);

    /// The selected login and how it is called; none when it cannot be used.
    struct Selected
    {
        credentials::LoginId id;
        QString title;
        credentials::Login login;
    };
    std::optional<Selected> selected() const;

    const ServersServices m_services;
    ServersView& m_view;
    LoginChecks m_checks;
    AddLoginFlow m_adding;
    SignOutFlow m_signingOut;
    PlacesFlow m_places;
    NotesFlow m_notes;
    credentials::LoginOverview m_overview;
    QTimer m_minutes; ///< keeps "3 hours ago" true
    bool m_loading = false;
    bool m_reloadAgain = false;
    bool m_checksWereAsked = false; ///< by a person, who then wants to know what failed
};

} // namespace latchkey::ui
