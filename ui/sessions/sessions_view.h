// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_filter_bar.h"
#include "ui/sessions/session_models.h"
#include "ui/sessions/session_selection.h"
#include "ui/shared/page.h"

class QAction;
class QStackedWidget;

namespace latchkey::ui {

class DetailsPane;
class FlatSessions;
class GroupedSessions;
class SessionRowsView;

/// The Sessions page: what it shows is set, what the person wants is signalled; it decides nothing.
class SessionsView final : public Page
{
    Q_OBJECT

public:
    /// `models` and `clock` must outlive the view.
    SessionsView(SessionModels& models, const Clock& clock, QWidget* parent = nullptr);

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

    /// Not all that the person selected is selected. `reason`: for the person.
    void selectionCutShort(const QString& reason);
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
    void setUpRows(SessionRowsView& rows);
    void setUpActions();
    QAction* addRowAction(const QString& name, const QString& icon, void (SessionsView::*signal)());
    void showRows();
    void updateActions();
    void updateDetails();

    SessionModels& m_models;
    const Clock& m_clock;
    QStackedWidget* m_stack;
    GroupedSessions* m_grouped;
    FlatSessions* m_flat;
    SessionRowsView* m_rows; ///< those that are shown
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
    bool m_isCounted = false; ///< and the person has asked for nothing else since
    sessions::SessionFilter m_selected; ///< what the next two are about
    QList<sessions::SessionGroup> m_versions;
    qint64 m_elsewhere = 0;
    QString m_whyNothing; ///< is selected, where the person did not do so
    bool m_writable = true;
};

} // namespace latchkey::ui
