// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/last_used_chart.h"

#include "ui/sessions/purge_text.h"
#include "ui/sessions/session_text.h"

#include <QDateTime>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLocale>
#include <QMouseEvent>
#include <QToolTip>

#include <algorithm>

namespace latchkey::ui {

using sessions::KindCounts;
using sessions::LastUsedHistogram;

namespace {

constexpr int NarrowestSide = 24;

QDateTime localTime(qint64 unixSeconds) { return QDateTime::fromSecsSinceEpoch(unixSeconds); }

QString countText(const KindCounts& kinds)
{
    const qint64 count = sessions::sumOf(kinds);
    return count == 0 ? sessionsText(0) : sessionsText(count) + QStringLiteral(": ") + kindsText(kinds);
}

} // namespace

LastUsedChart::LastUsedChart(QWidget* parent)
    : QWidget(parent)
{
    setObjectName(QStringLiteral("lastUsedChart"));
    setAccessibleName(tr("Sessions by last use"));
    setFocusPolicy(Qt::StrongFocus);
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMouseTracking(true);
}

void LastUsedChart::setHistogram(const LastUsedHistogram& histogram)
{
    m_message.clear();
    m_histogram = histogram;
    QList<qint64> counts { sessions::sumOf(histogram.earlier), sessions::sumOf(histogram.later) };
    for (const LastUsedHistogram::Bar& bar : histogram.bars) {
        counts.append(bar.sessions());
    }
    m_scale = CountScale(counts);
    describe();
    update();
}

void LastUsedChart::setMessage(const QString& text)
{
    m_histogram = {};
    m_message = text;
    m_scale = {};
    describe();
    update();
}

void LastUsedChart::setCutoff(qint64 cutoff)
{
    m_cutoff = cutoff;
    describe();
    update();
}

void LastUsedChart::describe()
{
    if (!m_message.isEmpty() || m_histogram.bars.isEmpty()) {
        setAccessibleDescription(m_message);
        return;
    }
    const QString axis = tr("%1 from %2 to %3.")
                             .arg(sessionsText(m_histogram.sessions()),
                                 dateText(m_histogram.bars.first().from), dateText(m_latest));
    setAccessibleDescription(
        tr("The cut-off is %1: what was last used on or before it is deleted.").arg(dateText(m_cutoff)) + u' '
        + axis);
}

QSize LastUsedChart::sizeHint() const { return { 720, 300 }; }

QSize LastUsedChart::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 50, fontMetrics().height() * 9 };
}

LastUsedChart::Places LastUsedChart::places() const
{
    const QFontMetrics metrics = fontMetrics();
    int labelWidth = 0;
    for (const qint64 tick : m_scale.ticks()) {
        labelWidth = std::max(labelWidth, metrics.horizontalAdvance(QLocale().toString(tick)));
    }
    Places found;
    found.plot = QRectF(rect()).adjusted(labelWidth + Gap, metrics.height() * 2 + 12, -Gap,
        -metrics.height() - 10); // above it the axis' name, and the cut-off's date
    const auto side = [&](const QString& label) {
        return std::max(NarrowestSide, metrics.horizontalAdvance(label) + 4);
    };
    if (sessions::sumOf(m_histogram.earlier) > 0) {
        found.earlier = found.plot;
        found.earlier.setWidth(side(tr("earlier")));
        found.plot.setLeft(found.earlier.right() + Gap);
    }
    if (sessions::sumOf(m_histogram.later) > 0) {
        found.later = found.plot;
        found.later.setLeft(found.later.right() - side(tr("future")));
        found.plot.setRight(found.later.left() - Gap);
    }
    return found;
}

QRectF LastUsedChart::mirrored(const QRectF& rect) const
{
    return isRightToLeft() ? QRectF(width() - rect.right(), rect.top(), rect.width(), rect.height()) : rect;
}

double LastUsedChart::xOf(qint64 time) const
{
    const QRectF plot = places().plot;
    if (m_histogram.bars.isEmpty()) {
        return plot.left();
    }
    const qint64 from = m_histogram.bars.first().from;
    const qint64 until = m_histogram.bars.last().until;
    const double share = static_cast<double>(time - from) / static_cast<double>(until - from);
    return plot.left() + std::clamp(share, 0.0, 1.0) * plot.width();
}

qint64 LastUsedChart::timeAt(double x) const
{
    const QRectF plot = places().plot;
    const double fromLeft = isRightToLeft() ? width() - x : x;
    const double share = std::clamp((fromLeft - plot.left()) / plot.width(), 0.0, 1.0);
    const qint64 from = m_histogram.bars.first().from;
    const qint64 until = m_histogram.bars.last().until;
    return from + static_cast<qint64>(share * static_cast<double>(until - from));
}

