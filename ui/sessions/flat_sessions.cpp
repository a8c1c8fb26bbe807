// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/flat_sessions.h"

#include "ui/sessions/session_columns.h"
#include "ui/shared/rows.h"

#include <QHeaderView>
#include <QItemSelectionModel>
#include <QScrollBar>
#include <QTableView>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionId;

namespace {

/// Home and End go to the first and the last row, as they do in a tree; in a table they go to a column.
class RowsTable final : public QTableView
{
public:
    using QTableView::QTableView;

protected:
    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override
    {
        switch (action) {
        case MoveHome:
            return model()->index(0, currentIndex().column());
        case MoveEnd:
            return model()->index(model()->rowCount() - 1, currentIndex().column());
        default:
            return QTableView::moveCursor(action, modifiers);
        }
    }
};

QTableView* tableOf(SessionListModel& model, QWidget* parent)
{
    auto* table = new RowsTable(parent);
    table->setModel(&model);
    return table;
}

} // namespace

FlatSessions::FlatSessions(sessions::SessionDirectory& directory, SessionListModel& model, QWidget* parent)
    : SessionRowsView(parent)
    , m_model(model)
    , m_table(tableOf(model, parent))
    , m_selection(directory, model, *m_table->selectionModel())
{
    m_table->setSelectionBehavior(QAbstractItemView::SelectRows);
    m_table->setShowGrid(false);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerItem);
    QHeaderView* rows = m_table->verticalHeader();
    rows->hide();
    rows->setSectionResizeMode(QHeaderView::Fixed);
    rows->setDefaultSectionSize(roomyRowHeight(m_table->fontMetrics()));
    setUp(QStringLiteral("sessionsList"));
    // Whenever it is painted, a header asks row by row whether its columns are selected as a whole: 40 ms
    // with a million rows that are. This one is told of no selection, since it shows none.
    header().setSelectionModel(new QItemSelectionModel(&m_model, this));

    connect(&m_selection, &ListSelection::changed, this, &SessionRowsView::selectionChanged);
    connect(&m_selection, &ListSelection::cutShort, this, [this] {
        Q_EMIT selectionCutShort(
            tr("The list changed while it was being read what you selected. Only what had "
               "been on the screen before is selected."));
    });
    connect(&m_selection, &ListSelection::dropped, this, [this] {
        Q_EMIT selectionLost(
            tr("The list was read anew, and what you had selected in it is not selected any more."));
    });
    connect(&model, &SessionListModel::rowsAboutToChange, this, &FlatSessions::holdTopRow);
    connect(&model, &SessionListModel::rowsChanged, this, &FlatSessions::returnToTopRow);
    const QScrollBar* scrolled = m_table->verticalScrollBar();
    connect(scrolled, &QScrollBar::valueChanged, this, &FlatSessions::tellSight);
    connect(scrolled, &QScrollBar::rangeChanged, this, &FlatSessions::tellSight);
}

QAbstractItemView& FlatSessions::widget() { return *m_table; }

QHeaderView& FlatSessions::header() { return *m_table->horizontalHeader(); }

void FlatSessions::adaptColumns()
{
    m_table->setColumnHidden(SessionColumns::Device, false);
    m_table->setColumnHidden(SessionColumns::Sessions, true); // each row is one
}

void FlatSessions::tellSight()
{
    const int last = m_table->rowAt(m_table->viewport()->height() - 1);
    m_model.setSight(qMax(0, m_table->rowAt(0)), last < 0 ? m_model.rowCount() - 1 : last);
}

void FlatSessions::holdTopRow()
{
    const bool isAtTop = m_table->verticalScrollBar()->value() == 0;
    m_topRow = m_table->rowAt(0);
    const Session* top = isAtTop ? nullptr : m_model.sessionAt(m_topRow);
    m_topSession = top == nullptr ? std::nullopt : std::optional(top->token.id);
}

void FlatSessions::returnToTopRow(int first, int last, bool isAnew)
{
    if (isAnew) {
        m_table->scrollToTop();
    }
    for (int row = first; row <= last && m_topSession && !isAnew; ++row) {
        const Session* session = m_model.sessionAt(row);
        if (session != nullptr && session->token.id == *m_topSession) {
            QScrollBar* bar = m_table->verticalScrollBar(); // by rows
            bar->setValue(bar->value() + row - m_topRow);
            break;
        }
    }
    tellSight();
}

QList<QStringList> FlatSessions::selectedPaths() const
{
    QList<QStringList> paths;
    for (const SessionId id : m_selection.ids(MostRememberedRows)) {
        paths.append({ QString::number(id) });
    }
    return paths;
}

void FlatSessions::selectPaths(const QList<QStringList>& paths)
{
    QList<SessionId> ids;
    for (const QStringList& path : paths) {
        ids.append(path.value(0).toLongLong());
    }
    m_selection.recover(ids);
}

} // namespace latchkey::ui
