// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_filter_bar.h"
#include "ui/sessions/session_tree_model.h"
#include "ui/shared/page.h"

#include <QPersistentModelIndex>

class QAction;
class QTreeView;

namespace latchkey::ui {

class DetailsPane;

/// What is selected on the Sessions page: whole groups, single sessions, or everything that is shown.
struct SessionSelection
{
    sessions::SessionFilter filter; ///< names each selected session once
    QString name; ///< of the one row that is selected: "alice on curl", "Firefox on Windows"
    qint64 sessions = 0;
    qint64 revoked = 0;

    qint64 active() const { return sessions - revoked; }
};

/// The Sessions page: what it shows is set, what the person wants is signalled; it decides nothing.
class SessionsView final : public Page
{
    Q_OBJECT

public:
    /// `model` and `clock` must outlive the view.
    SessionsView(SessionTreeModel& model, const Clock& clock, QWidget* parent = nullptr);

    SessionFilterBar& filters() { return *m_filters; }
    void clearFilters();

    /// Shows all sessions with odd times, and only them.
    void showOddClocks();

    SessionSelection selection() const;

    /// The one row that is selected, as what it is; null where it is something else or there are several.
    const sessions::Session* selectedSession() const;
    const sessions::SessionGroup* selectedGroup() const;
    sessions::SessionFilter selectedGroupFilter() const;

    /// How many sessions this filter matches, of how many stored. What is done to "all that match" is done
    /// to this filter.
    void showCounts(
        const sessions::SessionFilter& filter, const sessions::SessionCounts& counts, qint64 total);

    /// The versions of the selected device, once they are known.
    void showVersions(const QList<sessions::SessionGroup>& versions);

    /// How many other active sessions the selected session's user has.
    void showElsewhere(qint64 others);

    /// Columns, sort, splitter, filters, search, and which rows are open and selected, to be remembered.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);

    /// Without a way to write, the actions that change something are off.
    void setWritable(bool writable);

Q_SIGNALS:
    void queryChanged();
    void selectionChanged();
    void revokeRequested();
    void restoreRequested();
    void deleteRequested();
    void signOutElsewhereRequested();
    void purgeRequested();
    void rulesRequested();
    void shown();

protected:
    void showEvent(QShowEvent* event) override;

private:
    void setUpTree();
    void setUpActions();
    QAction* addRowAction(const QString& name, const QString& icon, void (SessionsView::*signal)());
    QModelIndex onlySelectedRow() const;
    void selectEverything();
    void holdTopRow();
    void returnToTopRow();
    QList<QStringList> openPaths() const;
    void recoverRows();
    void fetchWhatIsInSight();
    void updateColumns();
    void updateActions();
    void updateDetails();

    SessionTreeModel& m_model;
    const Clock& m_clock;
    QTreeView* m_tree;
    DetailsPane* m_details;
    SessionFilterBar* m_filters;
    QAction* m_revoke = nullptr;
    QAction* m_restore = nullptr;
    QAction* m_signOutElsewhere = nullptr;
    QAction* m_delete = nullptr;
    QAction* m_purge = nullptr;
    QAction* m_rules = nullptr;
    sessions::SessionFilter m_countedFilter;
    sessions::SessionCounts m_counts; ///< of that
    QList<sessions::SessionGroup> m_versions; ///< of the selected device
    qint64 m_elsewhere = 0;
    bool m_isEverythingSelected = false;
    bool m_writable = true;
    QPersistentModelIndex m_topRow; ///< while the rows are laid out anew; invalid at the very top
    QList<QStringList> m_pathsToOpen; ///< remembered from the last start, until they come into the model
    QList<QStringList> m_pathsToSelect;
};

} // namespace latchkey::ui
