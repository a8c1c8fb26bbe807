// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QDialog>

class QCheckBox;
class QComboBox;
class QDialogButtonBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace latchkey::ui {

class SecretEdit;

/// Asks for a server and its token, which may be pasted into either box, both at once. Stays open while the
/// token is checked and stored, and shows what went wrong.
class AddServerDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `keyringAvailable`: whether the keyring is offered first; otherwise the terminal's files are.
    explicit AddServerDialog(bool keyringAvailable, QWidget* parent = nullptr);

    /// The server is being asked; Cancel now means: stop asking.
    void showAsking(const QString& host);

    /// Back to editing, with the reason. `canAddAnyway`: the same login may be added without the check.
    void showProblem(const QString& message, bool canAddAnyway = false);

Q_SIGNALS:
    void submitted(const latchkey::credentials::NewLogin& login, bool checkFirst);
    void stopAskingRequested();

public Q_SLOTS:
    void reject() override;

private:
    void setUpFields(bool keyringAvailable);
    void setUpLayout();
    void sortPaste(QLineEdit* box, int previousLength);
    void edited();
    QString hint() const;
    void submit();
    void setBusy(bool busy, const QString& text);

    QLabel* m_explanation;
    QLineEdit* m_url;
    SecretEdit* m_token;
    QComboBox* m_place;
    QCheckBox* m_check;
    QLineEdit* m_account;
    QFormLayout* m_form;
    QLabel* m_hint;
    QPushButton* m_openPage;
    QDialogButtonBox* m_buttons;
    QPushButton* m_add;
    bool m_asking = false;
    bool m_addAnyway = false;
};

} // namespace latchkey::ui
