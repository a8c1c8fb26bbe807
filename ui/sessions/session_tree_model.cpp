// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_tree_model.h"

#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/themed_icon.h"

#include <QLocale>

#include <algorithm>
#include <optional>

namespace latchkey::ui {

using sessions::GroupBy;
using sessions::Session;
using sessions::SessionColumn;
using sessions::SessionGroup;

namespace {

constexpr qint64 PageSize = 200;

} // namespace

struct SessionTreeModel::Node
{
    Node* parent = nullptr;
    int row = 0;
    std::optional<GroupBy> groupedBy; // set for a group; the root has neither group nor session
    SessionGroup group;
    std::optional<Session> session;
    std::vector<std::unique_ptr<Node>> children;
    bool complete = false;
    bool fetching = false;
};

struct SessionTreeModel::Children
{
    std::vector<std::unique_ptr<Node>> nodes;
    bool complete = true;

    void moveInto(Node* parent)
    {
        for (auto& node : nodes) {
            node->parent = parent;
            node->row = static_cast<int>(parent->children.size());
            parent->children.push_back(std::move(node));
        }
        parent->complete = complete;
    }
};

SessionTreeModel::SessionTreeModel(sessions::SessionDirectory& directory, const Clock& clock, QObject* parent)
    : QAbstractItemModel(parent)
    , m_directory(directory)
    , m_clock(clock)
    , m_root(std::make_unique<Node>())
{
    m_root->complete = true; // until the first load()
}

SessionTreeModel::~SessionTreeModel() = default;

void SessionTreeModel::load(const SessionFilter& filter, Grouping grouping)
{
    m_filter = filter;
    m_grouping = grouping;
    requestChildren(Node(), [this, load = ++m_lastLoad](Result<Children> children) {
        if (load != m_lastLoad) {
            return;
        }
        if (!children) {
            Q_EMIT failed(children.error());
            return;
        }
        beginResetModel();
        ++m_tree;
        m_root = std::make_unique<Node>();
        children->moveInto(m_root.get());
        endResetModel();
        Q_EMIT loaded();
    });
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
    requestChildren(
        *node, [this, node, tree = m_tree, at = QPersistentModelIndex(parent)](Result<Children> children) {
            if (tree != m_tree) {
                return; // the node is gone
            }
            node->fetching = false;
            if (!children) {
                node->complete = true;
                Q_EMIT failed(children.error());
                return;
            }
            if (children->nodes.empty()) {
                node->complete = true;
                return;
            }
            const int first = static_cast<int>(node->children.size());
            beginInsertRows(at, first, first + static_cast<int>(children->nodes.size()) - 1);
            children->moveInto(node);
            endInsertRows();
        });
}

void SessionTreeModel::requestChildren(const Node& node, const std::function<void(Result<Children>)>& done)
{
    const bool isRoot = !node.groupedBy;
    if (isRoot ? m_grouping != Grouping::None : node.groupedBy == GroupBy::Device) {
        const GroupBy by = !isRoot           ? GroupBy::UserAgent
            : m_grouping == Grouping::Device ? GroupBy::Device
                                             : GroupBy::User;
        whenDone(m_directory.groups(filterFor(node), by), this,
            [this, by, done](Result<QList<SessionGroup>> groups) {
                if (!groups) {
                    done(std::unexpected(groups.error()));
                    return;
                }
                sortGroups(*groups);
                Children children;
                for (const SessionGroup& group : std::as_const(*groups)) {
                    auto child = std::make_unique<Node>();
                    child->groupedBy = by;
                    child->group = group;
                    children.nodes.push_back(std::move(child));
                }
                done(std::move(children));
            });
        return;
    }
    const auto offset = static_cast<qint64>(node.children.size());
    whenDone(m_directory.page(filterFor(node), sessionSort(), offset, PageSize), this,
        [done](const Result<QList<Session>>& page) {
            if (!page) {
                done(std::unexpected(page.error()));
                return;
            }
            Children children;
            children.complete = page->size() < PageSize;
            for (const Session& session : *page) {
                auto child = std::make_unique<Node>();
                child->session = session;
                child->complete = true;
                children.nodes.push_back(std::move(child));
            }
            done(std::move(children));
        });
}

SessionTreeModel::SessionFilter SessionTreeModel::filterFor(const QModelIndex& index) const
{
    return filterFor(*nodeAt(index));
}

SessionTreeModel::SessionFilter SessionTreeModel::filterFor(const Node& node) const
{
    if (node.session) {
        SessionFilter one;
        one.ids = { node.session->token.id };
        return one;
    }
    SessionFilter filter = node.parent != nullptr ? filterFor(*node.parent) : m_filter;
    if (node.groupedBy) {
        switch (*node.groupedBy) {
        case GroupBy::Device:
            filter.device = node.group.key;
            break;
        case GroupBy::UserAgent:
            filter.userAgent = node.group.key;
            break;
        case GroupBy::User:
            filter.username = node.group.key;
            break;
        }
    }
    return filter;
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

QString SessionTreeModel::pathOf(const QModelIndex& index) const
{
    const Node* node = nodeAt(index);
    if (node->parent == nullptr) {
        return {};
    }
    const QString own = node->session ? QString::number(node->session->token.id) : node->group.key;
    return pathOf(index.parent()) + QChar(0x1f) + own;
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
    load(m_filter, m_grouping);
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
        return { m_grouping == Grouping::User ? SessionColumn::Device : SessionColumn::Username,
            m_sortOrder };
    case Device:
        return { SessionColumn::Device, m_sortOrder };
    case Created:
        return { SessionColumn::Created, m_sortOrder };
    case State:
        return { SessionColumn::State, m_sortOrder };
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
        return toolTip(node, index.column());
    default:
        return {};
    }
}

QString SessionTreeModel::nameOf(const Node& node) const
{
    if (node.session) {
        return m_grouping == Grouping::User ? node.session->device : node.session->token.username;
    }
    const bool isUserAgent = node.groupedBy == GroupBy::UserAgent;
    const QString name = isUserAgent && !node.group.browser.isEmpty() ? node.group.browser : node.group.key;
    return name.isEmpty() ? tr("(no user agent)") : name;
}

QVariant SessionTreeModel::text(const Node& node, int column) const
{
    const qint64 now = m_clock.unixSeconds();
    switch (column) {
    case Name:
        return visibleText(nameOf(node));
    case Device:
        return node.session ? visibleText(node.session->device) : QString();
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
    default:
        return {};
    }
}

QString SessionTreeModel::toolTip(const Node& node, int column) const
{
    switch (column) {
    case Name:
        return visibleText(node.session ? node.session->token.userAgent : node.group.key);
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
    const bool isPerson = node.session ? m_grouping != Grouping::User : node.groupedBy == GroupBy::User;
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
        return m_grouping == Grouping::Device ? tr("Device, user")
            : m_grouping == Grouping::User    ? tr("User, device")
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
    default:
        return {};
    }
}

} // namespace latchkey::ui
