// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/clock.h"
#include "ui/sessions/session_tree.h"

#include <QAbstractItemModel>

namespace latchkey::ui {

/// Sessions in groups, as a tree that holds what was looked at, not what exists: groups come when their
/// parent is opened, sessions a page at a time as they are scrolled to. UI thread only; it asks the
/// directory, which answers later.
class SessionTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    using SessionFilter = sessions::SessionFilter;
    using Grouping = SessionGrouping;

    /// Both must outlive the model.
    SessionTreeModel(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent = nullptr);
    ~SessionTreeModel() override;

    /// Shows the matching sessions. The old rows stay until the new ones are there, read as far as the old
    /// ones were; selected and open rows that are still there stay so. Ends with loaded() or failed(), unless
    /// another load came in between.
    void load(const SessionFilter& filter, Grouping grouping);

    /// From the next load() on.
    void setSort(const SessionColumns& sort) { m_sort = sort; }

    /// Drops what is on the way.
    void cancelLoad() { ++m_lastLoad; }

    /// Forgets all rows.
    void clear();

    /// The filter that names exactly what this row stands for: a group within the shown filter, or one
    /// session.
    SessionFilter filterFor(const QModelIndex& index) const;

    /// The session of the row, or null for a group.
    const sessions::Session* sessionAt(const QModelIndex& index) const;

    /// The group of the row, or null for a session.
    const sessions::SessionGroup* groupAt(const QModelIndex& index) const;

    /// Whether more rows of this parent are stored than were fetched; fetchMore() brings the next page. A
    /// tree view calls canFetchMore() at each layout and would load everything, so that is true for the first
    /// page only.
    bool hasMore(const QModelIndex& parent) const;

    /// Names a row: the keys from the top down.
    QStringList pathOf(const QModelIndex& index) const;

    /// The row of that name among those that were read; invalid when there is none.
    QModelIndex indexOf(const QStringList& path) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

Q_SIGNALS:
    void loaded();
    void failed(const latchkey::Error& error);

private:
    using Node = SessionNode;

    Node* nodeAt(const QModelIndex& index) const;
    void show(const std::shared_ptr<Node>& root, Grouping groupingBefore);
    QString groupText(const Node& node, int column) const;
    void sortGroups(QList<sessions::SessionGroup>& groups) const;

    SessionTreeReader m_reader;
    const Clock& m_clock;
    SessionQuery m_query; ///< what was asked for last
    Grouping m_shownGrouping = Grouping::Device;
    SessionColumns m_sort;
    std::shared_ptr<Node> m_root;
    int m_lastLoad = 0; ///< an answer to an older load is not for us
    int m_tree = 0; ///< counts the trees shown; an answer for a node of an older one is dropped
};

} // namespace latchkey::ui
