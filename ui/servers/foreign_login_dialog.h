// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QDialog>

class QButtonGroup;
class QDialogButtonBox;
class QPushButton;
class QVBoxLayout;

namespace latchkey::ui {

/// Another program put its login in the place of one of ours: asks which of the two is to stay.
class ForeignLoginDialog final : public QDialog
{
    Q_OBJECT

public:
    /// `newName`, `oldName`: what the two logins are called; `server`: where both sign in.
    ForeignLoginDialog(
        const QString& server, const QString& newName, const QString& oldName, QWidget* parent = nullptr);

Q_SIGNALS:
    void decided(latchkey::credentials::ForeignLogin decision);

private:
    void addChoice(
        const char* name, credentials::ForeignLogin decision, const QString& title, const QString& text);

    QButtonGroup* m_choices;
    QVBoxLayout* m_rows;
    QPushButton* m_decide;
};

} // namespace latchkey::ui
