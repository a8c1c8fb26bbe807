// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/grouped_sessions.h"

#include "ui/sessions/session_text.h"

#include <QHeaderView>
#include <QScrollBar>
#include <QTreeView>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionFilter;
using sessions::SessionGroup;

namespace {

constexpr int RowsAhead = 40; // fetched before the person gets there

} // namespace

GroupedSessions::GroupedSessions(SessionTreeModel& model, QWidget* parent)
    : SessionRowsView(parent)
    , m_model(model)
    , m_tree(new QTreeView(parent))
{
    m_tree->setModel(&m_model);
    m_tree->setUniformRowHeights(true);
    setUp(QStringLiteral("sessionsTree"));
    connect(m_tree->selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] {
        m_isEverythingSelected = false;
        Q_EMIT selectionChanged();
    });
    connect(&m_model, &QAbstractItemModel::modelReset, this, [this] {
        m_isEverythingSelected = m_isEverythingSelected && m_model.rowCount() > 0; // else it was cleared
    });
    connect(&m_model, &QAbstractItemModel::layoutAboutToBeChanged, this, &GroupedSessions::holdTopRow);
    connect(&m_model, &QAbstractItemModel::layoutChanged, this, &GroupedSessions::returnToTopRow);
    connect(&m_model, &SessionTreeModel::loaded, this, [this] {
        recoverRows();
        if (m_isEverythingSelected) {
            selectEverything(); // also what has come since
        } else {
            Q_EMIT selectionChanged(); // what is known of it may have changed
        }
    });
    connect(&m_model, &QAbstractItemModel::rowsInserted, this, &GroupedSessions::recoverRows);
    const QScrollBar* scrolled = m_tree->verticalScrollBar();
    connect(scrolled, &QScrollBar::valueChanged, this, &GroupedSessions::fetchWhatIsInSight);
    connect(scrolled, &QScrollBar::rangeChanged, this, &GroupedSessions::fetchWhatIsInSight);
}

QAbstractItemView& GroupedSessions::widget() { return *m_tree; }

QHeaderView& GroupedSessions::header() { return *m_tree->header(); }

void GroupedSessions::adaptColumns()
{
    m_tree->setColumnHidden(SessionColumns::Device, true); // it is what the rows are in
    m_tree->setColumnHidden(SessionColumns::Sessions, false);
}

void GroupedSessions::fetchWhatIsInSight()
{
    const QRect sight = m_tree->viewport()->rect();
    QModelIndex index = m_tree->indexAt(sight.topLeft());
    while (index.isValid() && m_tree->visualRect(index).top() <= sight.bottom()) {
        const QModelIndex parent = index.parent();
        if (index.row() >= m_model.rowCount(parent) - RowsAhead && m_model.hasMore(parent)) {
            m_model.fetchMore(parent);
        }
        index = m_tree->indexBelow(index);
    }
}

QModelIndex GroupedSessions::onlySelectedRow() const
{
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    return rows.size() == 1 && !m_isEverythingSelected ? rows.first() : QModelIndex();
}

const Session* GroupedSessions::selectedSession() const
{
    const QModelIndex row = onlySelectedRow();
    return row.isValid() ? m_model.sessionAt(row) : nullptr;
}

const SessionGroup* GroupedSessions::selectedGroup() const
{
    const QModelIndex row = onlySelectedRow();
    return row.isValid() ? m_model.groupAt(row) : nullptr;
}

SessionFilter GroupedSessions::selectedGroupFilter() const { return m_model.filterFor(onlySelectedRow()); }

void GroupedSessions::selectEverything()
{
    m_tree->selectAll();
    m_isEverythingSelected = true; // also what was not read yet
    Q_EMIT selectionChanged();
}

SessionSelection GroupedSessions::selection() const
{
    SessionSelection result;
    const QItemSelectionModel* selected = m_tree->selectionModel();
    const auto isInsideSelected = [selected](QModelIndex index) {
        while (index.parent().isValid()) {
            index = index.parent();
            if (selected->isSelected(index)) {
                return true;
            }
        }
        return false;
    };
    SessionFilter single;
    single.ids.emplace();
    for (const QModelIndex& index : selected->selectedRows()) {
        if (isInsideSelected(index)) {
            continue;
        }
        if (const Session* session = m_model.sessionAt(index)) {
            single.ids->append(session->token.id);
            result.sessions += 1;
            result.revoked += session->token.revoked ? 1 : 0;
        } else if (const SessionGroup* group = m_model.groupAt(index)) {
            result.filter.anyOf.push_back(m_model.filterFor(index));
            result.sessions += group->sessions;
            result.revoked += group->revoked;
        }
    }
    if (!single.ids->isEmpty()) {
        result.filter.anyOf.push_back(single);
    }
    if (const Session* session = selectedSession()) {
        result.name = sessionName(*session);
    } else if (const SessionGroup* group = selectedGroup()) {
        result.name = group->browser.isEmpty() ? group->key : group->browser;
    }
    return result;
}

void GroupedSessions::holdTopRow()
{
    const bool isAtTop = m_tree->verticalScrollBar()->value() == 0;
    m_topRow = isAtTop ? QModelIndex() : m_tree->indexAt(m_tree->viewport()->rect().topLeft());
}

void GroupedSessions::returnToTopRow()
{
    if (m_topRow.isValid()) {
        m_tree->scrollTo(m_topRow, QAbstractItemView::PositionAtTop);
    }
    m_topRow = QModelIndex();
}

QList<QStringList> GroupedSessions::openPaths() const
{
    QList<QStringList> paths;
    const auto visit = [&](const auto& self, const QModelIndex& parent) -> void {
        for (int row = 0; row < m_model.rowCount(parent); ++row) {
            const QModelIndex index = m_model.index(row, 0, parent);
            if (m_tree->isExpanded(index) && paths.size() < MostRememberedRows) {
                paths.append(m_model.pathOf(index));
                self(self, index);
            }
        }
    };
    visit(visit, {});
    return paths;
}

QList<QStringList> GroupedSessions::selectedPaths() const
{
    QList<QStringList> selected;
    const QModelIndexList rows = m_tree->selectionModel()->selectedRows();
    for (const QModelIndex& row : rows.first(qMin(rows.size(), MostRememberedRows))) {
        selected.append(m_model.pathOf(row));
    }
    return selected;
}

void GroupedSessions::recoverRows()
{
    m_pathsToOpen.removeIf([this](const QStringList& path) {
        const QModelIndex index = m_model.indexOf(path);
        if (index.isValid()) {
            m_tree->expand(index);
        }
        return index.isValid();
    });
    m_pathsToSelect.removeIf([this](const QStringList& path) {
        const QModelIndex index = m_model.indexOf(path);
        if (index.isValid()) {
            const auto how = QItemSelectionModel::Select | QItemSelectionModel::Rows;
            m_tree->selectionModel()->select(index, how);
            m_tree->selectionModel()->setCurrentIndex(index, QItemSelectionModel::NoUpdate);
        }
        return index.isValid();
    });
}

} // namespace latchkey::ui
