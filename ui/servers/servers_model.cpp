// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_model.h"

#include "core/shared/visible_text.h"
#include "ui/shared/themed_icon.h"

#include <QFont>

namespace latchkey::ui {

using credentials::Login;
using credentials::Place;

namespace {

QString stateText(const Login& login)
{
    if (login.credential.problem) {
        return ServersModel::tr("Problem");
    }
    return login.active ? ServersModel::tr("Active") : QString();
}

QString cellText(const Login& login, int column)
{
    switch (column) {
    case ServersModel::Server:
        return serverText(login);
    case ServersModel::State:
        return stateText(login);
    case ServersModel::StoredIn:
        return placeText(login.storedIn);
    case ServersModel::TokenId:
        return login.credential.token.tokenId;
    default:
        return {};
    }
}

QIcon cellIcon(const Login& login, int column)
{
    if (column == ServersModel::Server) {
        return themedIcon(QStringLiteral("servers"));
    }
    if (column == ServersModel::State && login.credential.problem) {
        return themedIcon(QStringLiteral("warning"));
    }
    if (column == ServersModel::State && login.active) {
        return themedIcon(QStringLiteral("use"));
    }
    if (column == ServersModel::StoredIn) {
        return themedIcon(
            login.storedIn == Place::Keyring ? QStringLiteral("keyring") : QStringLiteral("file"));
    }
    return {};
}

QString toolTip(const Login& login, int column)
{
    if (login.credential.problem) {
        return login.credential.problem->message;
    }
    switch (column) {
    case ServersModel::Server:
        return visibleText(
            login.credential.server ? login.credential.server->origin() : login.credential.key);
    case ServersModel::State:
        return login.active ? ServersModel::tr("The terminal's commands use this login now.") : QString();
    case ServersModel::StoredIn:
        return login.storedIn == Place::Keyring
            ? ServersModel::tr("In the system's keyring, in the entry other programs share")
            : ServersModel::tr("In a plain file that only you can read");
    case ServersModel::TokenId:
        return ServersModel::tr("The token's public name at the server: its first ten characters");
    default:
        return {};
    }
}

} // namespace

QString loginKey(const Login& login)
{
    return QString::number(static_cast<int>(login.storedIn)) + u'/' + login.credential.key;
}

QString placeText(Place place)
{
    return place == Place::Keyring ? ServersModel::tr("Keyring") : ServersModel::tr("Terminal's files");
}

QString serverText(const Login& login)
{
    const auto& server = login.credential.server;
    if (!server) {
        return visibleText(login.credential.key);
    }
    return server->isPlainHttp() ? ServersModel::tr("%1 (not encrypted)").arg(server->displayHost())
                                 : server->displayHost();
}

ServersModel::ServersModel(QObject* parent)
    : QAbstractTableModel(parent)
{
}

void ServersModel::setLogins(const QList<Login>& logins)
{
    beginResetModel();
    m_logins = logins;
    endResetModel();
}

int ServersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_logins.size());
}

int ServersModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant ServersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Login& login = m_logins[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return cellText(login, index.column());
    case Qt::DecorationRole:
        return cellIcon(login, index.column());
    case Qt::ToolTipRole:
        return toolTip(login, index.column());
    case Qt::FontRole:
        if (login.active && index.column() == Server) {
            QFont bold;
            bold.setBold(true);
            return bold;
        }
        return {};
    default:
        return {};
    }
}

QVariant ServersModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return QAbstractTableModel::headerData(section, orientation, role);
    }
    switch (section) {
    case Server:
        return tr("Server");
    case State:
        return tr("State");
    case StoredIn:
        return tr("Stored in");
    case TokenId:
        return tr("Token");
    default:
        return {};
    }
}

} // namespace latchkey::ui
