// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QWidget>

class QLabel;
class QPushButton;

namespace latchkey::ui {

/// What a page shows in place of rows: an icon, one or two sentences, and at most one button.
class EmptyState final : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget* parent = nullptr);

    /// `iconName`: a themedIcon() name. An empty `actionText` shows no button.
    void setContent(
        const QString& iconName, const QString& title, const QString& text, const QString& actionText = {});

    QString title() const;

Q_SIGNALS:
    void actionTriggered();

private:
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    QPushButton* m_action;
};

} // namespace latchkey::ui
