// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/login_places.h"
#include "ui/servers/servers_services.h"

#include <QObject>

namespace latchkey::ui {

/// Knows the copies that other programs keep, and does what a person wants done about one. UI thread only.
class PlacesFlow final : public QObject
{
    Q_OBJECT

public:
    explicit PlacesFlow(const ServersServices& services, QObject* parent = nullptr);

    const QList<credentials::ForeignPlace>& places() const { return m_places; }

    /// Reads them anew; listed() follows.
    void reload();

    /// Stores the token of a place as a login.
    void adopt(const credentials::ForeignPlace& place);

    /// Acts on one copy of this login's server. Asks over `window` before what cannot be undone.
    void act(const credentials::Login& login, const QString& title, const LoginPlace& place,
        PlaceAction action, QWidget* window);

Q_SIGNALS:
    void listed();
    /// The logins have to be read anew.
    void changed();
    /// A login has been taken over, and nobody has asked its server yet.
    void adopted(const latchkey::credentials::LoginId& login);

private:
    /// A login, and how the window and the log call it.
    struct Subject
    {
        credentials::LoginId login;
        QString title;
        QString loggedName;
    };

    void copyOver(const Subject& subject, const credentials::ForeignPlace& place);
    void putBack(const activity::Event& copied, const credentials::ForeignPlace& place,
        const credentials::ServerUrl& server, const Secret& token);
    void removeFromStore(const Subject& subject, const LoginPlace& place);
    void askToRemove(const credentials::ForeignPlace& place, QWidget* window);
    void finish(const Result<void>& outcome, const activity::Event& done, const QString& text,
        const std::function<void()>& undo = {});

    const ServersServices m_services;
    QList<credentials::ForeignPlace> m_places;
    bool m_loading = false;
    bool m_reloadAgain = false;
};

} // namespace latchkey::ui
