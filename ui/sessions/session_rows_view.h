// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "ui/sessions/session_selection.h"

#include <QObject>
#include <QStringList>

class QAbstractItemView;
class QHeaderView;

namespace latchkey::ui {

/// One way to show sessions in rows, for the Sessions page: GroupedSessions or FlatSessions.
class SessionRowsView : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    virtual QAbstractItemView& widget() = 0;
    virtual QHeaderView& header() = 0;

    /// Shows the columns that belong to this way, whatever the header was told.
    virtual void adaptColumns() = 0;

    /// Everything that matches; it stays everything while the rows change.
    virtual void selectEverything() = 0;
    virtual bool isEverythingSelected() const = 0;

    /// What is selected; of everything only that it is.
    virtual SessionSelection selection() const = 0;

    /// The one row that is selected, as what it is; null where it is something else or there are several.
    virtual const sessions::Session* selectedSession() const = 0;
    virtual const sessions::SessionGroup* selectedGroup() const = 0;

    /// Names of the selected rows, and selecting rows of these names as soon as they come in.
    virtual QList<QStringList> selectedPaths() const = 0;
    virtual void selectPaths(const QList<QStringList>& paths) = 0;

    static constexpr qsizetype MostRememberedRows = 100; ///< from one start to the next

Q_SIGNALS:
    /// Another selection, or more is known of it.
    void selectionChanged();

    /// Nothing is selected any more. `reason`: for the person.
    void selectionLost(const QString& reason);

    /// Not all that the person selected is selected. `reason`: for the person.
    void selectionCutShort(const QString& reason);

    void sortRequested(int column, Qt::SortOrder order);

protected:
    /// What both ways have in common.
    void setUp(const QString& objectName);
};

} // namespace latchkey::ui
