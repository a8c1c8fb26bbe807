// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"

#include <QVariant>

namespace latchkey::ui {

enum class SessionGrouping { Device, User, None };

/// The columns of the Sessions page, in both ways to show it.
struct SessionColumns
{
    enum Column {
        Name,
        Device,
        Sessions,
        LastUsed,
        Created,
        State,
        Fingerprint,
        Browser,
        System,
        ColumnCount
    };

    int sorted = LastUsed; ///< the column that the rows are sorted by
    Qt::SortOrder order = Qt::DescendingOrder;

    friend bool operator==(const SessionColumns&, const SessionColumns&) = default;

    /// The order of the sessions.
    sessions::SessionSort sessionSort(SessionGrouping grouping) const;

    static QString heading(int column, SessionGrouping grouping);

    /// What a model's data() says of a session: text, tooltip or icon. `now`: Unix seconds.
    static QVariant cell(
        const sessions::Session& session, int column, int role, SessionGrouping grouping, qint64 now);

    /// In place of an empty user agent.
    static QString noUserAgent();
};

} // namespace latchkey::ui
