// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/notice_bar.h"

#include "ui/shared/colors.h"
#include "ui/shared/themed_icon.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QStyle>
#include <QToolButton>

#include <chrono>
#include <utility>

namespace latchkey::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto PlainNoticeTime = 8s;
constexpr auto UndoTime = 30s;

} // namespace

NoticeBar::NoticeBar(QWidget* parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_button(new QPushButton(this))
{
    setObjectName(QStringLiteral("noticeBar"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("noticeClose"));
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close this notice"));
    close->setToolTip(tr("Close"));

    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_button);
    layout->addWidget(close);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        // A person about to click keeps it; it is looked at again later.
        underMouse() ? m_timer.start(PlainNoticeTime) : dismiss();
    });
    connect(m_button, &QPushButton::clicked, this, &NoticeBar::act);
    connect(close, &QToolButton::clicked, this, qOverload<>(&NoticeBar::dismiss));
    hide();
}

void NoticeBar::post(const QString& text, std::function<void()> undo)
{
    const bool canUndo = undo != nullptr;
    begin(text, Tint::Information, { QStringLiteral("undo"), tr("&Undo"), std::move(undo) }, canUndo);
    m_timer.start(canUndo ? UndoTime : PlainNoticeTime);
}

int NoticeBar::post(const QString& text, const Action& action)
{
    const int notice = begin(text, Tint::Information, action, false);
    m_timer.start(PlainNoticeTime);
    return notice;
}

void NoticeBar::postError(const QString& text)
{
    begin(text, Tint::Warning, {}, false);
    m_timer.stop();
}

int NoticeBar::begin(const QString& text, Tint tint, const Action& action, bool isUndo)
{
    QPalette colors;
    colors.setColor(QPalette::Window, tinted(colors, tint));
    setPalette(colors);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(themedIcon(QStringLiteral("warning")).pixmap(QSize(side, side), devicePixelRatioF()));
    m_icon->setVisible(tint == Tint::Warning);
    m_text->setText(text);
    m_text->setAccessibleName(text);

    m_act = action.act;
    m_isUndo = isUndo;
    if (m_act) {
        m_button->setObjectName(isUndo ? QStringLiteral("undoButton") : QStringLiteral("noticeAction"));
        m_button->setIcon(themedIcon(action.iconName));
        m_button->setText(action.text);
        m_button->setToolTip(isUndo ? tr("Undo (Ctrl+Z)") : QString());
    }
    m_button->setVisible(m_act != nullptr);
    m_notice = ++m_lastNotice;
    show();
    return m_notice;
}

void NoticeBar::change(int notice, const QString& text)
{
    if (isShowing(notice)) {
        m_text->setText(text);
        m_text->setAccessibleName(text);
        m_timer.start(PlainNoticeTime);
    }
}

QString NoticeBar::text() const { return m_text->text(); }

void NoticeBar::act()
{
    if (const auto act = std::exchange(m_act, nullptr)) {
        dismiss();
        act();
    }
}

void NoticeBar::undo()
{
    if (m_isUndo) {
        act();
    }
}

void NoticeBar::dismiss(int notice)
{
    if (isShowing(notice)) {
        dismiss();
    }
}

void NoticeBar::dismiss()
{
    m_act = nullptr;
    m_notice = 0;
    m_timer.stop();
    hide();
}

} // namespace latchkey::ui
