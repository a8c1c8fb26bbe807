// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_details.h"

#include "core/sessions/theft_signs.h"
#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/details_pane.h"

#include <QCoreApplication>
#include <QLocale>

namespace latchkey::ui {

using sessions::Session;
using sessions::SessionGroup;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDetails)
};

constexpr qsizetype MostVersions = 8;

QString known(const QString& text) { return text.isEmpty() ? Text::tr("unknown") : visibleText(text); }

/// "Firefox 128.0" once, however many user agents say it.
QList<DetailsPane::Fact> versionHistory(const QList<SessionGroup>& versions, qint64 now)
{
    QList<DetailsPane::Fact> facts;
    QStringList seen;
    for (const SessionGroup& version : versions) {
        const QString name = visibleText(version.browser);
        if (name.isEmpty() || seen.contains(name)) {
            continue;
        }
        seen.append(name);
        if (facts.size() == MostVersions) {
            break;
        }
        facts.append({ facts.isEmpty() ? Text::tr("Versions") : QString(),
            Text::tr("%1, %2").arg(name, relativeTime(version.lastUsed, now)), exactTime(version.lastUsed) });
    }
    return facts;
}

} // namespace

void describeSession(DetailsPane& pane, const Session& session, qint64 now)
{
    const sessions::Token& token = session.token;
    const QString revoked = session.revokedAt
        ? Text::tr("Revoked %1").arg(relativeTime(*session.revokedAt, now))
        : stateText(token);
    QList<DetailsPane::Fact> facts { { Text::tr("State"), revoked,
        session.revokedAt ? exactTime(*session.revokedAt) : QString() } };
    if (hasTheftSigns(session)) {
        const qint64 last = qMax(session.lastPresentedRevoked.value_or(0), session.reusedAt.value_or(0));
        facts.append({ Text::tr("Warning"), theftSigns(session, now), exactTime(last), true });
    }
    facts += {
        { Text::tr("Last used"), relativeTime(token.lastUsed, now), exactTime(token.lastUsed) },
        { Text::tr("Created"), relativeTime(token.created, now), exactTime(token.created) },
        { Text::tr("Browser"), known(session.browser) },
        { Text::tr("System"), known(session.os) },
        { Text::tr("Kind"), kindText(session.kind) },
        { Text::tr("Fingerprint"), token.fingerprint,
            Text::tr("The start of the identifier's digest; the identifier itself is not stored") },
        { Text::tr("Session id"), QString::number(token.id) },
        { Text::tr("User agent"), known(token.userAgent), {}, true },
    };
    pane.setSubject(
        sessions::kindName(session.kind), visibleText(token.username), visibleText(session.device), facts);
}

void describeGroup(DetailsPane& pane, const SessionGroup& group, SessionGrouping grouping,
    const QList<SessionGroup>& versions, qint64 now)
{
    const bool isUser = grouping == SessionGrouping::User;
    const bool isUserAgent = !group.browser.isEmpty();
    QList<DetailsPane::Fact> facts {
        { Text::tr("Sessions"), QLocale().toString(group.sessions) },
        { Text::tr("Revoked"), QLocale().toString(group.revoked) },
        { Text::tr("Last used"), relativeTime(group.lastUsed, now), exactTime(group.lastUsed) },
    };
    facts += versionHistory(versions, now);
    if (isUserAgent) {
        facts.append({ Text::tr("User agent"), known(group.key), {}, true });
    }
    const QString name = isUserAgent ? group.browser : group.key;
    pane.setSubject(isUser ? QStringLiteral("user") : sessions::kindName(group.kind), known(name),
        isUser ? QString() : kindText(group.kind), facts);
}

} // namespace latchkey::ui
