// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/last_used_chart.h"

#include "ui/sessions/purge_text.h"
#include "ui/shared/colors.h"

#include <QLocale>
#include <QPainter>
#include <QPainterPath>
#include <QStyle>

#include <algorithm>

namespace latchkey::ui {

using sessions::LastUsedHistogram;

namespace {

constexpr double LowestBar = 2; // pixels: one session among thousands can be seen

QColor quiet(const QPalette& palette)
{
    return mixed(palette.color(QPalette::WindowText), palette.color(QPalette::Window), 0.35);
}

} // namespace

void LastUsedChart::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF plot =
        m_message.isEmpty() ? mirrored(places().plot) : QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
    painter.setPen(palette().color(QPalette::Mid));
    painter.setBrush(palette().color(QPalette::Base));
    painter.drawRect(plot);
    if (!m_message.isEmpty()) {
        painter.setPen(quiet(palette()));
        painter.drawText(plot.adjusted(Gap, 0, -Gap, 0), Qt::AlignCenter | Qt::TextWordWrap, m_message);
        return;
    }
    if (m_histogram.bars.isEmpty()) {
        return;
    }
    const QRectF going = mirrored(QRectF(places().plot.topLeft(), QPointF(xOf(m_cutoff), plot.bottom())));
    painter.fillRect(going.adjusted(0.5, 0.5, 0, -0.5),
        mixed(palette().color(QPalette::Base), strong(palette(), Tint::Warning), 0.1));
    drawScale(painter);
    drawDates(painter);
    drawBars(painter);
    drawCutoff(painter);
}

/// For QPainter::drawText(), turned round where texts run from right to left.
int LastUsedChart::textFlags(Qt::Alignment alignment) const
{
    return static_cast<int>(QStyle::visualAlignment(layoutDirection(), alignment).toInt());
}

void LastUsedChart::drawScale(QPainter& painter) const
{
    const Places where = places();
    const int textHeight = fontMetrics().height();
    const double whole = (where.later.isEmpty() ? where.plot : where.later).right();
    const double axis = (where.earlier.isEmpty() ? where.plot : where.earlier).left();
    for (const qint64 tick : m_scale.ticks()) {
        const double y = where.plot.bottom() - m_scale.share(tick) * where.plot.height();
        const QColor faint = mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.25);
        painter.setPen(QPen(faint, 1, Qt::DotLine));
        if (tick > 0) {
            const QRectF line = mirrored({ axis, y, whole - axis, 0 });
            painter.drawLine(line.topLeft(), line.topRight());
        }
        painter.setPen(quiet(palette()));
        painter.drawText(mirrored({ 0, y - textHeight / 2.0, axis - 6, double(textHeight) }),
            textFlags(Qt::AlignRight | Qt::AlignVCenter), QLocale().toString(tick));
    }
    painter.drawText(mirrored({ 0, 0, double(width()), double(textHeight) }), textFlags(Qt::AlignLeft),
        isLogarithmic() ? tr("Sessions (logarithmic)") : tr("Sessions"));
    painter.drawText(mirrored({ 0, 0, double(width() - Gap), double(textHeight) }), textFlags(Qt::AlignRight),
        tr("by last use"));
}

void LastUsedChart::drawDates(QPainter& painter) const
{
    const Places where = places();
    const double below = where.plot.bottom() + 4;
    const double height = fontMetrics().height();
    painter.setPen(quiet(palette()));
    const int labelWidth = fontMetrics().horizontalAdvance(tr("Mar 2026")) * 3 / 2;
    const qint64 from = m_histogram.bars.first().from;
    const qint64 until = m_histogram.bars.last().until;
    for (const TimeTick& tick : timeTicks(from, until, static_cast<int>(where.plot.width()) / labelWidth)) {
        const double x = xOf(tick.at);
        const QRectF mark = mirrored({ x, where.plot.bottom(), 0, 4 });
        painter.drawLine(mark.topLeft(), mark.bottomLeft());
        QRectF label(0, below, fontMetrics().horizontalAdvance(tick.label) + 2, height);
        label.moveLeft(std::clamp(x - label.width() / 2, where.plot.left(), width() - label.width()));
        painter.drawText(mirrored(label), Qt::AlignCenter, tick.label);
    }
    const auto name = [&](const QRectF& side, const QString& text) {
        if (!side.isEmpty()) {
            painter.drawText(
                mirrored({ side.left() - 4, below, side.width() + 8, height }), Qt::AlignCenter, text);
        }
    };
    name(where.earlier, tr("earlier"));
    name(where.later, tr("future"));
}

