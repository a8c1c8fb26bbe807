// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_export.h"
#include "ui/activity/activity_text.h"
#include "ui/shared/page.h"

class QButtonGroup;
class QLabel;
class QPushButton;
class QTableView;

namespace latchkey {
class Clock;
}

namespace latchkey::ui {

class ActivityModel;
class ActivityRows;
class DetailsPane;

/// The Activity page: what it shows is set, what the person wants is signalled; it decides nothing.
class ActivityView final : public Page
{
    Q_OBJECT

public:
    /// The clock must outlive it.
    explicit ActivityView(const Clock& clock, QWidget* parent = nullptr);

    /// Shows these, the newest first; the entry that was selected stays so.
    void setEntries(const QList<activity::Entry>& entries);
    /// The quiet line below the rows.
    void setSummary(const QString& text);
    void refreshTimes();

    int visibleRows() const;
    void clearFilters();

    /// Columns, sort, splitter and chip, to be remembered.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);

Q_SIGNALS:
    void shown();
    void filtersChanged();
    void exportRequested(latchkey::activity::Format format);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setUpTable();
    void setUpChips();
    void setUpExport();
    const activity::Entry* selectedEntry() const;
    void applyFilters();
    void updateDetails();

    const Clock& m_clock;
    ActivityModel* m_model;
    ActivityRows* m_rows;
    QTableView* m_table;
    QLabel* m_summary;
    DetailsPane* m_details;
    QButtonGroup* m_chips;
    QPushButton* m_export;
};

} // namespace latchkey::ui
