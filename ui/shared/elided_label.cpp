// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/elided_label.h"

#include "core/shared/visible_text.h"
#include "ui/shared/plain_tool_tip.h"

#include <QResizeEvent>

namespace latchkey::ui {

ElidedLabel::ElidedLabel(QWidget* parent)
    : QLabel(parent)
{
    setTextFormat(Qt::PlainText);
}

void ElidedLabel::setFullText(const QString& text, const QString& explanation)
{
    m_fullText = visibleText(text);
    m_explanation = explanation;
    setAccessibleName(m_fullText);
    elide();
    updateGeometry();
}

QSize ElidedLabel::minimumSizeHint() const
{
    return { fontMetrics().averageCharWidth() * 8, fontMetrics().height() };
}

QSize ElidedLabel::sizeHint() const
{
    return { fontMetrics().horizontalAdvance(m_fullText) + 1, fontMetrics().height() };
}

void ElidedLabel::resizeEvent(QResizeEvent* event)
{
    QLabel::resizeEvent(event);
    elide();
}

void ElidedLabel::elide()
{
    const QString shown = fontMetrics().elidedText(m_fullText, Qt::ElideMiddle, width());
    setText(shown);
    QStringList lines { shown == m_fullText ? QString() : m_fullText, m_explanation };
    lines.removeAll({});
    setToolTip(plainToolTip(lines.join(u'\n')));
}

} // namespace latchkey::ui
