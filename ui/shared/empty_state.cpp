// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/empty_state.h"

#include "ui/shared/colors.h"
#include "ui/shared/themed_icon.h"

#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

namespace latchkey::ui {

namespace {

constexpr int IconSide = 48;
constexpr int TextWidth = 420;

} // namespace

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent)
    , m_icon(new QLabel(this))
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_action(new QPushButton(this))
{
    QFont large = m_title->font();
    large.setPointSizeF(large.pointSizeF() * 1.25);
    large.setBold(true);
    m_title->setFont(large);
    m_title->setObjectName(QStringLiteral("emptyTitle"));
    m_text->setObjectName(QStringLiteral("emptyText"));
    m_action->setObjectName(QStringLiteral("emptyAction"));
    for (QLabel* label : { m_title, m_text }) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignHCenter);
        label->setFixedWidth(TextWidth);
    }
    makeQuiet(m_text);

    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addWidget(m_icon, 0, Qt::AlignHCenter);
    layout->addWidget(m_title, 0, Qt::AlignHCenter);
    layout->addWidget(m_text, 0, Qt::AlignHCenter);
    layout->addSpacing(layout->spacing());
    layout->addWidget(m_action, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(m_action, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setContent(
    const QString& iconName, const QString& title, const QString& text, const QString& actionText)
{
    m_icon->setPixmap(
        themedIcon(iconName).pixmap(QSize(IconSide, IconSide), devicePixelRatioF(), QIcon::Disabled));
    m_title->setText(title);
    m_text->setText(text);
    for (QLabel* label : { m_title, m_text }) {
        // A layout that centres a label asks for its width only, and would cut the lines a narrow one needs.
        label->setFixedHeight(label->heightForWidth(TextWidth));
    }
    m_action->setText(actionText);
    m_action->setVisible(!actionText.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
}

QString EmptyState::title() const { return m_title->text(); }

} // namespace latchkey::ui
