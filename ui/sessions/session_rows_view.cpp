// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_rows_view.h"

#include "ui/sessions/session_columns.h"
#include "ui/shared/rows.h"

#include <QAbstractItemView>
#include <QHeaderView>

namespace latchkey::ui {

void SessionRowsView::setUp(const QString& objectName)
{
    QAbstractItemView& rows = widget();
    rows.setObjectName(objectName);
    rows.setAccessibleName(tr("Sessions"));
    rows.setSelectionMode(QAbstractItemView::ExtendedSelection);
    rows.setAlternatingRowColors(true);
    rows.setTextElideMode(Qt::ElideMiddle);
    rows.setContextMenuPolicy(Qt::ActionsContextMenu);
    rows.setItemDelegate(new RoomyDelegate(&rows));

    QHeaderView& columns = header();
    setUpColumns(&columns, SessionColumns::Name);
    const int letter = rows.fontMetrics().averageCharWidth();
    const std::pair<int, int> widths[] = { { SessionColumns::Device, 26 }, { SessionColumns::Sessions, 10 },
        { SessionColumns::LastUsed, 17 }, { SessionColumns::Created, 17 }, { SessionColumns::State, 15 },
        { SessionColumns::Fingerprint, 12 }, { SessionColumns::Browser, 20 },
        { SessionColumns::System, 16 } };
    for (const auto& [column, letters] : widths) {
        columns.resizeSection(column, letter * letters);
    }
    for (const int column : { SessionColumns::Created, SessionColumns::Fingerprint, SessionColumns::Browser,
             SessionColumns::System }) {
        columns.setSectionHidden(column, true);
    }
    adaptColumns();
    columns.setSectionsClickable(true);
    columns.setSortIndicatorShown(true);
    columns.setSortIndicator(SessionColumns().sorted, SessionColumns().order);
    connect(&columns, &QHeaderView::sortIndicatorChanged, this, &SessionRowsView::sortRequested);
}

} // namespace latchkey::ui
