// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/logins.h"

#include <QAbstractTableModel>

namespace latchkey::ui {

/// The logins as table rows. Holds values only; the controller fills it.
class ServersModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { Server, State, StoredIn, TokenId, ColumnCount };

    explicit ServersModel(QObject* parent = nullptr);

    void setLogins(const QList<credentials::Login>& logins);
    const credentials::Login& loginAt(int row) const { return m_logins[row]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    QList<credentials::Login> m_logins;
};

/// Names a login from one reload to the next: where it lies and under which key.
QString loginKey(const credentials::Login& login);

/// The words for a place, in the middle of a sentence or as a cell: "Keyring", "Terminal's files".
QString placeText(credentials::Place place);

/// What a login is called: its host, or the stored key where that names no server. Marks plain http.
QString serverText(const credentials::Login& login);

} // namespace latchkey::ui
