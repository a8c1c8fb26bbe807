// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/secret.h"

#include <QTimer>
#include <QWidget>

#include <chrono>

class QLabel;
class QToolButton;

namespace latchkey::ui {

/// A token behind dots, with an eye to reveal it. It holds the secret only while it shows it: after 30
/// seconds, when the window loses focus, or when the field is hidden, the dots are back. Masked, it has no
/// secret to leak to assistive tools.
class SecretField final : public QWidget
{
    Q_OBJECT

public:
    explicit SecretField(QWidget* parent = nullptr);

    /// Shows the secret for a while.
    void reveal(const Secret& secret);
    void conceal();
    bool isRevealed() const { return m_revealed; }

    /// How long it stays revealed, 30 s unless set.
    void setRevealTime(std::chrono::milliseconds time) { m_timer.setInterval(time); }

    /// What the field shows now.
    QString shownText() const;

Q_SIGNALS:
    /// The person wants to see it; the answer is reveal().
    void revealRequested();

protected:
    void hideEvent(QHideEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void showEvent(QShowEvent* event) override;

private:
    QLabel* m_text;
    QToolButton* m_eye;
    QTimer m_timer;
    bool m_revealed = false;
};

} // namespace latchkey::ui
