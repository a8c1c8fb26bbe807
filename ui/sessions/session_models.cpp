// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_models.h"

namespace latchkey::ui {

SessionModels::SessionModels(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent)
    : QObject(parent)
    , m_directory(directory)
    , m_tree(directory, clock)
    , m_list(directory, clock)
{
    connect(&m_tree, &SessionTreeModel::loaded, this, [this] {
        m_list.clear();
        Q_EMIT loaded();
    });
    connect(&m_list, &SessionListModel::loaded, this, [this] {
        m_tree.clear();
        Q_EMIT loaded();
    });
    connect(&m_tree, &SessionTreeModel::failed, this, &SessionModels::failed);
    connect(&m_list, &SessionListModel::failed, this, &SessionModels::failed);
}

void SessionModels::load(const sessions::SessionFilter& filter, SessionGrouping grouping)
{
    m_filter = filter;
    m_grouping = grouping;
    m_isLoaded = true;
    read();
}

void SessionModels::sort(const SessionColumns& sort)
{
    if (sort != std::exchange(m_sort, sort) && m_isLoaded) {
        read();
    }
}

void SessionModels::read()
{
    if (isFlat()) {
        m_tree.cancelLoad();
        m_list.load(m_filter, m_sort.sessionSort(m_grouping));
    } else {
        m_list.cancelLoad();
        m_tree.setSort(m_sort);
        m_tree.load(m_filter, m_grouping);
    }
}

void SessionModels::setMatched(const sessions::SessionFilter& filter, qint64 sessions)
{
    m_list.setMatched(filter, sessions);
}

bool SessionModels::isEmpty() const { return isFlat() ? m_list.rowCount() == 0 : m_tree.rowCount() == 0; }

} // namespace latchkey::ui
