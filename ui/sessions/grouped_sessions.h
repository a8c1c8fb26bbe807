// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_rows_view.h"
#include "ui/sessions/session_tree_model.h"

#include <QPersistentModelIndex>

class QTreeView;

namespace latchkey::ui {

/// Sessions in groups: a tree whose rows come as they are opened and scrolled to.
class GroupedSessions final : public SessionRowsView
{
    Q_OBJECT

public:
    /// `model` must outlive this. The tree belongs to `parent`.
    GroupedSessions(SessionTreeModel& model, QWidget* parent);

    QAbstractItemView& widget() override;
    QHeaderView& header() override;
    void adaptColumns() override;
    void selectEverything() override;
    bool isEverythingSelected() const override { return m_isEverythingSelected; }
    SessionSelection selection() const override;
    const sessions::Session* selectedSession() const override;
    const sessions::SessionGroup* selectedGroup() const override;
    QList<QStringList> selectedPaths() const override;
    void selectPaths(const QList<QStringList>& paths) override { m_pathsToSelect = paths; }

    sessions::SessionFilter selectedGroupFilter() const;

    /// Names of the open rows, and opening rows of these names as soon as they come in.
    QList<QStringList> openPaths() const;
    void openPaths(const QList<QStringList>& paths) { m_pathsToOpen = paths; }

private:
    QModelIndex onlySelectedRow() const;
    void holdTopRow();
    void returnToTopRow();
    void recoverRows();
    void fetchWhatIsInSight();

    SessionTreeModel& m_model;
    QTreeView* m_tree;
    bool m_isEverythingSelected = false;
    QPersistentModelIndex m_topRow; ///< while the rows are laid out anew; invalid at the very top
    QList<QStringList> m_pathsToOpen; ///< remembered from the last start, until they come into the model
    QList<QStringList> m_pathsToSelect;
};

} // namespace latchkey::ui
