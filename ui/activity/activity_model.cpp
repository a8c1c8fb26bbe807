// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/activity/activity_model.h"

#include "core/shared/relative_time.h"
#include "ui/shared/plain_tool_tip.h"
#include "ui/shared/themed_icon.h"

#include <QLocale>

#include <algorithm>

namespace latchkey::ui {

using activity::Entry;

ActivityModel::ActivityModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
{
}

void ActivityModel::setEntries(const QList<Entry>& entries)
{
    const qsizetype added = entries.size() - m_entries.size();
    if (m_entries.isEmpty() || added < 0 || entries.last(m_entries.size()) != m_entries) {
        beginResetModel();
        m_entries = entries;
        endResetModel();
    } else if (added > 0) {
        beginInsertRows({}, 0, static_cast<int>(added) - 1);
        m_entries = entries;
        endInsertRows();
    }
}

void ActivityModel::refreshTimes()
{
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, When), index(rowCount() - 1, When), { Qt::DisplayRole });
    }
}

int ActivityModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_entries.size());
}

int ActivityModel::columnCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(ColumnCount);
}

QString ActivityModel::text(const Entry& entry, int column) const
{
    const bool readable = entry.state != Entry::State::Unreadable;
    switch (column) {
    case When:
        return readable ? relativeTime(entry.time, m_clock.unixSeconds()) : QString();
    case What:
        return actText(entry);
    case About:
        return aboutText(entry);
    case Count: // of one thing, it goes without saying
        return readable && entry.count != 1 ? QLocale().toString(entry.count) : QString();
    case By:
        return byText(entry);
    default:
        return {};
    }
}

QVariant ActivityModel::sortValue(const Entry& entry, int column) const
{
    switch (column) {
    case When: // as they were written, whatever the clock said
        return entry.position;
    case Count:
        return entry.count;
    default:
        return text(entry, column);
    }
}

QVariant ActivityModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Entry& entry = m_entries[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(entry, index.column());
    case SortRole:
        return sortValue(entry, index.column());
    case Qt::DecorationRole:
        return index.column() == What ? themedIcon(actIcon(entry)) : QVariant();
    case Qt::ToolTipRole:
        if (entry.state == Entry::State::Changed && index.column() == What) {
            return tr("This entry is not as it was written.");
        }
        return plainToolTip(
            index.column() == When && entry.time > 0 ? exactTime(entry.time) : text(entry, index.column()));
    case Qt::TextAlignmentRole:
        return index.column() == Count ? QVariant(Qt::AlignRight | Qt::AlignVCenter) : QVariant();
    default:
        return {};
    }
}

QVariant ActivityModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal) {
        return {};
    }
    if (role == Qt::TextAlignmentRole) {
        return QVariant((section == Count ? Qt::AlignRight : Qt::AlignLeft) | Qt::AlignVCenter);
    }
    if (role != Qt::DisplayRole) {
        return {};
    }
    const QStringList titles { tr("When"), tr("What"), tr("About"), tr("By"), tr("How many") };
    return titles.value(section);
}

void ActivityRows::setFilter(ActivityKind kind, const QString& search)
{
    m_kind = kind;
    m_search = search;
    invalidateFilter();
}

bool ActivityRows::filterAcceptsRow(int row, const QModelIndex& /*parent*/) const
{
    const auto* model = static_cast<const ActivityModel*>(sourceModel());
    const Entry& entry = model->entries()[row];
    if (m_kind != ActivityKind::All && kindOf(entry) != m_kind) {
        return false;
    }
    const QStringList shown { actText(entry), aboutText(entry), byText(entry) };
    return m_search.isEmpty() || entry.contains(m_search)
        || std::ranges::any_of(
            shown, [this](const QString& text) { return text.contains(m_search, Qt::CaseInsensitive); });
}

} // namespace latchkey::ui
