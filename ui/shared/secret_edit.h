// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QLineEdit>

namespace latchkey::ui {

/// A box for a token: dots, with an eye that shows what is typed until it is pressed again.
class SecretEdit final : public QLineEdit
{
    Q_OBJECT

public:
    explicit SecretEdit(QWidget* parent = nullptr);

    /// Back to dots; the text stays.
    void conceal();

private:
    void setShown(bool shown);

    QAction* m_eye;
};

} // namespace latchkey::ui
