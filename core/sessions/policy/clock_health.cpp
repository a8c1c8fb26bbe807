// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/policy/clock_health.h"

#include <QCoreApplication>
#include <QLocale>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ClockHealth)
};

constexpr qint64 Minute = 60;
constexpr qint64 Hour = 60 * Minute;
constexpr qint64 Day = 24 * Hour;

constexpr qint64 LargestDrift = 5 * Minute;
constexpr qint64 LongestAbsence = 183 * Day;

/// "3 days": the largest whole unit, two of it at least where there is a smaller one.
QString durationText(qint64 seconds)
{
    const QLocale locale;
    if (seconds >= 2 * Day) {
        return Text::tr("%1 days").arg(locale.toString(seconds / Day));
    }
    if (seconds >= 2 * Hour) {
        return Text::tr("%1 hours").arg(seconds / Hour);
    }
    return seconds >= 2 * Minute ? Text::tr("%1 minutes").arg(seconds / Minute) : Text::tr("a minute");
}

QString stepText(const ClockStep& step)
{
    const QString duration = durationText(std::abs(step.seconds));
    if (step.whileRunning) {
        return (step.seconds < 0 ? Text::tr("The clock of this computer was set back by %1.")
                                 : Text::tr("The clock of this computer was set forward by %1."))
            .arg(duration);
    }
    return (step.seconds < 0
            ? Text::tr("The clock of this computer is %1 behind the time when Latchkey last looked.")
            : Text::tr("By the clock of this computer, %1 have passed since Latchkey last looked."))
        .arg(duration);
}

QString countText(qint64 count, const QString& one, const QString& many)
{
    return count == 1 ? one : many.arg(QLocale().toString(count));
}

} // namespace

QString clockText(const ClockHealth& health)
{
    QStringList sentences;
    if (health.inFuture > 0) {
        sentences.append(countText(health.inFuture, Text::tr("1 session was used in the future."),
            Text::tr("%1 sessions were used in the future.")));
    }
    if (health.outOfOrder > 0) {
        sentences.append(countText(health.outOfOrder,
            Text::tr("1 session was created after it was last used, or before 1970."),
            Text::tr("%1 sessions were created after they were last used, or before 1970.")));
    }
    if (!sentences.isEmpty()) {
        sentences.append(Text::tr("The clock of this computer, or of the server that wrote them, is wrong."));
    }
    if (health.step.seconds != 0) {
        sentences.append(stepText(health.step));
    }
    return sentences.join(u' ');
}

Error clockRefusal(const ClockHealth& health)
{
    return { ErrorCode::Conflict,
        clockText(health) + u' '
            + Text::tr("So no session was ended by its age. Set the clock right, or look at the sessions "
                       "with an odd clock.") };
}

ClockWatch::ClockWatch(const Clock& clock)
    : m_clock(clock)
    , m_wallTimeOfBoot(wallTimeOfBoot())
{
}

qint64 ClockWatch::wallTimeOfBoot() const { return m_clock.unixSeconds() - m_clock.secondsSinceBoot(); }

ClockStep ClockWatch::step(std::optional<qint64> lastTrusted) const
{
    const qint64 drift = wallTimeOfBoot() - m_wallTimeOfBoot;
    if (std::abs(drift) > LargestDrift) {
        return { drift, true };
    }
    const qint64 passed = lastTrusted ? m_clock.unixSeconds() - *lastTrusted : 0;
    return passed < -Minute || passed > LongestAbsence ? ClockStep { passed, false } : ClockStep();
}

void ClockWatch::trust() { m_wallTimeOfBoot = wallTimeOfBoot(); }

} // namespace latchkey::sessions
