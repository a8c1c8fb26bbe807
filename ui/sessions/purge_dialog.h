// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/shared/clock.h"

#include <QDialog>
#include <QTimer>

class QCheckBox;
class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStringListModel;
class QToolButton;

namespace latchkey::ui {

class LastUsedChart;
class MessageBanner;

/// Asks which sessions to delete, by user and by when they were last used: with a picture of last use, a
/// cut-off to drag, to type or to choose as an age, and the counts of what would go.
class PurgeDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PurgeDialog(const Clock& clock, QWidget* parent = nullptr);

    /// What would be deleted. The preview and the purge use this same filter.
    sessions::SessionFilter filter() const;

    // Answers to what was `asked`; ignored when they speak of another user than the one that is chosen now.
    void showHistogram(
        const sessions::SessionFilter& asked, const Result<sessions::LastUsedHistogram>& histogram);

    /// Counts of a cut-off that was moved since are shown too, but nothing can be deleted by them.
    void showCounts(const sessions::SessionFilter& asked, const Result<sessions::SessionCounts>& counts);

    /// Names to choose from while one is typed.
    void setUsers(const QStringList& users);

    /// Says why the times may be wrong; the person must then agree before anything can be deleted. An empty
    /// text takes it back.
    void setClockWarning(const QString& text);

Q_SIGNALS:
    /// The user or the cut-off is another.
    void filterChanged();

    /// The user is another; comes before filterChanged().
    void userChanged();

    /// `expected`: how many sessions that is.
    void purgeRequested(const latchkey::sessions::SessionFilter& filter, qint64 expected);

private:
    QLayout* makeCutoffRows();
    void connectInputs();
    void setCutoff(qint64 cutoff);
    void setAge(int days);
    void forgetCounts();
    void updateButton();

    const qint64 m_now; ///< what ages count from: when the dialog was opened
    QLineEdit* m_user;
    QStringListModel* m_users;
    LastUsedChart* m_chart;
    QDateEdit* m_date;
    QLabel* m_time;
    QSpinBox* m_days;
    QList<QToolButton*> m_ages;
    MessageBanner* m_clockWarning;
    QCheckBox* m_purgeAnyway;
    QLabel* m_headline;
    QLabel* m_details;
    QPushButton* m_purge;
    QTimer m_userTyped;
    QTimer m_countTakesLong;
    qint64 m_cutoff = 0;
    qint64 m_matched = 0; ///< by the filter as it is now; 0 until that is known
    qint64 m_stored = 0; ///< of all users
};

} // namespace latchkey::ui
