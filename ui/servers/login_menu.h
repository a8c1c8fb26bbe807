// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QMenu>

namespace latchkey::ui {

/// The one-click switch: the active login first and checked, then those used last, then the others by name,
/// ten at most; and the way back to the previous one. It stands in the tray and in the window, so that a
/// desktop without a tray loses nothing.
class LoginMenu final : public QMenu
{
    Q_OBJECT

public:
    explicit LoginMenu(QWidget* parent = nullptr);

    void setOverview(const credentials::LoginOverview& overview);

Q_SIGNALS:
    void useRequested(const latchkey::credentials::LoginId& login);
    void usePreviousRequested();
    /// There are more logins than the menu shows, and the person looks for one of them.
    void moreRequested();
};

/// The login that is active now, as the tray's tooltip has it; empty when the terminal is signed out.
QString activeLoginText(const credentials::LoginOverview& overview);

} // namespace latchkey::ui
