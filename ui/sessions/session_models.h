// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_list_model.h"
#include "ui/sessions/session_tree_model.h"

namespace latchkey::ui {

/// The rows of the Sessions page: as a tree of groups or as one list, whichever was loaded last. UI thread
/// only.
class SessionModels final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive the models.
    SessionModels(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent = nullptr);

    SessionTreeModel& tree() { return m_tree; }
    SessionListModel& list() { return m_list; }
    sessions::SessionDirectory& directory() { return m_directory; }

    /// Shows the matching sessions. The old rows stay until the new ones are there. Ends with loaded() or
    /// failed(), unless another load came in between.
    void load(const sessions::SessionFilter& filter, SessionGrouping grouping);

    /// The order of both; what is shown is read anew where it changes.
    void sort(const SessionColumns& sort);

    /// How many sessions match this filter.
    void setMatched(const sessions::SessionFilter& filter, qint64 sessions);

    /// What was asked for last.
    const sessions::SessionFilter& filter() const { return m_filter; }
    SessionGrouping grouping() const { return m_grouping; }

    bool isFlat() const { return m_grouping == SessionGrouping::None; }
    bool isEmpty() const;

Q_SIGNALS:
    void loaded();
    void failed(const latchkey::Error& error);

private:
    void read();

    sessions::SessionDirectory& m_directory;
    SessionTreeModel m_tree;
    SessionListModel m_list;
    sessions::SessionFilter m_filter;
    SessionGrouping m_grouping = SessionGrouping::Device;
    SessionColumns m_sort;
    bool m_isLoaded = false; ///< load() was called
};

} // namespace latchkey::ui
