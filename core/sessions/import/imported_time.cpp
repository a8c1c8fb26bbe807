// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/imported_time.h"

#include <QDateTime>
#include <QRegularExpression>

namespace latchkey::sessions {

namespace {

constexpr qint64 FirstSecond = -62135596800; // of year 1
constexpr qint64 LastSecond = 253402300799; // of year 9999

bool isInRange(qint64 seconds) { return seconds >= FirstSecond && seconds <= LastSecond; }

/// Cut off towards the past, also before 1970.
qint64 floorDivided(qint64 number, qint64 divisor)
{
    return number / divisor - (number % divisor < 0 ? 1 : 0);
}

std::optional<qint64> secondsOf(const QString& number)
{
    bool isNumber = false;
    const qint64 count = number.section(u'.', 0, 0).toLongLong(&isNumber);
    // "-0.5" is in the second before 1970.
    const bool isNegativeFraction = number.startsWith(u'-') && number.contains(u'.');
    for (const qint64 unit : { 1, 1'000, 1'000'000 }) {
        const qint64 seconds = floorDivided(count - (isNegativeFraction ? 1 : 0), unit);
        if (isNumber && isInRange(seconds)) {
            return seconds;
        }
    }
    return std::nullopt;
}

/// "+02:00", "-0730", "+02"
int offsetSeconds(const QString& offset)
{
    const QString digits = QString(offset).remove(u':').sliced(1);
    const int seconds = digits.left(2).toInt() * 3600 + digits.mid(2).toInt() * 60;
    return offset.startsWith(u'-') ? -seconds : seconds;
}

} // namespace

std::optional<qint64> importedTime(const QString& text, const QTimeZone& zone)
{
    static const QRegularExpression number(QStringLiteral("^[+-]?[0-9]{1,18}(?:\\.[0-9]*)?$"));
    static const QRegularExpression written(
        QStringLiteral("^([0-9]{4}-[0-9]{2}-[0-9]{2})"
                       "(?:[T ]([0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:[.,][0-9]+)?"
                       " ?(?:(Z|UTC|GMT)|([+-](?:0[0-9]|1[0-4])(?::?[0-5][0-9])?))?)?$"));
    const QString trimmed = text.trimmed();
    if (number.match(trimmed).hasMatch()) {
        return secondsOf(trimmed);
    }
    const QRegularExpressionMatch match = written.match(trimmed);
    const QDate date = QDate::fromString(match.captured(1), Qt::ISODate);
    const QTime time =
        match.captured(2).isEmpty() ? QTime(0, 0) : QTime::fromString(match.captured(2), Qt::ISODate);
    if (!date.isValid() || !time.isValid()) {
        return std::nullopt;
    }
    const QString offset = match.captured(4);
    const bool namesZone = !match.captured(3).isEmpty() || !offset.isEmpty();
    const qint64 seconds = namesZone ? QDateTime(date, time, QTimeZone::utc()).toSecsSinceEpoch()
            - (offset.isEmpty() ? 0 : offsetSeconds(offset))
                                     : QDateTime(date, time, zone).toSecsSinceEpoch();
    return isInRange(seconds) ? std::optional(seconds) : std::nullopt;
}

} // namespace latchkey::sessions
