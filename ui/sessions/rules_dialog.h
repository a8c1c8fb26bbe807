// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/policy/policy_runner.h"

#include <QDialog>

#include <array>

class QCheckBox;
class QGridLayout;
class QLabel;
class QPushButton;
class QSpinBox;
class QTableWidget;

namespace latchkey::ui {

class MessageBanner;

/// The rules by which sessions end by themselves, what they would end now, and which sessions these are. It
/// says all of that before they can be saved; rules that are all off need no more than a click.
class RulesDialog final : public QDialog
{
    Q_OBJECT

public:
    /// How many sessions it shows at most.
    static constexpr qint64 ListedSessions = 200;

    explicit RulesDialog(const Clock& clock, QWidget* parent = nullptr);

    /// The rules as they stand, or why they cannot be read. Until then nothing can be changed.
    void showStored(const Result<sessions::StoredPolicy>& stored);

    /// The rules as they are set here.
    sessions::Policy policy() const;

    /// What `asked` would end, and the first of these sessions; ignored when the person has moved on since.
    void showForecast(const sessions::Policy& asked, const Result<sessions::PolicyForecast>& forecast);
    void showSessions(const sessions::Policy& asked, const QList<sessions::Session>& sessions);

    /// While the clock looks wrong, rules are saved but end nothing.
    void showClock(const sessions::ClockHealth& health);

Q_SIGNALS:
    void policyChanged();
    void saveRequested(const latchkey::sessions::Policy& policy);

private:
    struct Row
    {
        QCheckBox* on = nullptr;
        QSpinBox* limit = nullptr;
        QLabel* count = nullptr;
    };

    void addRow(QGridLayout* rows, sessions::Rule rule, const QString& before, const QString& after);
    void makeList();
    void changed();
    void updateSave(qint64 ended);
    Row& row(sessions::Rule rule) { return m_rows[static_cast<std::size_t>(rule)]; }

    const Clock& m_clock;
    std::array<Row, sessions::AllRules.size()> m_rows;
    QWidget* m_settings;
    QLabel* m_summary;
    QTableWidget* m_list;
    QLabel* m_listNote;
    MessageBanner* m_clockNote;
    QLabel* m_lastRun;
    QPushButton* m_save;
    sessions::Policy m_stored;
    bool m_isClockOdd = false;
};

} // namespace latchkey::ui