void LastUsedChart::drawBars(QPainter& painter) const
{
    const Places where = places();
    const double barWidth = where.plot.width() / static_cast<double>(m_histogram.bars.size());
    QRectF slot(where.plot.left(), where.plot.top(), barWidth, where.plot.height());
    for (const LastUsedHistogram::Bar& bar : m_histogram.bars) {
        const double going = (xOf(m_cutoff) - slot.left()) / slot.width();
        drawBar(painter, slot, bar.sessions(), std::clamp(going, 0.0, 1.0));
        slot.moveLeft(slot.right());
    }
    const bool goEarlier = m_cutoff >= m_histogram.bars.first().from - 1;
    drawBar(painter, where.earlier, sessions::sumOf(m_histogram.earlier), goEarlier ? 1 : 0);
    drawBar(painter, where.later, sessions::sumOf(m_histogram.later), 0);
}

/// What goes is told from what stays by colour, by hatching, and by the side of the line.
void LastUsedChart::drawBar(QPainter& painter, const QRectF& slot, qint64 sessions, double goingShare) const
{
    if (sessions == 0) {
        return;
    }
    const double between = slot.width() > 4 ? 1 : 0;
    const double height = std::max(LowestBar, m_scale.share(sessions) * slot.height());
    const QRectF bar(slot.left() + between / 2, slot.bottom() - height, slot.width() - between, height);
    QRectF going = bar;
    going.setWidth(bar.width() * goingShare);
    QRectF staying = bar;
    staying.setLeft(going.right());
    painter.setPen(Qt::NoPen);
    painter.setBrush(mixed(palette().color(QPalette::Base), palette().color(QPalette::Text), 0.45));
    painter.drawRect(mirrored(staying));
    painter.setBrush(strong(palette(), Tint::Warning));
    painter.drawRect(mirrored(going));
    painter.setBrush(QBrush(palette().color(QPalette::Text), Qt::BDiagPattern));
    painter.setOpacity(0.55);
    painter.drawRect(mirrored(going));
    painter.setOpacity(1);
}

void LastUsedChart::drawCutoff(QPainter& painter) const
{
    const QRectF plot = places().plot;
    const double x = xOf(m_cutoff);
    const QColor ink = palette().color(QPalette::WindowText);
    const QRectF line = mirrored({ x, plot.top() - 6, 0, plot.height() + 6 });
    painter.setPen(QPen(ink, 2));
    painter.drawLine(line.topLeft(), line.bottomLeft());

    const int textHeight = fontMetrics().height();
    const QString date = dateText(m_cutoff);
    QRectF chip(0, textHeight + 2, fontMetrics().horizontalAdvance(date) + 14, textHeight + 4);
    chip.moveLeft(std::clamp(x - chip.width() / 2, 0.0, width() - chip.width() - 1));
    const QRectF shown = mirrored(chip);
    painter.setPen(QPen(hasFocus() ? palette().color(QPalette::Highlight) : ink, hasFocus() ? 2 : 1));
    painter.setBrush(hasFocus() ? palette().color(QPalette::Highlight) : palette().color(QPalette::Base));
    painter.drawRoundedRect(shown, 4, 4);
    painter.setPen(palette().color(hasFocus() ? QPalette::HighlightedText : QPalette::Text));
    painter.drawText(shown, Qt::AlignCenter, date);

    painter.setPen(ink);
    const auto word = [&](const QString& text, double left, double right, Qt::Alignment side) {
        const QRectF room(left, chip.top(), right - left, chip.height());
        if (room.width() >= fontMetrics().horizontalAdvance(text)) {
            painter.drawText(mirrored(room), textFlags(side | Qt::AlignVCenter), text);
        }
    };
    word(tr("deleted"), 0, chip.left() - 8, Qt::AlignRight);
    word(tr("kept"), chip.right() + 8, width(), Qt::AlignLeft);
}

} // namespace latchkey::ui
