// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/servers/login_places.h"

#include <QDialog>

class QLabel;
class QPushButton;

namespace latchkey::ui {

/// Asks before a login is ended, and names every place that holds its token with what becomes of each. Stays
/// open while the server is asked.
class SignOutDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `title`: the login's; `copies`: all places with its token.
    SignOutDialog(const QString& title, const QString& server, bool active, const QList<LoginPlace>& copies,
        QWidget* parent = nullptr);

    /// The server is being asked.
    void showProgress();

Q_SIGNALS:
    void confirmed();

private:
    QWidget* copyRow(const LoginPlace& place, bool active);

    QString m_server;
    QLabel* m_progress;
    QPushButton* m_signOut;
    QPushButton* m_cancel;
};

} // namespace latchkey::ui
