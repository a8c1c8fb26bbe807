// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/login_places.h"
#include "ui/servers/servers_services.h"

#include <QObject>

class QDialog;

namespace latchkey::ui {

/// Ends a login at its server: asks first, and asks again before copies are removed that the server may still
/// accept. UI thread only.
class SignOutFlow final : public QObject
{
    Q_OBJECT

public:
    explicit SignOutFlow(const ServersServices& services, QObject* parent = nullptr);

    /// Asks whether to sign out of this login, over this window. `overview`, `foreign`: what is known of it.
    void ask(const credentials::Login& login, const credentials::LoginOverview& overview,
        const QList<credentials::ForeignPlace>& foreign, QWidget* window);

    /// Finishes what a person has agreed to before.
    void retry(
        const credentials::LoginId& login, const credentials::LoginOverview& overview, QWidget* window);

    /// Gives up an unfinished one.
    void forget(const credentials::LoginId& login);

Q_SIGNALS:
    /// The logins have to be read anew.
    void changed();

private:
    /// What is signed out, and how the window and the log call it.
    struct Subject
    {
        credentials::LoginId login;
        QString title;
        QString loggedName;
    };

    void run(const Subject& subject, bool evenIfUnreachable, QWidget* window, QDialog* dialog = nullptr);
    void report(const Subject& subject, const credentials::SignedOut& done);
    void askAboutUnreachable(const Subject& subject, const Error& reason, QWidget* window);

    const ServersServices m_services;
};

} // namespace latchkey::ui
