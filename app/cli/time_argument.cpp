// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/time_argument.h"

#include "core/shared/visible_text.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QRegularExpression>
#include <QTimeZone>

#include <optional>

namespace latchkey::cli {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TimeArgument)
};

constexpr qint64 lastSecondOfYear9999 = 253402300799;

std::optional<qint64> secondsOfUnit(const QString& unit)
{
    constexpr qint64 hour = 3'600;
    constexpr qint64 day = 24 * hour;
    const std::pair<const char*, qint64> units[] = { { "s", 1 }, { "min", 60 }, { "h", hour }, { "d", day },
        { "w", 7 * day }, { "y", 365 * day } };
    for (const auto& [name, seconds] : units) {
        if (unit == QLatin1String(name)) {
            return seconds;
        }
    }
    return std::nullopt;
}

/// Nothing when the text is no age at all, or one that ends before 1970.
std::optional<qint64> ageBefore(qint64 now, const QString& text)
{
    static const QRegularExpression age(QStringLiteral("^([0-9]{1,12})([a-z]+)$"));
    const QRegularExpressionMatch match = age.match(text);
    const std::optional<qint64> unit = secondsOfUnit(match.captured(2));
    if (!match.hasMatch() || !unit) {
        return std::nullopt;
    }
    const qint64 count = match.captured(1).toLongLong();
    return count > now / *unit ? std::nullopt : std::optional(now - count * *unit);
}

std::optional<qint64> isoTime(const QString& text)
{
    static const QRegularExpression shape(QStringLiteral(
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?$"));
    if (!shape.match(text).hasMatch()) {
        return std::nullopt;
    }
    QDateTime time = QDateTime::fromString(text, Qt::ISODate);
    if (time.timeSpec() == Qt::LocalTime) {
        time = QDateTime(time.date(), time.time(), QTimeZone::utc());
    }
    return time.isValid() ? std::optional(time.toSecsSinceEpoch()) : std::nullopt;
}

} // namespace

Result<qint64> parseTimeArgument(const QString& text, qint64 now)
{
    static const QRegularExpression digits(QStringLiteral("^[0-9]{1,18}$"));
    std::optional<qint64> seconds;
    if (digits.match(text).hasMatch()) {
        seconds = text.toLongLong();
    } else if (const auto age = ageBefore(now, text)) {
        seconds = age;
    } else {
        seconds = isoTime(text);
    }
    if (!seconds || *seconds < 0 || *seconds > lastSecondOfYear9999) {
        return failure(ErrorCode::InvalidInput,
            Text::tr(
                "\"%1\" is not a time. Write an age such as 90d (units: s, min, h, d, w, y), a date such "
                "as 2026-05-01 or 2026-05-01T12:00:00+02:00, or Unix seconds.")
                .arg(visibleText(text)));
    }
    return *seconds;
}

} // namespace latchkey::cli
