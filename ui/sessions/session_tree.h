// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_columns.h"

#include <QHash>
#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace latchkey::ui {

/// What the Sessions page shows, and in which order.
struct SessionQuery
{
    sessions::SessionFilter filter;
    SessionGrouping grouping = SessionGrouping::Device;
    sessions::SessionSort sort; ///< of the sessions
    std::function<void(QList<sessions::SessionGroup>&)> sortGroups;
};

/// A row: a group, a session, or the root, which is neither.
struct SessionNode
{
    SessionNode* parent = nullptr;
    int row = 0;
    std::optional<sessions::GroupBy> groupedBy;
    sessions::SessionGroup group;
    std::optional<sessions::Session> session;
    std::vector<std::unique_ptr<SessionNode>> children; ///< those that were read
    bool complete = false; ///< all children that there are were read
    bool fetching = false;

    QHash<QString, int> rowsByKey; ///< of the children, as rowOf() needs them

    /// Names it among its siblings, from one reading to the next.
    QString key() const;

    /// The row of the child with this key, or -1.
    int rowOf(const QString& childKey);

    /// Names exactly what it stands for within the shown filter.
    sessions::SessionFilter filter(const sessions::SessionFilter& shown) const;
};

/// Rows as they come from the directory, for a parent to take in.
struct SessionRows
{
    std::vector<std::unique_ptr<SessionNode>> nodes;
    bool complete = true;

    void moveInto(SessionNode* parent);
};

/// How far a tree was read: which rows had children, and how many.
struct ReadExtent
{
    qint64 rows = 0;
    QHash<QString, ReadExtent> opened; ///< by key

    static ReadExtent of(const SessionNode& node);
};

/// Reads rows from the directory, a level or a page at a time. UI thread only; answers come later.
class SessionTreeReader final : public QObject
{
    Q_OBJECT

public:
    /// `directory` must outlive the reader.
    explicit SessionTreeReader(sessions::SessionDirectory& directory, QObject* parent = nullptr);

    using RowsDone = std::function<void(Result<SessionRows>)>;
    using TreeDone = std::function<void(Result<std::shared_ptr<SessionNode>>)>;

    /// Rows of `parent` after those it has, at least `rows` of them where there are so many.
    void readRows(const SessionQuery& query, const SessionNode& parent, qint64 rows, const RowsDone& done);

    /// A new tree, as far as `extent` says.
    void readTree(const SessionQuery& query, const ReadExtent& extent, const TreeDone& done);

private:
    struct Reading;
    void readNext(const std::shared_ptr<Reading>& reading);

    sessions::SessionDirectory& m_directory;
};

} // namespace latchkey::ui
