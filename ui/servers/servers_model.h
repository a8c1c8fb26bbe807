// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"
#include "core/shared/clock.h"

#include <QAbstractTableModel>

namespace latchkey::ui {

/// The logins as table rows. Holds values only; the controller fills it.
class ServersModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Account, Server, State, StoredIn, Check, LastUsed, ColumnCount };
    /// What a column is sorted by: times and urgency, not their words.
    enum { SortRole = Qt::UserRole };

    explicit ServersModel(const Clock& clock, QObject* parent = nullptr);

    /// Shows these logins. Rows that stay keep their selection.
    void setOverview(const credentials::LoginOverview& overview);
    /// The logins whose server is being asked.
    void setChecking(const QList<credentials::LoginId>& checking);
    /// Time has passed: says "3 hours ago" anew.
    void refreshTimes();

    const credentials::LoginOverview& overview() const { return m_overview; }
    const credentials::Login& loginAt(int row) const { return m_overview.logins[row]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QString text(const credentials::Login& login, int column) const;
    QIcon icon(const credentials::Login& login, int column) const;
    QString toolTip(const credentials::Login& login, int column) const;
    QVariant sortValue(const credentials::Login& login, int column) const;
    QVariant font(const credentials::Login& login, int column) const;
    bool isQuiet(const credentials::Login& login, int column) const;
    bool isChecking(const credentials::Login& login) const;
    bool isUnfinished(const credentials::Login& login) const;
    void announceAll();

    const Clock& m_clock;
    credentials::LoginOverview m_overview;
    QList<credentials::LoginId> m_checking;
};

/// Names a row from one reload to the next: the login, or where an unusable one lies.
QString loginKey(const credentials::Login& login);

} // namespace latchkey::ui
