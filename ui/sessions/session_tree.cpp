// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_tree.h"

#include <QQueue>

namespace latchkey::ui {

using sessions::GroupBy;
using sessions::Session;
using sessions::SessionFilter;
using sessions::SessionGroup;

namespace {

constexpr qint64 PageSize = 200;

/// How the children of `node` are grouped; nothing where they are sessions.
std::optional<GroupBy> groupingBelow(const SessionNode& node, SessionGrouping grouping)
{
    if (node.groupedBy) {
        return node.groupedBy == GroupBy::Device ? std::optional(GroupBy::UserAgent) : std::nullopt;
    }
    switch (grouping) {
    case SessionGrouping::Device:
        return GroupBy::Device;
    case SessionGrouping::User:
        return GroupBy::User;
    case SessionGrouping::None:
        break;
    }
    return std::nullopt;
}

} // namespace

QString SessionNode::key() const { return session ? QString::number(session->token.id) : group.key; }

int SessionNode::rowOf(const QString& childKey)
{
    if (rowsByKey.size() != static_cast<qsizetype>(children.size())) {
        for (const auto& child : children) {
            rowsByKey.insert(child->key(), child->row);
        }
    }
    return rowsByKey.value(childKey, -1);
}

SessionFilter SessionNode::filter(const SessionFilter& shown) const
{
    if (session) {
        SessionFilter one;
        one.ids = { session->token.id };
        return one;
    }
    SessionFilter filter = parent != nullptr ? parent->filter(shown) : shown;
    if (groupedBy) {
        switch (*groupedBy) {
        case GroupBy::Device:
            filter.device = group.key;
            break;
        case GroupBy::UserAgent:
            filter.userAgent = group.key;
            break;
        case GroupBy::User:
            filter.username = group.key;
            break;
        }
    }
    return filter;
}

void SessionRows::moveInto(SessionNode* parent)
{
    for (auto& node : nodes) {
        node->parent = parent;
        node->row = static_cast<int>(parent->children.size());
        parent->children.push_back(std::move(node));
    }
    parent->complete = complete;
}

ReadExtent ReadExtent::of(const SessionNode& node)
{
    ReadExtent extent;
    extent.rows = static_cast<qint64>(node.children.size());
    for (const auto& child : node.children) {
        if (!child->children.empty()) {
            extent.opened.insert(child->key(), of(*child));
        }
    }
    return extent;
}

SessionTreeReader::SessionTreeReader(sessions::SessionDirectory& directory, QObject* parent)
    : QObject(parent)
    , m_directory(directory)
{
}

void SessionTreeReader::readRows(
    const SessionQuery& query, const SessionNode& parent, qint64 rows, const RowsDone& done)
{
    const SessionFilter filter = parent.filter(query.filter);
    if (const auto by = groupingBelow(parent, query.grouping)) {
        whenDone(m_directory.groups(filter, *by), this,
            [by = *by, sortGroups = query.sortGroups, done](Result<QList<SessionGroup>> groups) {
                if (!groups) {
                    done(std::unexpected(groups.error()));
                    return;
                }
                sortGroups(*groups);
                SessionRows read;
                for (const SessionGroup& group : std::as_const(*groups)) {
                    auto node = std::make_unique<SessionNode>();
                    node->groupedBy = by;
                    node->group = group;
                    read.nodes.push_back(std::move(node));
                }
                done(std::move(read));
            });
        return;
    }
    const auto offset = static_cast<qint64>(parent.children.size());
    const qint64 limit = qMax(rows, PageSize);
    whenDone(m_directory.page(filter, query.sort, offset, limit), this,
        [limit, done](const Result<QList<Session>>& page) {
            if (!page) {
                done(std::unexpected(page.error()));
                return;
            }
            SessionRows read;
            read.complete = page->size() < limit;
            for (const Session& session : *page) {
                auto node = std::make_unique<SessionNode>();
                node->session = session;
                node->complete = true;
                read.nodes.push_back(std::move(node));
            }
            done(std::move(read));
        });
}

/// The nodes whose children are still to be read.
struct SessionTreeReader::Reading
{
    SessionQuery query;
    TreeDone done;
    std::shared_ptr<SessionNode> root = std::make_shared<SessionNode>();
    QQueue<std::pair<SessionNode*, ReadExtent>> open;
};

void SessionTreeReader::readTree(const SessionQuery& query, const ReadExtent& extent, const TreeDone& done)
{
    const auto reading = std::make_shared<Reading>();
    reading->query = query;
    reading->done = done;
    reading->open.enqueue({ reading->root.get(), extent });
    readNext(reading);
}

void SessionTreeReader::readNext(const std::shared_ptr<Reading>& reading)
{
    if (reading->open.isEmpty()) {
        reading->done(reading->root);
        return;
    }
    const auto [node, extent] = reading->open.dequeue();
    readRows(reading->query, *node, extent.rows, [this, reading, node, extent](Result<SessionRows> rows) {
        if (!rows) {
            reading->done(std::unexpected(rows.error()));
            return;
        }
        rows->moveInto(node);
        for (const auto& child : node->children) {
            const auto opened = extent.opened.constFind(child->key());
            if (opened != extent.opened.constEnd()) {
                reading->open.enqueue({ child.get(), *opened });
            }
        }
        readNext(reading);
    });
}

} // namespace latchkey::ui
