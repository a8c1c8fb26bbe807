// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/details_pane.h"

#include "ui/shared/colors.h"
#include "ui/shared/elided_label.h"
#include "ui/shared/themed_icon.h"

#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

namespace latchkey::ui {

namespace {

constexpr int IconSide = 32;
constexpr int PreferredWidth = 270;
constexpr int LinesOfLongText = 4;

/// A label would break between words only, and be as wide as the longest.
QWidget* longText(const DetailsPane::Fact& fact)
{
    auto* text = new QPlainTextEdit(fact.value);
    text->setReadOnly(true);
    text->setTabChangesFocus(true);
    text->setAccessibleName(fact.label);
    text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    const int margins = 2 * (text->frameWidth() + static_cast<int>(text->document()->documentMargin()));
    text->setFixedHeight((text->fontMetrics().lineSpacing() + 1) * LinesOfLongText + margins);
    return text;
}

} // namespace

DetailsPane::DetailsPane(QWidget* parent)
    : QScrollArea(parent)
    , m_icon(new QLabel)
    , m_title(new ElidedLabel)
    , m_subtitle(new ElidedLabel)
    , m_hint(new QLabel)
    , m_subject(new QWidget)
    , m_form(new QFormLayout)
    , m_extras(new QVBoxLayout)
    , m_actions(new QVBoxLayout)
{
    setObjectName(QStringLiteral("details"));
    setAccessibleName(tr("Details"));
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::NoFocus);
    setFrameShape(QFrame::StyledPanel);
    setMinimumWidth(PreferredWidth - 50);

    QFont bold = m_title->font();
    bold.setBold(true);
    m_title->setFont(bold);
    m_title->setObjectName(QStringLiteral("detailsTitle"));
    makeQuiet(m_subtitle);
    makeQuiet(m_hint);
    m_hint->setWordWrap(true);
    m_hint->setAlignment(Qt::AlignCenter);

    auto* heading = new QHBoxLayout;
    auto* names = new QVBoxLayout;
    names->setSpacing(0);
    names->addWidget(m_title);
    names->addWidget(m_subtitle);
    heading->addWidget(m_icon);
    heading->addLayout(names, 1);

    auto* subjectLayout = new QVBoxLayout(m_subject);
    subjectLayout->setContentsMargins(0, 0, 0, 0);
    subjectLayout->addLayout(heading);
    subjectLayout->addSpacing(subjectLayout->spacing());
    subjectLayout->addLayout(m_form);
    subjectLayout->addLayout(m_extras);
    subjectLayout->addSpacing(subjectLayout->spacing());
    subjectLayout->addLayout(m_actions);
    subjectLayout->addStretch(1);
    m_form->setLabelAlignment(Qt::AlignLeft);
    m_form->setFieldGrowthPolicy(QFormLayout::AllNonFixedFieldsGrow);

    auto* body = new QWidget;
    auto* layout = new QVBoxLayout(body);
    layout->addWidget(m_subject, 1);
    layout->addWidget(m_hint, 1);
    setWidget(body);
}

void DetailsPane::setSubject(
    const QString& iconName, const QString& title, const QString& subtitle, const QList<Fact>& facts)
{
    m_icon->setPixmap(themedIcon(iconName).pixmap(QSize(IconSide, IconSide), devicePixelRatioF()));
    m_title->setFullText(title);
    m_subtitle->setFullText(subtitle);
    m_subtitle->setVisible(!subtitle.isEmpty());
    m_subject->show();
    m_hint->hide();
    if (facts == m_facts) {
        return; // what the person marked in them stays marked
    }
    m_facts = facts;
    while (m_form->rowCount() > 0) {
        m_form->removeRow(0);
    }
    for (const Fact& fact : facts) {
        auto* label = new QLabel(fact.label);
        makeQuiet(label);
        if (fact.isLong) {
            m_form->addRow(label);
            m_form->addRow(longText(fact));
            continue;
        }
        auto* value = new ElidedLabel;
        value->setFullText(fact.value, fact.toolTip);
        value->setTextInteractionFlags(Qt::TextSelectableByMouse);
        m_form->addRow(label, value);
    }
}

void DetailsPane::setHint(const QString& hint)
{
    m_facts.clear();
    m_hint->setText(hint);
    m_hint->show();
    m_subject->hide();
}

void DetailsPane::addExtra(QWidget* widget) { m_extras->addWidget(widget); }

void DetailsPane::addAction(QWidget* button) { m_actions->addWidget(button); }

QSize DetailsPane::sizeHint() const { return { PreferredWidth, QScrollArea::sizeHint().height() }; }

} // namespace latchkey::ui
