// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "ui/sessions/session_tree_model.h"
#include "ui/shared/page.h"

#include <QSet>

class QAction;
class QButtonGroup;
class QComboBox;
class QHBoxLayout;
class QTreeView;

namespace latchkey::ui {

class DetailsPane;

/// What is selected on the Sessions page: whole groups and single sessions.
struct SessionSelection
{
    sessions::SessionFilter filter; ///< names each selected session once
    qint64 sessions = 0;
    qint64 revoked = 0;

    qint64 active() const { return sessions - revoked; }
};

/// The Sessions page: what it shows is set, what the person wants is signalled; it decides nothing.
class SessionsView final : public Page
{
    Q_OBJECT

public:
    /// The filter chips above the rows.
    enum class Chip { All, Active, Revoked, Unused90Days };

    /// `model` and `clock` must outlive the view.
    SessionsView(SessionTreeModel& model, const Clock& clock, QWidget* parent = nullptr);

    SessionTreeModel::Grouping grouping() const;
    Chip chip() const;
    void clearFilters();

    SessionSelection selection() const;

    /// Columns, sort, splitter, grouping and chip, to be remembered.
    QByteArray saveLayout() const;
    void restoreLayout(const QByteArray& layout);

    /// Without a way to write, the actions that change something are off.
    void setWritable(bool writable);

Q_SIGNALS:
    void queryChanged();
    void revokeRequested();
    void restoreRequested();
    void deleteRequested();
    void purgeRequested();

private:
    QWidget* makeToolRow();
    QAction* addRowAction(const QString& name, const QString& icon, void (SessionsView::*signal)());
    void rememberRows();
    void recoverRows(const QModelIndex& parent, int first, int last);
    void fetchWhatIsInSight();
    void updateColumns();
    void updateDetails();
    void describe(const sessions::Session& session);
    void describe(const sessions::SessionGroup& group);

    SessionTreeModel& m_model;
    const Clock& m_clock;
    QTreeView* m_tree;
    DetailsPane* m_details;
    QButtonGroup* m_chips;
    QComboBox* m_grouping;
    QAction* m_revoke;
    QAction* m_restore;
    QAction* m_delete;
    QAction* m_purge;
    QSet<QString> m_expandedPaths;
    QSet<QString> m_selectedPaths;
    QString m_currentPath;
    bool m_writable = true;
};

} // namespace latchkey::ui
