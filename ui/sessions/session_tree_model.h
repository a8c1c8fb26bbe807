// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/shared/clock.h"

#include <QAbstractItemModel>
#include <QIcon>

#include <functional>
#include <memory>
#include <vector>

namespace latchkey::ui {

/// Sessions as a tree that holds what was looked at, not what exists: groups come when their parent is
/// opened, sessions a page at a time as they are scrolled to. UI thread only; it asks the directory, which
/// answers later.
class SessionTreeModel final : public QAbstractItemModel
{
    Q_OBJECT

public:
    using SessionFilter = sessions::SessionFilter;
    enum class Grouping { Device, User, None };
    enum Column { Name, Device, Sessions, LastUsed, Created, State, Fingerprint, ColumnCount };

    /// Both must outlive the model.
    SessionTreeModel(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent = nullptr);
    ~SessionTreeModel() override;

    /// Shows the matching sessions, read anew; the old rows stay until the new ones are there. Ends with
    /// loaded() or failed(), unless another load() came in between.
    void load(const SessionFilter& filter, Grouping grouping);
    Grouping grouping() const { return m_grouping; }

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

    /// Names a row from one load to the next.
    QString pathOf(const QModelIndex& index) const;

    QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
    QModelIndex parent(const QModelIndex& index) const override;
    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    bool hasChildren(const QModelIndex& parent = {}) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    void sort(int column, Qt::SortOrder order) override;

Q_SIGNALS:
    void loaded();
    void failed(const latchkey::Error& error);

private:
    struct Node;
    struct Children;

    Node* nodeAt(const QModelIndex& index) const;
    SessionFilter filterFor(const Node& node) const;
    QString nameOf(const Node& node) const;
    QVariant text(const Node& node, int column) const;
    QString toolTip(const Node& node, int column) const;
    QIcon icon(const Node& node) const;
    void requestChildren(const Node& node, const std::function<void(Result<Children>)>& done);
    void sortGroups(QList<sessions::SessionGroup>& groups) const;
    sessions::SessionSort sessionSort() const;

    sessions::SessionDirectory& m_directory;
    const Clock& m_clock;
    SessionFilter m_filter;
    Grouping m_grouping = Grouping::Device;
    int m_sortColumn = LastUsed;
    Qt::SortOrder m_sortOrder = Qt::DescendingOrder;
    std::unique_ptr<Node> m_root;
    int m_lastLoad = 0; ///< an answer to an older load() is not for us
    int m_tree = 0; ///< counts the trees shown; an answer for a node of an older one is dropped
};

} // namespace latchkey::ui
