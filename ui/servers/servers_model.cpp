// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_model.h"

#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/servers/login_text.h"
#include "ui/shared/plain_tool_tip.h"
#include "ui/shared/themed_icon.h"

#include <QFont>
#include <QGuiApplication>
#include <QPalette>

#include <algorithm>
#include <limits>

namespace latchkey::ui {

using credentials::Login;
using credentials::LoginOverview;
using credentials::LoginStatus;
using credentials::Place;

namespace {

/// The most urgent first, and what nobody has asked about last.
qint64 urgency(const Login& login, qint64 now)
{
    constexpr qint64 Never = std::numeric_limits<qint64>::max();
    switch (login.status(now)) {
    case LoginStatus::Refused:
        return 0;
    case LoginStatus::Expired:
    case LoginStatus::Ok:
        return expiryOf(login).value_or(Never - 3);
    case LoginStatus::NotChecked:
        return Never - 2;
    case LoginStatus::Unchecked:
        return Never - 1;
    case LoginStatus::Unusable:
        break;
    }
    return Never;
}

bool hasSameRows(const QList<Login>& left, const QList<Login>& right)
{
    return std::ranges::equal(left, right, {}, &loginKey, &loginKey);
}

QString addressToolTip(const Login& login)
{
    const auto& server = login.credential.server;
    if (!server) {
        return {};
    }
    return server->isUnprotected()
        ? ServersModel::tr("%1\nNot encrypted: others on the network can read the token.")
              .arg(server->origin())
        : server->origin();
}

bool isInPlainFileOnly(const Login& login) { return login.places.first() == Place::CliFiles; }

} // namespace

QString loginKey(const Login& login)
{
    const auto id = login.id();
    return id ? id->server.origin() + u' ' + id->fingerprint
              : QString::number(static_cast<int>(login.places.first())) + u'/' + login.credential.key;
}

ServersModel::ServersModel(const Clock& clock, QObject* parent)
    : QAbstractTableModel(parent)
    , m_clock(clock)
{
}

void ServersModel::setOverview(const LoginOverview& overview)
{
    if (hasSameRows(m_overview.logins, overview.logins)) {
        m_overview = overview;
        announceAll();
        return;
    }
    beginResetModel();
    m_overview = overview;
    endResetModel();
}

void ServersModel::setChecking(const QList<credentials::LoginId>& checking)
{
    m_checking = checking;
    announceAll();
}

void ServersModel::refreshTimes() { announceAll(); }

void ServersModel::announceAll()
{
    if (rowCount() > 0) {
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
    }
}

int ServersModel::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_overview.logins.size());
}

int ServersModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

bool ServersModel::isChecking(const Login& login) const
{
    const auto id = login.id();
    return id && m_checking.contains(*id);
}

bool ServersModel::isUnfinished(const Login& login) const
{
    const auto id = login.id();
    return id && m_overview.unfinishedSignOuts.contains(*id);
}

QString ServersModel::text(const Login& login, int column) const
{
    switch (column) {
    case Account:
        return accountText(login, m_overview.logins);
    case Server:
        return serverText(login);
    case State:
        if (login.credential.problem) {
            return tr("Problem");
        }
        if (login.active) {
            return m_overview.overridingVariable.isEmpty() ? tr("Active") : tr("Overridden");
        }
        return isUnfinished(login) ? tr("Unfinished") : QString();
    case StoredIn:
        return placeText(login.places.first());
    case Check:
        return isChecking(login) ? tr("Checking…") : checkWords(login, m_clock.unixSeconds()).text;
    case LastUsed:
        return login.lastUsed > 0 ? relativeTime(login.lastUsed, m_clock.unixSeconds()) : QString();
    default:
        return {};
    }
}

