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

/// The bar at the window's foot that tells what was just done, and offers one action for a while: mostly to
/// undo it.
class NoticeBar final : public QFrame
{
    Q_OBJECT

public:
    explicit NoticeBar(QWidget* parent = nullptr);

    /// Shows what happened. With `undo` there is an Undo button (and Ctrl+Z); what it captured goes with the
    /// notice.
    void post(const QString& text, std::function<void()> undo = {});

    struct Action
    {
        QString iconName;
        QString text;
        std::function<void()> act;
    };

    /// Shows what goes on, with a button that acts on it. The notice stays as long as its text is changed at
    /// least every few seconds. Returns its number, for change() and dismiss(), which leave a newer notice
    /// alone.
    int post(const QString& text, const Action& action);
    void change(int notice, const QString& text);
    void dismiss(int notice);
    bool isShowing(int notice) const { return notice != 0 && m_notice == notice; }

    /// Shows what failed. It stays until it is closed or something newer happens.
    void postError(const QString& text);

    QString text() const;

public Q_SLOTS:
    /// Undoes what the notice tells of, if it can be undone.
    void undo();
    void dismiss();

private:
    int begin(const QString& text, Tint tint, const Action& action, bool isUndo);
    void act();

    QLabel* m_icon;
    QLabel* m_text;
    QPushButton* m_button;
    std::function<void()> m_act;
    bool m_isUndo = false;
    int m_notice = 0; ///< the one that is shown, or 0
    int m_lastNotice = 0;
    QTimer m_timer;
};

} // namespace latchkey::ui
