// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"
#include "core/shared/clock.h"
#include "ui/activity/activity_text.h"

#include <QAbstractTableModel>
#include <QSortFilterProxyModel>

namespace latchkey::ui {

/// The log's entries as table rows, the newest first.
class ActivityModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { When, What, About, By, Count, ColumnCount };
    enum { SortRole = Qt::UserRole };

    /// The clock must outlive it.
    explicit ActivityModel(const Clock& clock, QObject* parent = nullptr);

    /// Shows these. When there are only new ones before those it had, the rows that stay are left alone.
    void setEntries(const QList<activity::Entry>& entries);
    /// Time has passed: says "3 hours ago" anew.
    void refreshTimes();

    const QList<activity::Entry>& entries() const { return m_entries; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const activity::Entry& entry, int column) const;
    QVariant sortValue(const activity::Entry& entry, int column) const;

    const Clock& m_clock;
    QList<activity::Entry> m_entries;
};

/// The rows of one kind that contain the search text, in what is shown or in their details.
class ActivityRows final : public QSortFilterProxyModel
{
    Q_OBJECT

public:
    using QSortFilterProxyModel::QSortFilterProxyModel;

    void setFilter(ActivityKind kind, const QString& search);

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;

private:
    ActivityKind m_kind = ActivityKind::All;
    QString m_search;
};

} // namespace latchkey::ui
