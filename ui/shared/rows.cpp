// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/rows.h"

#include <QHeaderView>
#include <QMenu>

namespace latchkey::ui {

int roomyRowHeight(const QFontMetrics& metrics) { return metrics.height() * 7 / 4; }

QSize RoomyDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    size.setHeight(roomyRowHeight(option.fontMetrics));
    return size;
}

void setUpColumns(QHeaderView* header, int mainColumn)
{
    header->setSectionsMovable(true);
    header->setHighlightSections(false);
    header->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    header->setStretchLastSection(false);
    header->setSectionResizeMode(QHeaderView::Interactive);
    header->setSectionResizeMode(mainColumn, QHeaderView::Stretch);
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    QObject::connect(
        header, &QWidget::customContextMenuRequested, header, [header, mainColumn](QPoint position) {
            auto* menu = new QMenu(header);
            menu->setAttribute(Qt::WA_DeleteOnClose);
            for (int column = 0; column < header->count(); ++column) {
                if (column == mainColumn) {
                    continue;
                }
                QAction* action =
                    menu->addAction(header->model()->headerData(column, Qt::Horizontal).toString());
                action->setCheckable(true);
                action->setChecked(!header->isSectionHidden(column));
                QObject::connect(action, &QAction::toggled, header,
                    [header, column](bool shown) { header->setSectionHidden(column, !shown); });
            }
            menu->popup(header->mapToGlobal(position));
        });
}

} // namespace latchkey::ui
