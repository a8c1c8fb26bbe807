// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/relative_time.h"

#include <QCoreApplication>
#include <QDateTime>

namespace latchkey {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(RelativeTime)
};

constexpr qint64 Minute = 60;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 EndOfYear9999 = 253'402'300'799;

/// "1 week ago", "3 weeks ago": English plural forms until a translation brings its own.
QString ago(qint64 count, const char* one, const char* many)
{
    return count == 1 ? Text::tr(one) : Text::tr(many).arg(count);
}

} // namespace

QString relativeTime(qint64 then, qint64 now)
{
    if (then <= 0) {
        return then == 0 ? Text::tr("never") : Text::tr("before 1970");
    }
    const qint64 age = now - then;
    if (age < -Minute) {
        return Text::tr("in the future");
    }
    if (age < Minute) {
        return Text::tr("just now");
    }
    if (age < Hour) {
        return ago(age / Minute, QT_TRANSLATE_NOOP("RelativeTime", "1 minute ago"),
            QT_TRANSLATE_NOOP("RelativeTime", "%1 minutes ago"));
    }
    const qint64 days =
        QDateTime::fromSecsSinceEpoch(then).date().daysTo(QDateTime::fromSecsSinceEpoch(now).date());
    if (age < 12 * Hour || days == 0) {
        return ago(age / Hour, QT_TRANSLATE_NOOP("RelativeTime", "1 hour ago"),
            QT_TRANSLATE_NOOP("RelativeTime", "%1 hours ago"));
    }
    if (days == 1) {
        return Text::tr("yesterday");
    }
    if (days < 14) {
        return Text::tr("%1 days ago").arg(days);
    }
    if (days < 60) {
        return Text::tr("%1 weeks ago").arg(days / 7);
    }
    if (days < 730) {
        return Text::tr("%1 months ago").arg(days / 30);
    }
    return Text::tr("%1 years ago").arg(days / 365);
}

QString exactTime(qint64 unixSeconds)
{
    if (unixSeconds <= 0) {
        return unixSeconds == 0 ? Text::tr("never") : Text::tr("before 1970");
    }
    if (unixSeconds > EndOfYear9999) {
        return Text::tr("after the year 9999");
    }
    const QDateTime time = QDateTime::fromSecsSinceEpoch(unixSeconds);
    return time.toString(QStringLiteral("yyyy-MM-dd HH:mm:ss ")) + time.timeZoneAbbreviation();
}

} // namespace latchkey