QIcon ServersModel::icon(const Login& login, int column) const
{
    const auto named = [](const QString& name) { return name.isEmpty() ? QIcon() : themedIcon(name); };
    switch (column) {
    case Account:
        return named(QStringLiteral("user"));
    case Server:
        return named(login.credential.server && login.credential.server->isUnprotected()
                ? QStringLiteral("warning")
                : QString());
    case State:
        if (login.credential.problem || isUnfinished(login)) {
            return named(QStringLiteral("warning"));
        }
        if (login.active) {
            return named(
                m_overview.overridingVariable.isEmpty() ? QStringLiteral("use") : QStringLiteral("warning"));
        }
        return {};
    case StoredIn:
        return named(isInPlainFileOnly(login) ? QStringLiteral("warning") : placeIcon(login.places.first()));
    case Check:
        return named(isChecking(login) ? QStringLiteral("refresh")
                                       : checkWords(login, m_clock.unixSeconds()).iconName);
    default:
        return {};
    }
}

QString ServersModel::toolTip(const Login& login, int column) const
{
    if (login.credential.problem) {
        return visibleText(login.credential.problem->message);
    }
    switch (column) {
    case Account:
        return login.account.isEmpty() ? tr("Nobody has said whose token this is. Check it to find out.")
                                       : loginTitle(login, m_overview.logins);
    case Server:
        return addressToolTip(login);
    case State:
        if (login.active) {
            return m_overview.overridingVariable.isEmpty()
                ? tr("The terminal's commands use this login now.")
                : tr("%1 is set in the environment and wins over this login.")
                      .arg(m_overview.overridingVariable);
        }
        return isUnfinished(login) ? tr("Signing out was begun and not finished.") : QString();
    case StoredIn: {
        QStringList lines;
        for (const Place place : login.places) {
            lines.append(placeExplanation(place));
        }
        return lines.join(u'\n');
    }
    case Check:
        return checkWords(login, m_clock.unixSeconds()).toolTip;
    case LastUsed:
        return login.lastUsed > 0 ? exactTime(login.lastUsed) : QString();
    default:
        return {};
    }
}

QVariant ServersModel::sortValue(const Login& login, int column) const
{
    switch (column) {
    case State:
        return login.active ? 0 : login.credential.problem ? 1 : isUnfinished(login) ? 2 : 3;
    case StoredIn:
        return static_cast<int>(login.places.first());
    case Check:
        return urgency(login, m_clock.unixSeconds());
    case LastUsed:
        return login.lastUsed;
    default:
        return text(login, column);
    }
}

QVariant ServersModel::font(const Login& login, int column) const
{
    const bool stands = column == Check && checkWords(login, m_clock.unixSeconds()).alarm != CheckAlarm::None;
    const bool isName = column == Account || column == Server;
    if (!stands && !(isName && login.active)) {
        return {};
    }
    QFont bold;
    bold.setBold(true);
    return bold;
}

bool ServersModel::isQuiet(const Login& login, int column) const
{
    return (column == Account && login.account.isEmpty()) || (column == Check && !login.check);
}

QVariant ServersModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid()) {
        return {};
    }
    const Login& login = m_overview.logins[index.row()];
    switch (role) {
    case Qt::DisplayRole:
        return text(login, index.column());
    case Qt::DecorationRole:
        return icon(login, index.column());
    case Qt::ToolTipRole:
        return plainToolTip(toolTip(login, index.column()));
    case Qt::FontRole:
        return font(login, index.column());
    case Qt::ForegroundRole:
        return isQuiet(login, index.column())
            ? QVariant(QGuiApplication::palette().brush(QPalette::PlaceholderText))
            : QVariant();
    case SortRole:
        return sortValue(login, index.column());
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
    case Account:
        return tr("Account");
    case Server:
        return tr("Server");
    case State:
        return tr("State");
    case StoredIn:
        return tr("Stored in");
    case Check:
        return tr("Check");
    case LastUsed:
        return tr("Last used");
    default:
        return {};
    }
}

} // namespace latchkey::ui
