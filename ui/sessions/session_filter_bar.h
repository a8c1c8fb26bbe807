// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_tree.h"

#include <QWidget>

class QComboBox;
class QLabel;
class QToolButton;

namespace latchkey::ui {

class ElidedLabel;

/// What the chips above the sessions say. Chips that are on must all fit; none on: every session.
struct SessionChips
{
    sessions::SessionState state = sessions::SessionState::All;
    bool unused = false;
    int unusedDays = 90;
    bool oddClock = false;

    bool isAnyOn() const { return state != sessions::SessionState::All || unused || oddClock; }
};

/// The row of filter chips, how many sessions they leave, and what the rows are grouped by.
class SessionFilterBar final : public QWidget
{
    Q_OBJECT

public:
    explicit SessionFilterBar(QWidget* parent = nullptr);

    const SessionChips& chips() const { return m_chips; }
    SessionGrouping grouping() const;

    /// Sets what the person would; no signal.
    void setChips(const SessionChips& chips);
    void setGrouping(SessionGrouping grouping);

    /// How many sessions are shown, of how many.
    void showCounts(qint64 shown, qint64 total);

Q_SIGNALS:
    void changed();

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    QToolButton* addChip(const QString& name, const QString& text, const QString& toolTip);
    void setUpUnused();
    void chooseOtherAge();
    void setUnusedFor(int days);
    void setState(sessions::SessionState state, bool on);
    void update(const SessionChips& chips);

    SessionChips m_chips;
    QToolButton* m_active;
    QToolButton* m_revoked;
    QToolButton* m_unused;
    QToolButton* m_oddClock;
    ElidedLabel* m_counts;
    QLabel* m_groupBy;
    QComboBox* m_grouping;
};

} // namespace latchkey::ui
