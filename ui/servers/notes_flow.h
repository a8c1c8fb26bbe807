// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/servers_note.h"
#include "ui/servers/servers_services.h"

#include <QObject>

namespace latchkey::ui {

class AddLoginFlow;
class PlacesFlow;
class ServersView;
class SignOutFlow;

/// What the Servers page's banner tells, and what its buttons do. UI thread only.
class NotesFlow final : public QObject
{
    Q_OBJECT

public:
    /// What the banner's button may set going.
    struct Flows
    {
        AddLoginFlow& adding;
        SignOutFlow& signingOut;
        PlacesFlow& places;
    };

    NotesFlow(
        const ServersServices& services, ServersView& view, const Flows& flows, QObject* parent = nullptr);

    /// Tells what matters most in this state of things.
    void show(const credentials::LoginOverview& overview);

    /// As the banner's button does.
    void act();

Q_SIGNALS:
    /// The logins have to be read anew.
    void changed();

private:
    void showAgain();
    void dismiss();
    void mendKeyring();
    void unlock();
    void saveCopy();
    void decide(const credentials::LoginId& foreign);
    void settle(const credentials::ServerUrl& server, credentials::ForeignLogin decision);

    const ServersServices m_services;
    ServersView& m_view;
    const Flows m_flows;
    TurnedDown m_turnedDown;
    credentials::LoginOverview m_overview;
    ServersNote m_note;
    bool m_unlocking = false;
};

} // namespace latchkey::ui
