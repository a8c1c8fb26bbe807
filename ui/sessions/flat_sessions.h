// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/list_selection.h"
#include "ui/sessions/session_rows_view.h"

class QTableView;

namespace latchkey::ui {

/// All sessions in one list, however many: it tells the model what is in sight. (A tree view would remember
/// something for each row.)
class FlatSessions final : public SessionRowsView
{
    Q_OBJECT

public:
    /// `directory` and `model` must outlive this. The table belongs to `parent`.
    FlatSessions(sessions::SessionDirectory& directory, SessionListModel& model, QWidget* parent);

    QAbstractItemView& widget() override;
    QHeaderView& header() override;
    void adaptColumns() override;
    void selectEverything() override { m_selection.selectEverything(); }
    bool isEverythingSelected() const override { return m_selection.isEverything(); }
    SessionSelection selection() const override { return m_selection.selected(); }
    const sessions::Session* selectedSession() const override { return m_selection.only(); }
    const sessions::SessionGroup* selectedGroup() const override { return nullptr; }
    QList<QStringList> selectedPaths() const override;
    void selectPaths(const QList<QStringList>& paths) override;

private:
    void holdTopRow();
    void returnToTopRow(int first, int last, bool isAnew);
    void tellSight();

    SessionListModel& m_model;
    QTableView* m_table;
    ListSelection m_selection;
    int m_topRow = 0; ///< while rows are taken in
    std::optional<sessions::SessionId> m_topSession; ///< that stood there; nothing at the very top
};

} // namespace latchkey::ui
