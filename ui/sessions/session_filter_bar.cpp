// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_filter_bar.h"

#include "ui/sessions/session_text.h"
#include "ui/shared/colors.h"
#include "ui/shared/elided_label.h"
#include "ui/shared/themed_icon.h"

#include <QComboBox>
#include <QHBoxLayout>
#include <QInputDialog>
#include <QLabel>
#include <QLocale>
#include <QMenu>
#include <QToolButton>

namespace latchkey::ui {

using sessions::SessionState;

namespace {

constexpr int Ages[] = { 30, 90, 180, 365 };
constexpr int LongestAge = 36500;
constexpr int NarrowWidth = 620; // chips and grouping have the room then

} // namespace

SessionFilterBar::SessionFilterBar(QWidget* parent)
    : QWidget(parent)
    , m_counts(new ElidedLabel(this))
    , m_groupBy(new QLabel(tr("&Group by"), this))
    , m_grouping(new QComboBox(this))
{
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    m_active = addChip(QStringLiteral("chipActive"), tr("Active"),
        tr("Sessions that sign somebody in when they are presented"));
    m_revoked = addChip(QStringLiteral("chipRevoked"), tr("Revoked"), tr("Sessions that were ended"));
    m_unused =
        addChip(QStringLiteral("chipUnused"), QString(), tr("Sessions that nobody used for that long"));
    m_oddClock = addChip(QStringLiteral("chipOddClock"), tr("Odd clock"),
        tr("Sessions with times that cannot be right: in the future, or created after their last use"));
    connect(m_active, &QToolButton::clicked, this, [this](bool on) { setState(SessionState::Active, on); });
    connect(m_revoked, &QToolButton::clicked, this, [this](bool on) { setState(SessionState::Revoked, on); });
    connect(m_oddClock, &QToolButton::clicked, this, [this](bool on) {
        SessionChips chips = m_chips;
        chips.oddClock = on;
        update(chips);
    });
    setUpUnused();

    m_counts->setObjectName(QStringLiteral("sessionCounts"));
    m_counts->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    makeQuiet(m_counts);
    row->addStretch(1);
    row->addWidget(m_counts);
    row->addSpacing(row->spacing() * 2);
    m_groupBy->setBuddy(m_grouping);
    m_grouping->setObjectName(QStringLiteral("grouping"));
    m_grouping->setAccessibleName(tr("Group by"));
    m_grouping->addItem(tr("Device"), static_cast<int>(SessionGrouping::Device));
    m_grouping->addItem(tr("User"), static_cast<int>(SessionGrouping::User));
    m_grouping->addItem(tr("Nothing"), static_cast<int>(SessionGrouping::None));
    row->addWidget(m_groupBy);
    row->addWidget(m_grouping);
    connect(m_grouping, &QComboBox::currentIndexChanged, this, &SessionFilterBar::changed);
    setChips({});
}

QToolButton* SessionFilterBar::addChip(const QString& name, const QString& text, const QString& toolTip)
{
    auto* chip = new QToolButton(this);
    chip->setObjectName(name);
    chip->setText(text);
    chip->setToolTip(toolTip);
    chip->setCheckable(true);
    chip->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    chip->setFocusPolicy(Qt::StrongFocus);
    chip->setAccessibleName(tr("Show only: %1").arg(text));
    layout()->addWidget(chip);
    return chip;
}

void SessionFilterBar::setUpUnused()
{
    auto* ages = new QMenu(m_unused);
    for (const int days : Ages) {
        ages->addAction(tr("Unused %1 days").arg(days), this, [this, days] { setUnusedFor(days); });
    }
    ages->addAction(tr("Another age…"), this, &SessionFilterBar::chooseOtherAge);
    m_unused->setMenu(ages);
    m_unused->setPopupMode(QToolButton::MenuButtonPopup);
    connect(m_unused, &QToolButton::clicked, this, [this](bool on) {
        SessionChips chips = m_chips;
        chips.unused = on;
        update(chips);
    });
}

void SessionFilterBar::chooseOtherAge()
{
    auto* question = new QInputDialog(window());
    question->setObjectName(QStringLiteral("ageQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setWindowTitle(tr("Unused sessions"));
    question->setLabelText(tr("Show sessions that were not used for this many days:"));
    question->setIntRange(0, LongestAge);
    question->setIntValue(m_chips.unusedDays);
    connect(question, &QInputDialog::intValueSelected, this, &SessionFilterBar::setUnusedFor);
    question->open();
}

void SessionFilterBar::setUnusedFor(int days)
{
    SessionChips chips = m_chips;
    chips.unused = true;
    chips.unusedDays = days;
    update(chips);
}

void SessionFilterBar::setState(SessionState state, bool on)
{
    SessionChips chips = m_chips;
    chips.state = on ? state : SessionState::All; // a session is one or the other
    update(chips);
}

void SessionFilterBar::update(const SessionChips& chips)
{
    setChips(chips);
    Q_EMIT changed();
}

void SessionFilterBar::setChips(const SessionChips& chips)
{
    m_chips = chips;
    const auto set = [](QToolButton* chip, bool on) {
        chip->setChecked(on);
        chip->setIcon(on ? themedIcon(QStringLiteral("ok")) : QIcon()); // colour alone would not do
    };
    set(m_active, chips.state == SessionState::Active);
    set(m_revoked, chips.state == SessionState::Revoked);
    set(m_unused, chips.unused);
    set(m_oddClock, chips.oddClock);
    m_unused->setText(tr("Unused %1 days").arg(chips.unusedDays));
    m_unused->setAccessibleName(tr("Show only: %1").arg(m_unused->text()));
}

SessionGrouping SessionFilterBar::grouping() const
{
    return static_cast<SessionGrouping>(m_grouping->currentData().toInt());
}

void SessionFilterBar::setGrouping(SessionGrouping grouping)
{
    const QSignalBlocker quiet(m_grouping);
    m_grouping->setCurrentIndex(qMax(0, m_grouping->findData(static_cast<int>(grouping))));
}

void SessionFilterBar::showCounts(qint64 shown, qint64 total)
{
    m_counts->setFullText(shown == total
            ? sessionsText(total)
            : tr("%1 of %2").arg(QLocale().toString(shown), sessionsText(total)));
}

void SessionFilterBar::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    m_counts->setVisible(width() >= NarrowWidth);
    m_groupBy->setVisible(width() >= NarrowWidth);
}

} // namespace latchkey::ui
