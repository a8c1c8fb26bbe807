// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_text.h"

#include <QCoreApplication>
#include <QLocale>

namespace latchkey::ui {

using sessions::DeviceKind;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionText)
};

} // namespace

QString kindText(DeviceKind kind)
{
    switch (kind) {
    case DeviceKind::Desktop:
        return Text::tr("Desktop computer");
    case DeviceKind::Phone:
        return Text::tr("Phone");
    case DeviceKind::Tablet:
        return Text::tr("Tablet");
    case DeviceKind::Television:
        return Text::tr("Television");
    case DeviceKind::Bot:
        return Text::tr("Bot");
    case DeviceKind::Program:
        return Text::tr("Program");
    case DeviceKind::Unknown:
        break;
    }
    return Text::tr("Unknown");
}

QString sessionsText(qint64 count)
{
    return count == 1 ? Text::tr("1 session") : Text::tr("%1 sessions").arg(QLocale().toString(count));
}

QString sessionName(const sessions::Session& session)
{
    return session.device.isEmpty() ? session.token.username
                                    : Text::tr("%1 on %2").arg(session.token.username, session.device);
}

QString loggedSessions(qint64 count, const QString& name)
{
    return name.isEmpty() ? sessionsText(count) : Text::tr("%1: %2").arg(sessionsText(count), name);
}

QString stateText(const sessions::Token& token)
{
    return token.revoked ? Text::tr("Revoked") : Text::tr("Active");
}

} // namespace latchkey::ui