int LastUsedChart::cutoffX() const
{
    const double x = xOf(m_cutoff);
    return qRound(isRightToLeft() ? width() - x : x);
}

void LastUsedChart::moveTo(qint64 time)
{
    const qint64 earliest = m_histogram.bars.first().from - 1;
    const qint64 cutoff = std::clamp(time, std::min(earliest, m_latest), m_latest);
    if (cutoff != m_cutoff) {
        setCutoff(cutoff);
        Q_EMIT cutoffMoved(cutoff);
    }
}

void LastUsedChart::moveToDayOf(qint64 time) { moveTo(localTime(time).date().endOfDay().toSecsSinceEpoch()); }

void LastUsedChart::mousePressEvent(QMouseEvent* event) { mouseMoveEvent(event); }

void LastUsedChart::mouseMoveEvent(QMouseEvent* event)
{
    if (m_histogram.bars.isEmpty()) {
        return;
    }
    constexpr double reach = 6;
    const bool isNear = qAbs(event->position().x() - cutoffX()) <= reach;
    setCursor(isNear || (event->buttons() & Qt::LeftButton) != 0 ? Qt::SplitHCursor : Qt::ArrowCursor);
    if ((event->buttons() & Qt::LeftButton) != 0) {
        // Days end where the next begin, so half a day back is the day whose end is nearest.
        constexpr qint64 halfADay = 43'200;
        moveToDayOf(timeAt(event->position().x()) - halfADay);
    }
}

qint64 LastUsedChart::nextEdge(bool later) const
{
    const auto& bars = m_histogram.bars;
    if (later) {
        const auto found =
            std::ranges::find_if(bars, [&](const auto& bar) { return bar.until - 1 > m_cutoff; });
        return found == bars.end() ? m_latest : found->until - 1;
    }
    const auto found =
        std::find_if(bars.rbegin(), bars.rend(), [&](const auto& bar) { return bar.from - 1 < m_cutoff; });
    return found == bars.rend() ? m_cutoff : found->from - 1;
}

void LastUsedChart::keyPressEvent(QKeyEvent* event)
{
    if (m_histogram.bars.isEmpty()) {
        QWidget::keyPressEvent(event);
        return;
    }
    const QDateTime cutoff = localTime(m_cutoff);
    const bool later = (event->key() == Qt::Key_Right) != isRightToLeft();
    switch (event->key()) {
    case Qt::Key_Left:
    case Qt::Key_Right:
        if (event->modifiers() & Qt::ShiftModifier) {
            moveToDayOf(cutoff.addDays(later ? 1 : -1).toSecsSinceEpoch());
        } else {
            moveTo(nextEdge(later));
        }
        break;
    case Qt::Key_PageUp:
        moveToDayOf(cutoff.addMonths(1).toSecsSinceEpoch());
        break;
    case Qt::Key_PageDown:
        moveToDayOf(cutoff.addMonths(-1).toSecsSinceEpoch());
        break;
    case Qt::Key_Home:
        moveTo(m_histogram.bars.first().from - 1);
        break;
    case Qt::Key_End:
        moveTo(m_latest);
        break;
    default:
        QWidget::keyPressEvent(event);
    }
}

QString LastUsedChart::tipAt(const QPointF& position) const
{
    const Places where = places();
    if (mirrored(where.earlier).contains(position)) {
        return tr("Before %1").arg(dateText(m_histogram.bars.first().from)) + u'\n'
            + countText(m_histogram.earlier);
    }
    if (mirrored(where.later).contains(position)) {
        return tr("After today, by a clock that is or was wrong") + u'\n' + countText(m_histogram.later);
    }
    if (m_histogram.bars.isEmpty() || !mirrored(where.plot).contains(position)) {
        return {};
    }
    const auto bar =
        std::ranges::upper_bound(m_histogram.bars, timeAt(position.x()), {}, &LastUsedHistogram::Bar::until);
    if (bar == m_histogram.bars.end()) {
        return {};
    }
    const QString first = dateText(bar->from);
    const QString last = dateText(bar->until - 1);
    const QString days = first == last ? first : tr("%1 to %2").arg(first, last);
    return days + u'\n' + countText(bar->kinds);
}

bool LastUsedChart::event(QEvent* event)
{
    if (event->type() == QEvent::ToolTip) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const QString tip = tipAt(help->pos());
        tip.isEmpty() ? QToolTip::hideText() : QToolTip::showText(help->globalPos(), tip, this);
        return true;
    }
    return QWidget::event(event);
}

} // namespace latchkey::ui
