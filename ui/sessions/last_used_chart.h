// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/last_used_histogram.h"
#include "ui/sessions/chart_axes.h"

#include <QWidget>

namespace latchkey::ui {

/// The picture of a purge: sessions by when they were last used, and the cut-off as a line to drag. What is
/// left of the line (right of it where texts run from right to left) goes.
///
/// Keys: an arrow moves the line to the next bar's edge, with Shift by a day; Page Up and Page Down by a
/// month; Home and End to the axis' ends.
class LastUsedChart final : public QWidget
{
    Q_OBJECT

public:
    explicit LastUsedChart(QWidget* parent = nullptr);

    void setHistogram(const sessions::LastUsedHistogram& histogram);

    /// Shows a text where the bars would be: why there are none.
    void setMessage(const QString& text);
    QString message() const { return m_message; }

    /// Whether there is nothing to see yet, neither bars nor a message.
    bool isEmpty() const { return m_message.isEmpty() && m_histogram.bars.isEmpty(); }

    /// Unix seconds. The line stands at the axis' end when the cut-off is beyond it.
    void setCutoff(qint64 cutoff);
    qint64 cutoff() const { return m_cutoff; }

    /// The latest time (Unix seconds) to which the line can be moved: now.
    void setLatestCutoff(qint64 latest) { m_latest = latest; }

    bool isLogarithmic() const { return m_scale.isLogarithmic(); }

    /// Where the line to the right of which a session stays is, in the widget's coordinates.
    int cutoffX() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// The person moved the line; Unix seconds, the last second of a local day or the latest cut-off.
    void cutoffMoved(qint64 cutoff);

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    static constexpr int Gap = 10; ///< around the plot, and between it and the bar of what is beyond it

    /// Where things are. From left to right; `mirrored()` turns them round for other languages.
    struct Places
    {
        QRectF plot; ///< the bars
        QRectF earlier; ///< the bar of what is before them; empty when there is none
        QRectF later;
    };
    Places places() const;
    QRectF mirrored(const QRectF& rect) const;
    double xOf(qint64 time) const;
    qint64 timeAt(double x) const;
    void moveTo(qint64 time);
    void moveToDayOf(qint64 time);
    qint64 nextEdge(bool later) const;
    QString tipAt(const QPointF& position) const;
    void describe();

    int textFlags(Qt::Alignment alignment) const;
    void drawScale(QPainter& painter) const;
    void drawDates(QPainter& painter) const;
    void drawBars(QPainter& painter) const;
    void drawBar(QPainter& painter, const QRectF& slot, qint64 sessions, double goingShare) const;
    void drawCutoff(QPainter& painter) const;

    sessions::LastUsedHistogram m_histogram;
    CountScale m_scale;
    QString m_message;
    qint64 m_cutoff = 0;
    qint64 m_latest = 0;
};

} // namespace latchkey::ui
