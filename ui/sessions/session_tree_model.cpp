// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_tree_model.h"

#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/plain_tool_tip.h"
#include "ui/shared/themed_icon.h"

#include <QLocale>

#include <algorithm>

namespace latchkey::ui {

using sessions::GroupBy;
using sessions::Session;
using sessions::SessionColumn;
using sessions::SessionGroup;

namespace {

QString noUserAgentText() { return SessionTreeModel::tr("(no user agent)"); }

QString deviceOf(const Session& session)
{
    return session.device.isEmpty() ? noUserAgentText() : session.device;
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
    m_query = { filter, grouping, {}, [this](QList<SessionGroup>& groups) { sortGroups(groups); } };
    m_query.sort = sessionSort();
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

void SessionTreeModel::reload() { load(m_query.filter, m_query.grouping); }

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
    if (row < 0 || row >= static_cast<int>(node->children.size()) || column < 0 || column >= ColumnCount) {
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

int SessionTreeModel::columnCount(const QModelIndex& /*parent*/) const { return ColumnCount; }

bool SessionTreeModel::hasChildren(const QModelIndex& parent) const
{
    const Node* node = nodeAt(parent);
    return parent.column() <= 0 && (node->groupedBy || !node->children.empty());
}

void SessionTreeModel::sort(int column, Qt::SortOrder order)
{
    if (column == m_sortColumn && order == m_sortOrder) {
        return;
    }
    m_sortColumn = column;
    m_sortOrder = order;
    reload();
}

void SessionTreeModel::sortGroups(QList<SessionGroup>& groups) const
{
    const auto less = [this](const SessionGroup& a, const SessionGroup& b) {
        switch (m_sortColumn) {
        case Name:
        case Device:
            return a.key.localeAwareCompare(b.key) < 0;
        case Sessions:
            return a.sessions < b.sessions;
        case State:
            return a.revoked < b.revoked;
        default:
            return a.lastUsed < b.lastUsed;
        }
    };
    std::ranges::stable_sort(groups, [&](const SessionGroup& a, const SessionGroup& b) {
        return m_sortOrder == Qt::AscendingOrder ? less(a, b) : less(b, a);
    });
}

sessions::SessionSort SessionTreeModel::sessionSort() const
{
    switch (m_sortColumn) {
    case Name:
        return { m_query.grouping == Grouping::User ? SessionColumn::Device : SessionColumn::Username,
            m_sortOrder };
    case Device:
        return { SessionColumn::Device, m_sortOrder };
    case Created:
        return { SessionColumn::Created, m_sortOrder };
    case State:
        return { SessionColumn::State, m_sortOrder };
    case Fingerprint:
        return { SessionColumn::Fingerprint, m_sortOrder };
    case Browser:
        return { SessionColumn::Browser, m_sortOrder };
    case System:
        return { SessionColumn::Os, m_sortOrder };
    default:
        return { SessionColumn::LastUsed, m_sortOrder };
    }
}

QVariant SessionTreeModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Node& node = *nodeAt(index);
    switch (role) {
    case Qt::DisplayRole:
        return text(node, index.column());
    case Qt::DecorationRole:
        return index.column() == Name ? QVariant(icon(node)) : QVariant();
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(node, index.column()));
    default:
        return {};
    }
}

QString SessionTreeModel::nameOf(const Node& node) const
{
    if (node.session) {
        return m_shownGrouping == Grouping::User ? deviceOf(*node.session) : node.session->token.username;
    }
    const bool isUserAgent = node.groupedBy == GroupBy::UserAgent;
    const QString name = isUserAgent && !node.group.browser.isEmpty() ? node.group.browser : node.group.key;
    return name.isEmpty() ? noUserAgentText() : name;
}

QVariant SessionTreeModel::text(const Node& node, int column) const
{
    const qint64 now = m_clock.unixSeconds();
    switch (column) {
    case Name:
        return visibleText(nameOf(node));
    case Device:
        return node.session ? visibleText(deviceOf(*node.session)) : QString();
    case Sessions:
        return node.session ? QString() : QLocale().toString(node.group.sessions);
    case LastUsed:
        return relativeTime(node.session ? node.session->token.lastUsed : node.group.lastUsed, now);
    case Created:
        return node.session ? relativeTime(node.session->token.created, now) : QString();
    case State:
        if (node.session) {
            return stateText(node.session->token);
        }
        return node.group.revoked > 0 ? tr("%1 revoked").arg(QLocale().toString(node.group.revoked))
                                      : QString();
    case Fingerprint:
        return node.session ? node.session->token.fingerprint : QString();
    case Browser:
        return visibleText(node.session ? node.session->browser : node.group.browser);
    case System:
        return node.session ? visibleText(node.session->os) : QString();
    default:
        return {};
    }
}

QString SessionTreeModel::toolTip(const Node& node, int column) const
{
    switch (column) {
    case Name: {
        const QString& agent = node.session ? node.session->token.userAgent : node.group.key;
        return visibleText(agent == nameOf(node) ? agent : nameOf(node) + u'\n' + agent).trimmed();
    }
    case Device:
        return node.session ? visibleText(deviceOf(*node.session)) : QString();
    case LastUsed:
        return exactTime(node.session ? node.session->token.lastUsed : node.group.lastUsed);
    case Created:
        return node.session ? exactTime(node.session->token.created) : QString();
    default:
        return {};
    }
}

QIcon SessionTreeModel::icon(const Node& node) const
{
    const bool isPerson = node.session ? m_shownGrouping != Grouping::User : node.groupedBy == GroupBy::User;
    if (isPerson) {
        return themedIcon(QStringLiteral("user"));
    }
    return themedIcon(sessions::kindName(node.session ? node.session->kind : node.group.kind));
}

QVariant SessionTreeModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (section) {
    case Name:
        return m_shownGrouping == Grouping::Device ? tr("Device, user")
            : m_shownGrouping == Grouping::User    ? tr("User, device")
                                                   : tr("User");
    case Device:
        return tr("Device");
    case Sessions:
        return tr("Sessions");
    case LastUsed:
        return tr("Last used");
    case Created:
        return tr("Created");
    case State:
        return tr("State");
    case Fingerprint:
        return tr("Fingerprint");
    case Browser:
        return tr("Browser");
    case System:
        return tr("System");
    default:
        return {};
    }
}

} // namespace latchkey::ui
