// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/shared/colors.h"

#include <QFrame>
#include <QTimer>

#include <functional>

class QLabel;
class QPushButton;

namespace latchkey::ui {

/// The bar at the window's foot that tells what was just done, and offers to undo it for a while.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    /// Shows what happened. With `undo` there is an Undo button (and Ctrl+Z); what it captured goes with the
    /// notice.
    void post(const QString& text, std::function<void()> undo = {});

    /// Shows what failed. It stays until it is closed or something newer happens.
    void postError(const QString& text);

    QString text() const;

public Q_SLOTS:
    void undo();
    void dismiss();

private:
    void setTint(Tint tint);
    void showText(const QString& text);

    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_undoButton;
    std::function<void()> m_undo;
    QTimer m_timer;
};

} // namespace latchkey::ui
