// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_tree_model.h"

#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/shared/plain_tool_tip.h"
#include "ui/shared/themed_icon.h"

#include <QIcon>
#include <QLocale>

#include <algorithm>

namespace latchkey::ui {

using sessions::GroupBy;
using sessions::Session;
using sessions::SessionGroup;

namespace {

QString nameOf(const SessionNode& group)
{
    const bool isUserAgent = group.groupedBy == GroupBy::UserAgent;
    const QString& name =
        isUserAgent && !group.group.browser.isEmpty() ? group.group.browser : group.group.key;
    return name.isEmpty() ? SessionColumns::noUserAgent() : name;
}

QString toolTipOf(const SessionNode& group, int column)
{
    switch (column) {
    case SessionColumns::Name: {
        const QString name = nameOf(group);
        const QString& key = group.group.key;
        return visibleText(key == name ? key : name + u'\n' + key).trimmed();
    }
    case SessionColumns::LastUsed:
        return exactTime(group.group.lastUsed);
    default:
        return {};
    }
}

QIcon iconOf(const SessionNode& group)
{
    const bool isPerson = group.groupedBy == GroupBy::User;
    return themedIcon(isPerson ? QStringLiteral("user") : sessions::kindName(group.group.kind));
}

} // namespace

SessionTreeModel::SessionTreeModel(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent)
    : QAbstractItemModel(parent)
    , m_reader(directory)
    , m_clock(clock)
    , m_root(std::make_shared<Node>())
{
    m_root->complete = true; // until the first load()
}

SessionTreeModel::~SessionTreeModel() = default;

void SessionTreeModel::load(const SessionFilter& filter, Grouping grouping)
{
    m_query = { filter, grouping, m_sort.sessionSort(grouping),
        [this](QList<SessionGroup>& groups) { sortGroups(groups); } };
    const bool isSameShape = grouping == m_shownGrouping;
    m_reader.readTree(m_query, isSameShape ? ReadExtent::of(*m_root) : ReadExtent(),
        [this, load = ++m_lastLoad, grouping](const Result<std::shared_ptr<Node>>& root) {
            if (load != m_lastLoad) {
                return;
            }
            if (!root) {
                Q_EMIT failed(root.error());
                return;
            }
            show(*root, std::exchange(m_shownGrouping, grouping));
            Q_EMIT loaded();
        });
}

void SessionTreeModel::clear()
{
    if (m_root->children.empty()) {
        return;
    }
    ++m_tree;
    beginResetModel();
    m_root = std::make_shared<Node>();
    m_root->complete = true;
    endResetModel();
}

void SessionTreeModel::show(const std::shared_ptr<Node>& root, Grouping groupingBefore)
{
    ++m_tree;
    if (groupingBefore != m_shownGrouping) {
        beginResetModel();
        m_root = root;
        endResetModel();
        return;
    }
    // A new layout rather than new rows: views keep what is selected, open and in sight.
    Q_EMIT layoutAboutToBeChanged();
    const QModelIndexList before = persistentIndexList();
    QList<QStringList> paths;
    for (const QModelIndex& index : before) {
        paths.append(pathOf(index));
    }
    const std::shared_ptr<Node> old = std::exchange(m_root, root); // until nobody holds its nodes any more
    QModelIndexList after;
    for (qsizetype i = 0; i < before.size(); ++i) {
        after.append(indexOf(paths[i]).siblingAtColumn(before[i].column()));
    }
    changePersistentIndexList(before, after);
    Q_EMIT layoutChanged();
}

bool SessionTreeModel::hasMore(const QModelIndex& parent) const
{
    const Node* node = nodeAt(parent);
    return !node->complete && !node->fetching && !node->session;
}

bool SessionTreeModel::canFetchMore(const QModelIndex& parent) const
{
    return nodeAt(parent)->children.empty() && hasMore(parent);
}

void SessionTreeModel::fetchMore(const QModelIndex& parent)
{
    Node* node = nodeAt(parent);
    node->fetching = true;
    m_reader.readRows(m_query, *node, 0,
        [this, node, tree = m_tree, at = QPersistentModelIndex(parent)](Result<SessionRows> rows) {
            if (tree != m_tree) {
                return; // the node is gone
            }
            node->fetching = false;
            if (!rows) {
                node->complete = true;
                Q_EMIT failed(rows.error());
                return;
            }
            if (rows->nodes.empty()) {
                node->complete = true;
                return;
            }
            const int first = static_cast<int>(node->children.size());
            beginInsertRows(at, first, first + static_cast<int>(rows->nodes.size()) - 1);
            rows->moveInto(node);
            endInsertRows();
        });
}

SessionTreeModel::SessionFilter SessionTreeModel::filterFor(const QModelIndex& index) const
{
    return nodeAt(index)->filter(m_query.filter);
}

const Session* SessionTreeModel::sessionAt(const QModelIndex& index) const
{
    const Node* node = nodeAt(index);
    return node->session ? &*node->session : nullptr;
}

const SessionGroup* SessionTreeModel::groupAt(const QModelIndex& index) const
{
    const Node* node = nodeAt(index);
    return node->groupedBy ? &node->group : nullptr;
}

QStringList SessionTreeModel::pathOf(const QModelIndex& index) const
{
    QStringList path;
    for (const Node* node = nodeAt(index); node->parent != nullptr; node = node->parent) {
        path.prepend(node->key());
    }
    return path;
}

QModelIndex SessionTreeModel::indexOf(const QStringList& path) const
{
    QModelIndex found;
    for (const QString& key : path) {
        found = index(nodeAt(found)->rowOf(key), 0, found);
        if (!found.isValid()) {
            break;
        }
    }
    return found;
}

SessionTreeModel::Node* SessionTreeModel::nodeAt(const QModelIndex& index) const
{
    return index.isValid() ? static_cast<Node*>(index.internalPointer()) : m_root.get();
}

QModelIndex SessionTreeModel::index(int row, int column, const QModelIndex& parent) const
{
    const Node* node = nodeAt(parent);
    if (row < 0 || row >= static_cast<int>(node->children.size()) || column < 0
        || column >= SessionColumns::ColumnCount) {
        return {};
    }
    return createIndex(row, column, node->children[static_cast<std::size_t>(row)].get());
}

QModelIndex SessionTreeModel::parent(const QModelIndex& index) const
{
    const Node* parent = index.isValid() ? nodeAt(index)->parent : nullptr;
    return parent == nullptr || parent == m_root.get() ? QModelIndex() : createIndex(parent->row, 0, parent);
}

int SessionTreeModel::rowCount(const QModelIndex& parent) const
{
    return parent.column() > 0 ? 0 : static_cast<int>(nodeAt(parent)->children.size());
}

int SessionTreeModel::columnCount(const QModelIndex& /*parent*/) const { return SessionColumns::ColumnCount; }

bool SessionTreeModel::hasChildren(const QModelIndex& parent) const
{
    const Node* node = nodeAt(parent);
    return parent.column() <= 0 && (node->groupedBy || !node->children.empty());
}

void SessionTreeModel::sortGroups(QList<SessionGroup>& groups) const
{
    const auto less = [this](const SessionGroup& a, const SessionGroup& b) {
        switch (m_sort.sorted) {
        case SessionColumns::Name:
        case SessionColumns::Device:
            return a.key.localeAwareCompare(b.key) < 0;
        case SessionColumns::Sessions:
            return a.sessions < b.sessions;
        case SessionColumns::State:
            return a.revoked < b.revoked;
        default:
            return a.lastUsed < b.lastUsed;
        }
    };
    std::ranges::stable_sort(groups, [&](const SessionGroup& a, const SessionGroup& b) {
        return m_sort.order == Qt::AscendingOrder ? less(a, b) : less(b, a);
    });
}

QVariant SessionTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Node& node = *nodeAt(index);
    if (node.session) {
        return SessionColumns::cell(
            *node.session, index.column(), role, m_shownGrouping, m_clock.unixSeconds());
    }
    switch (role) {
    case Qt::DisplayRole:
        return groupText(node, index.column());
    case Qt::DecorationRole:
        return index.column() == SessionColumns::Name ? QVariant(iconOf(node)) : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(toolTipOf(node, index.column()));
    default:
        return {};
    }
}

QString SessionTreeModel::groupText(const Node& node, int column) const
{
    switch (column) {
    case SessionColumns::Name:
        return visibleText(nameOf(node));
    case SessionColumns::Sessions:
        return QLocale().toString(node.group.sessions);
    case SessionColumns::LastUsed:
        return relativeTime(node.group.lastUsed, m_clock.unixSeconds());
    case SessionColumns::State:
        return node.group.revoked > 0 ? tr("%1 revoked").arg(QLocale().toString(node.group.revoked))
                                      : QString();
    case SessionColumns::Browser:
        return visibleText(node.group.browser);
    default:
        return {};
    }
}

QVariant SessionTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    return SessionColumns::heading(section, m_shownGrouping);
}

} // namespace latchkey::ui
