// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/purge_text.h"

#include "core/shared/visible_text.h"
#include "ui/sessions/session_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include <algorithm>

namespace latchkey::ui {

using sessions::DeviceKind;
using sessions::KindCounts;
using sessions::SessionCounts;
using sessions::SessionFilter;

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(Purge)
};

QString kindCountText(DeviceKind kind, qint64 count)
{
    const QString number = QLocale().toString(count);
    switch (kind) {
    case DeviceKind::Desktop:
        return Text::tr("%1 desktop").arg(number);
    case DeviceKind::Phone:
        return Text::tr("%1 phone").arg(number);
    case DeviceKind::Tablet:
        return Text::tr("%1 tablet").arg(number);
    case DeviceKind::Television:
        return Text::tr("%1 TV").arg(number);
    case DeviceKind::Bot:
        return Text::tr("%1 bot").arg(number);
    case DeviceKind::Program:
        return Text::tr("%1 program").arg(number);
    case DeviceKind::Unknown:
        break;
    }
    return Text::tr("%1 unknown").arg(number);
}

QString revokedText(const SessionCounts& counts)
{
    if (counts.revoked == 0) {
        return Text::tr("All of them are active.");
    }
    if (counts.revoked == counts.matched) {
        return Text::tr("All of them are already revoked.");
    }
    return counts.revoked == 1 ? Text::tr("1 is already revoked.")
                               : Text::tr("%1 are already revoked.").arg(QLocale().toString(counts.revoked));
}

QString recentText(qint64 count)
{
    switch (count) {
    case 0:
        return Text::tr("None was used in the last 24 hours.");
    case 1:
        return Text::tr("1 was used in the last 24 hours!");
    default:
        return Text::tr("%1 were used in the last 24 hours!").arg(QLocale().toString(count));
    }
}

} // namespace

QString kindsText(const KindCounts& kinds)
{
    QList<DeviceKind> order = kinds.keys();
    order.removeIf([&](DeviceKind kind) { return kinds[kind] == 0; });
    std::ranges::stable_sort(
        order, [&](DeviceKind left, DeviceKind right) { return kinds[left] > kinds[right]; });
    QStringList parts;
    for (const DeviceKind kind : order) {
        parts.append(kindCountText(kind, kinds[kind]));
    }
    return parts.join(Text::tr(", "));
}

QString purgeHeadline(const SessionCounts& counts, const SessionFilter& filter)
{
    if (counts.matched == 0) {
        const QString date = dateText(filter.lastUsedAtOrBefore.value_or(0));
        return filter.username ? Text::tr("No session of “%1” was last used on or before %2.")
                                     .arg(visibleText(*filter.username), date)
                               : Text::tr("No session was last used on or before %1.").arg(date);
    }
    const QString users =
        counts.users == 1 ? Text::tr("1 user") : Text::tr("%1 users").arg(QLocale().toString(counts.users));
    return Text::tr("%1 of %2 would be deleted: %3.")
        .arg(sessionsText(counts.matched), users, kindsText(counts.kinds));
}

QString purgeDetails(const SessionCounts& counts, qint64 stored)
{
    if (counts.matched == 0) {
        return {};
    }
    QString text = revokedText(counts) + u' ' + recentText(counts.usedLast24Hours);
    if (counts.matched == stored) {
        text += u' ' + Text::tr("None would be left.");
    }
    return text;
}

QString dateText(qint64 unixSeconds)
{
    return QLocale().toString(QDateTime::fromSecsSinceEpoch(unixSeconds).date(), Text::tr("d MMM yyyy"));
}

} // namespace latchkey::ui
