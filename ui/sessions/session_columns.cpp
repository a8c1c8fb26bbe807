// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_columns.h"

#include "core/sessions/theft_signs.h"
#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/plain_tool_tip.h"
#include "ui/shared/themed_icon.h"

#include <QCoreApplication>
#include <QIcon>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionColumn;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionColumns)
};

QString deviceOf(const Session& session)
{
    return session.device.isEmpty() ? SessionColumns::noUserAgent() : session.device;
}

QString nameOf(const Session& session, SessionGrouping grouping)
{
    return grouping == SessionGrouping::User ? deviceOf(session) : session.token.username;
}

QString textOf(const Session& session, int column, SessionGrouping grouping, qint64 now)
{
    switch (column) {
    case SessionColumns::Name:
        return visibleText(nameOf(session, grouping));
    case SessionColumns::Device:
        return visibleText(deviceOf(session));
    case SessionColumns::LastUsed:
        return relativeTime(session.token.lastUsed, now);
    case SessionColumns::Created:
        return relativeTime(session.token.created, now);
    case SessionColumns::State:
        return stateText(session.token);
    case SessionColumns::Fingerprint:
        return session.token.fingerprint;
    case SessionColumns::Browser:
        return visibleText(session.browser);
    case SessionColumns::System:
        return visibleText(session.os);
    default:
        return {};
    }
}

QString toolTipOf(const Session& session, int column, SessionGrouping grouping, qint64 now)
{
    switch (column) {
    case SessionColumns::Name: {
        const QString name = nameOf(session, grouping);
        const QString& agent = session.token.userAgent;
        return visibleText(agent == name ? agent : name + u'\n' + agent).trimmed();
    }
    case SessionColumns::Device:
        return visibleText(deviceOf(session));
    case SessionColumns::LastUsed:
        return exactTime(session.token.lastUsed);
    case SessionColumns::Created:
        return exactTime(session.token.created);
    case SessionColumns::State:
        return theftSigns(session, now);
    default:
        return {};
    }
}

} // namespace

sessions::SessionSort SessionColumns::sessionSort(SessionGrouping grouping) const
{
    switch (sorted) {
    case Name:
        return { grouping == SessionGrouping::User ? SessionColumn::Device : SessionColumn::Username, order };
    case Device:
        return { SessionColumn::Device, order };
    case Created:
        return { SessionColumn::Created, order };
    case State:
        return { SessionColumn::State, order };
    case Fingerprint:
        return { SessionColumn::Fingerprint, order };
    case Browser:
        return { SessionColumn::Browser, order };
    case System:
        return { SessionColumn::Os, order };
    default:
        return { SessionColumn::LastUsed, order };
    }
}

QString SessionColumns::heading(int column, SessionGrouping grouping)
{
    switch (column) {
    case Name:
        return grouping == SessionGrouping::Device ? Text::tr("Device, user")
            : grouping == SessionGrouping::User    ? Text::tr("User, device")
                                                   : Text::tr("User");
    case Device:
        return Text::tr("Device");
    case Sessions:
        return Text::tr("Sessions");
    case LastUsed:
        return Text::tr("Last used");
    case Created:
        return Text::tr("Created");
    case State:
        return Text::tr("State");
    case Fingerprint:
        return Text::tr("Fingerprint");
    case Browser:
        return Text::tr("Browser");
    case System:
        return Text::tr("System");
    default:
        return {};
    }
}

QVariant SessionColumns::cell(
    const Session& session, int column, int role, SessionGrouping grouping, qint64 now)
{
    switch (role) {
    case Qt::DisplayRole:
        return textOf(session, column, grouping, now);
    case Qt::ToolTipRole:
        return plainToolTip(toolTipOf(session, column, grouping, now));
    case Qt::DecorationRole:
        if (column == Name) {
            const bool isPerson = grouping != SessionGrouping::User;
            return themedIcon(isPerson ? QStringLiteral("user") : sessions::kindName(session.kind));
        }
        return column == State && hasTheftSigns(session) ? themedIcon(QStringLiteral("warning")) : QVariant();
    default:
        return {};
    }
}

QString SessionColumns::noUserAgent() { return Text::tr("(no user agent)"); }

} // namespace latchkey::ui
