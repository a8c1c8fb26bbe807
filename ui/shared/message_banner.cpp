// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/message_banner.h"

#include "ui/shared/colors.h"
#include "ui/shared/themed_icon.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>

namespace latchkey::ui {

MessageBanner::MessageBanner(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
    , m_dismiss(new QPushButton(this))
{
    setObjectName(QStringLiteral("banner"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("bannerText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_action->setObjectName(QStringLiteral("bannerAction"));
    m_dismiss->setObjectName(QStringLiteral("bannerDismiss"));
    m_dismiss->setFlat(true);

    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_icon, 0, Qt::AlignTop);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_action, 0, Qt::AlignVCenter);
    layout->addWidget(m_dismiss, 0, Qt::AlignVCenter);
    connect(m_action, &QPushButton::clicked, this, &MessageBanner::actionTriggered);
    connect(m_dismiss, &QPushButton::clicked, this, &MessageBanner::dismissed);
    hide();
}

void MessageBanner::showMessage(
    Severity severity, const QString& text, const QString& actionText, const QString& dismissText)
{
    m_severity = severity;
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    m_dismiss->setText(dismissText);
    m_dismiss->setVisible(!dismissText.isEmpty());
    applyColors();
    show();
}

QString MessageBanner::text() const { return m_text->text(); }

void MessageBanner::changeEvent(QEvent* event)
{
    // Our own setPalette() below announces StyleChange's sibling PaletteChange only to this widget, so it
    // cannot loop.
    if (event->type() == QEvent::StyleChange || event->type() == QEvent::ApplicationPaletteChange) {
        applyColors();
    }
    QFrame::changeEvent(event);
}

void MessageBanner::applyColors()
{
    const bool isWarning = m_severity == Severity::Warning;
    QPalette colors;
    colors.setColor(QPalette::Window, tinted(colors, isWarning ? Tint::Warning : Tint::Information));
    setPalette(colors);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(themedIcon(isWarning ? QStringLiteral("warning") : QStringLiteral("information"))
            .pixmap(QSize(side, side), devicePixelRatioF()));
}

} // namespace latchkey::ui
