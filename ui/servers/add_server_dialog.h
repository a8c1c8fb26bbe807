// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace latchkey::ui {

class SecretEdit;

/// Asks for a server and its token. Stays open while the token is stored, and shows what went wrong.
class AddServerDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `keyringAvailable`: whether the keyring is offered first; otherwise the terminal's files are.
    explicit AddServerDialog(bool keyringAvailable, QWidget* parent = nullptr);

    /// The token could not be stored: says why, and lets the person try again.
    void showProblem(const QString& message);

Q_SIGNALS:
    void submitted(const credentials::ServerUrl& server, const Secret& token, credentials::Place place);

private:
    void check();
    void submit();

    QLineEdit* m_url;
    SecretEdit* m_token;
    QComboBox* m_place;
    QLabel* m_hint;
    QPushButton* m_openPage;
    QDialogButtonBox* m_buttons;
    QPushButton* m_add;
};

} // namespace latchkey::ui
