// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shell/side_list_delegate.h"

#include <QLocale>
#include <QPainter>

namespace latchkey::ui {

void SideListDelegate::paint(
    QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyledItemDelegate::paint(painter, option, index);
    const QVariant count = index.data(CountRole);
    if (!count.isValid()) {
        return;
    }
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const QRect area = option.rect.adjusted(0, 0, -option.fontMetrics.averageCharWidth(), 0);
    painter->save();
    painter->setPen(option.palette.color(selected ? QPalette::HighlightedText : QPalette::Text));
    painter->setOpacity(selected ? 1.0 : 0.7);
    painter->drawText(area, Qt::AlignRight | Qt::AlignVCenter, QLocale().toString(count.toLongLong()));
    painter->restore();
}

QSize SideListDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(option.fontMetrics.height() * 9 / 4);
    return size;
}

} // namespace latchkey::ui
