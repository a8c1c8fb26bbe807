// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QStyledItemDelegate>

class QHeaderView;

namespace latchkey::ui {

/// The height of a row that is easy to read and to hit.
int roomyRowHeight(const QFontMetrics& metrics);

/// Gives a tree's rows that height.
class RoomyDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
};

/// A header whose columns can be moved, resized, and chosen in its context menu. `mainColumn` takes the room
/// that is left, and cannot be hidden.
void setUpColumns(QHeaderView* header, int mainColumn);

} // namespace latchkey::ui
