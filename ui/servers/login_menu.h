// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QMenu>

namespace latchkey::ui {

/// The one-click switch: every stored login, the active one checked, and the way back to the previous one. It
/// stands in the tray and in the window, so that a desktop without a tray loses nothing.
class LoginMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit LoginMenu(QWidget* parent = nullptr);

    void setOverview(const credentials::LoginOverview& overview);

Q_SIGNALS:
    void useRequested(const latchkey::credentials::ServerUrl& server);
    void usePreviousRequested();
};

/// The host of the login that is active now; empty when the terminal is signed out.
QString activeLoginText(const credentials::LoginOverview& overview);

} // namespace latchkey::ui
