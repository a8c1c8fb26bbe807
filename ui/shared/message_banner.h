// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QFrame>

class QLabel;
class QPushButton;

namespace latchkey::ui {

/// A lasting state above a page's content, with at most one action ("The keyring is locked. [Unlock]"), and a
/// quiet way to have it go where it may. Hidden until shown.
class MessageBanner final : public QFrame
{
    Q_OBJECT

public:
    enum class Severity { Information, Warning };

    explicit MessageBanner(QWidget* parent = nullptr);

    /// Shows the message. An empty `actionText` or `dismissText` shows no button.
    void showMessage(Severity severity, const QString& text, const QString& actionText = {},
        const QString& dismissText = {});

    QString text() const;

Q_SIGNALS:
    void actionTriggered();
    void dismissed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void applyColors();

    Severity m_severity = Severity::Information;
    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_action;
    QPushButton* m_dismiss;
};

} // namespace latchkey::ui
