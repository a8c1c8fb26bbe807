// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/shared/clock.h"

#include <QDialog>

class QDateEdit;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;

namespace latchkey::ui {

/// Asks which sessions to delete, by user and by when they were last used, and says how many that are before
/// it acts.
class PurgeDialog final : public QDialog
{
    Q_OBJECT

public:
    explicit PurgeDialog(const Clock& clock, QWidget* parent = nullptr);

    /// What would be deleted. The preview and the purge use this same filter.
    sessions::SessionFilter filter() const;

    /// The counts for `asked`; ignored when the person has moved on since.
    void showCounts(const sessions::SessionFilter& asked, const Result<sessions::SessionCounts>& counts);

Q_SIGNALS:
    void filterChanged();
    void purgeRequested(const latchkey::sessions::SessionFilter& filter);

private:
    void changed();

    const Clock& m_clock;
    QLineEdit* m_user;
    QSpinBox* m_days;
    QDateEdit* m_date;
    QLabel* m_preview;
    QPushButton* m_purge;
    qint64 m_cutoff = 0;
};

} // namespace latchkey::ui
