// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_text.h"

#include "core/shared/relative_time.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::ui {

using credentials::Login;
using credentials::LoginStatus;
using credentials::Place;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(LoginText)
};

constexpr qint64 Minute = 60;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

qsizetype loginsOf(const Login& login, const QList<Login>& all, bool sameAccount)
{
    return std::ranges::count_if(all, [&](const Login& other) {
        return other.credential.server == login.credential.server
            && (!sameAccount || other.account == login.account);
    });
}

QString timeLeft(qint64 seconds)
{
    if (seconds < Hour) {
        return Text::tr("Expires in %1 min").arg(std::max<qint64>(1, seconds / Minute));
    }
    if (seconds < 2 * Day) {
        return Text::tr("Expires in %1 h").arg(seconds / Hour);
    }
    return Text::tr("Expires in %1 days").arg(seconds / Day);
}

CheckWords goodWords(const std::optional<qint64>& expires, qint64 now)
{
    constexpr qint64 WorthTelling = 14 * Day;
    if (!expires || *expires - now > WorthTelling) {
        return { .text = Text::tr("OK"), .iconName = QStringLiteral("ok"), .toolTip = {} };
    }
    const qint64 left = *expires - now;
    const CheckAlarm alarm = left < Hour ? CheckAlarm::Now : left < Day ? CheckAlarm::Soon : CheckAlarm::None;
    return { .text = timeLeft(left),
        .iconName = alarm == CheckAlarm::Now ? QStringLiteral("warning")
            : alarm == CheckAlarm::Soon      ? QStringLiteral("expiring")
                                             : QStringLiteral("ok"),
        .toolTip = {},
        .alarm = alarm };
}

CheckWords wordsFor(const Login& login, LoginStatus status, qint64 now)
{
    switch (status) {
    case LoginStatus::Ok:
        return goodWords(expiryOf(login), now);
    case LoginStatus::Expired:
        return { .text = Text::tr("Expired %1").arg(relativeTime(expiryOf(login).value_or(0), now)),
            .iconName = QStringLiteral("warning"),
            .toolTip = {},
            .alarm = CheckAlarm::Now };
    case LoginStatus::Refused:
        return { .text = Text::tr("Refused"),
            .iconName = QStringLiteral("revoke"),
            .toolTip = {},
            .alarm = CheckAlarm::Now };
    case LoginStatus::NotChecked:
        return { .text = Text::tr("Could not check"), .iconName = QStringLiteral("unknown"), .toolTip = {} };
    case LoginStatus::Unchecked:
        return { .text = Text::tr("Not checked"), .iconName = {}, .toolTip = {} };
    case LoginStatus::Unusable:
        break;
    }
    return { .text = {}, .iconName = {}, .toolTip = {} };
}

QString checkToolTip(const Login& login)
{
    if (login.credential.problem) {
        return visibleText(login.credential.problem->message);
    }
    if (!login.check) {
        return Text::tr("The server has not been asked about this login yet.");
    }
    const auto& check = *login.check;
    const auto& owner = check.owner;
    QStringList lines;
    if (!check.reason.isEmpty()) {
        lines.append(visibleText(check.reason));
    }
    if (!owner.username.isEmpty()) {
        lines.append(owner.email.isEmpty()
                ? Text::tr("Signs in %1").arg(visibleText(owner.username))
                : Text::tr("Signs in %1, %2").arg(visibleText(owner.username), visibleText(owner.email)));
    }
    if (owner.expires) {
        lines.append(Text::tr("Expires: %1").arg(exactTime(*owner.expires)));
    }
    lines.append(Text::tr("Checked: %1").arg(exactTime(check.at)));
    return lines.join(u'\n');
}

} // namespace

QString serverText(const Login& login)
{
    const auto& server = login.credential.server;
    if (!server) {
        return visibleText(login.credential.key);
    }
    return server->isPlainHttp() ? QStringLiteral("http://") + server->displayHost() : server->displayHost();
}

QString accountText(const Login& login, const QList<Login>& all)
{
    if (login.account.isEmpty()) {
        return login.credential.token.name();
    }
    const QString account = visibleText(login.account);
    return loginsOf(login, all, true) > 1
        ? QStringLiteral("%1 (%2)").arg(account, login.credential.token.name())
        : account;
}

QString loginTitle(const Login& login, const QList<Login>& all)
{
    if (login.account.isEmpty() && loginsOf(login, all, false) < 2) {
        return serverText(login);
    }
    return Text::tr("%1 on %2").arg(accountText(login, all), serverText(login));
}

QString loggedName(const QString& account, const credentials::ServerUrl& server)
{
    return account.isEmpty() ? server.origin()
                             : Text::tr("%1 on %2").arg(visibleText(account), server.origin());
}

QString loggedName(const credentials::LoginId& id, const credentials::LoginOverview& overview)
{
    const Login* login = overview.find(id);
    return loggedName(login == nullptr ? QString() : login->account, id.server);
}

QString loginTitle(const credentials::LoginId& id, const credentials::LoginOverview& overview)
{
    const Login* login = overview.find(id);
    return login == nullptr ? id.server.displayHost() : loginTitle(*login, overview.logins);
}

QString placeText(Place place)
{
    switch (place) {
    case Place::Keyring:
        return Text::tr("Keyring");
    case Place::Parked:
        return Text::tr("Parked");
    case Place::CliFiles:
        break;
    }
    return Text::tr("Terminal's files");
}

QString placeExplanation(Place place)
{
    switch (place) {
    case Place::Keyring:
        return Text::tr("In the system's keyring, in the entry other programs share");
    case Place::Parked:
        return Text::tr("In the system's keyring, in an item of Latchkey's own");
    case Place::CliFiles:
        break;
    }
    return Text::tr("In a plain file that only you can read");
}

QString placeIcon(Place place)
{
    switch (place) {
    case Place::Keyring:
        return QStringLiteral("keyring");
    case Place::Parked:
        return QStringLiteral("parked");
    case Place::CliFiles:
        break;
    }
    return QStringLiteral("file");
}

std::optional<qint64> expiryOf(const Login& login)
{
    return login.check ? login.check->owner.expires : std::nullopt;
}

CheckWords checkWords(const Login& login, qint64 now)
{
    CheckWords words = wordsFor(login, login.status(now), now);
    words.toolTip = checkToolTip(login);
    return words;
}

} // namespace latchkey::ui
