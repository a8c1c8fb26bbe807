// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/sessions_output.h"

#include "app/cli/table.h"
#include "core/sessions/theft_signs.h"
#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

namespace latchkey::cli {

using namespace sessions;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionsOutput)
};

QJsonValue textOrNull(const QString& text) { return text.isEmpty() ? QJsonValue() : QJsonValue(text); }

QJsonValue timeOrNull(const std::optional<qint64>& time) { return time ? QJsonValue(*time) : QJsonValue(); }

QString stateText(const Session& session)
{
    return !session.token.revoked ? Text::tr("active")
        : hasTheftSigns(session)  ? Text::tr("revoked, but presented")
                                  : Text::tr("revoked");
}

QString groupTitle(GroupBy by)
{
    switch (by) {
    case GroupBy::Device:
        return Text::tr("DEVICE");
    case GroupBy::UserAgent:
        return Text::tr("USER AGENT");
    case GroupBy::User:
        break;
    }
    return Text::tr("USER");
}

} // namespace

QJsonObject sessionJson(const Session& session)
{
    const Token& token = session.token;
    QJsonObject row {
        { QStringLiteral("id"), token.id },
        { QStringLiteral("username"), token.username },
        { QStringLiteral("revoked"), token.revoked },
        { QStringLiteral("user_agent"), token.userAgent },
        { QStringLiteral("browser"), textOrNull(session.browser) },
        { QStringLiteral("os"), textOrNull(session.os) },
        { QStringLiteral("device"), textOrNull(session.device) },
        { QStringLiteral("device_kind"), kindName(session.kind) },
        { QStringLiteral("created"), token.created },
        { QStringLiteral("last_used"), token.lastUsed },
        { QStringLiteral("fingerprint"), token.fingerprint },
    };
    if (hasTheftSigns(session)) {
        row.insert(QStringLiteral("theft_signs"),
            QJsonObject {
                { QStringLiteral("presented"), session.presentedRevoked },
                { QStringLiteral("last_presented"), timeOrNull(session.lastPresentedRevoked) },
                { QStringLiteral("reused_at"), timeOrNull(session.reusedAt) },
            });
    }
    return row;
}

QJsonArray sessionsJson(const QList<Session>& page)
{
    QJsonArray rows;
    for (const Session& session : page) {
        rows.append(sessionJson(session));
    }
    return rows;
}

QJsonArray groupsJson(const QList<SessionGroup>& groups)
{
    QJsonArray rows;
    for (const SessionGroup& group : groups) {
        rows.append(QJsonObject {
            { QStringLiteral("key"), group.key },
            { QStringLiteral("browser"), textOrNull(group.browser) },
            { QStringLiteral("device_kind"), kindName(group.kind) },
            { QStringLiteral("sessions"), group.sessions },
            { QStringLiteral("revoked"), group.revoked },
            { QStringLiteral("last_used"), group.lastUsed },
        });
    }
    return rows;
}

QJsonArray idsJson(const QList<SessionId>& ids)
{
    QJsonArray numbers;
    for (const SessionId id : ids) {
        numbers.append(id);
    }
    return numbers;
}

QString sessionsOf(qint64 count, const QStringList& users)
{
    if (users.size() != 1) {
        return sessionsOf(count, users.size());
    }
    const QString user = visibleText(users.constFirst());
    return count == 1 ? Text::tr("1 session of %1").arg(user)
                      : Text::tr("%1 sessions of %2").arg(count).arg(user);
}

QString sessionsOf(qint64 count, qint64 users)
{
    return count == 1 ? Text::tr("1 session")
        : users == 1  ? Text::tr("%1 sessions of 1 user").arg(count)
                      : Text::tr("%1 sessions of %2 users").arg(count).arg(users);
}

QString sessionsTable(const QList<Session>& page, qint64 now)
{
    Table table({ Text::tr("ID"), Text::tr("USER"), Text::tr("DEVICE"), Text::tr("BROWSER"),
        Text::tr("STATE"), Text::tr("CREATED"), Text::tr("LAST USED"), Text::tr("FINGERPRINT") });
    for (const Session& session : page) {
        const Token& token = session.token;
        table.addRow(
            { QString::number(token.id), token.username, session.device, session.browser, stateText(session),
                relativeTime(token.created, now), relativeTime(token.lastUsed, now), token.fingerprint });
    }
    return table.text();
}

QString groupsTable(const QList<SessionGroup>& groups, GroupBy by, qint64 now)
{
    Table table({ groupTitle(by), Text::tr("SESSIONS"), Text::tr("REVOKED"), Text::tr("LAST USED") });
    for (const SessionGroup& group : groups) {
        table.addRow({ group.key, QString::number(group.sessions), QString::number(group.revoked),
            relativeTime(group.lastUsed, now) });
    }
    return table.text();
}

} // namespace latchkey::cli
