// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/servers_services.h"

#include <QObject>
#include <QPointer>

namespace latchkey::ui {

class AddServerDialog;

/// Adds a login that a person brings: asks its server whose it is, unless they decline, and stores it. UI
/// thread only.
class AddLoginFlow final : public QObject
{
    Q_OBJECT

public:
    explicit AddLoginFlow(const ServersServices& services, QObject* parent = nullptr);

    void open(bool keyringAvailable, QWidget* window);

    /// Stores the terminal's login in the keyring as well.
    void import();

Q_SIGNALS:
    /// The logins have to be read anew.
    void changed();
    /// A login has been taken over, and nobody has asked its server yet.
    void adopted(const latchkey::credentials::LoginId& login);

private:
    void ask(const QPointer<AddServerDialog>& dialog, const credentials::NewLogin& login);
    void store(const QPointer<AddServerDialog>& dialog, const credentials::NewLogin& login);
    void report(const credentials::NewLogin& login, const credentials::Change& change);

    const ServersServices m_services;
    int m_question = 0; ///< counts, so that the answer to one that was stopped is not taken for the next's
};

} // namespace latchkey::ui
