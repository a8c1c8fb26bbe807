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
    , m_undoButton(new QPushButton(themedIcon(QStringLiteral("undo")), tr("&Undo"), this))
{
    setObjectName(QStringLiteral("noticeBar"));
    setFrameShape(QFrame::StyledPanel);
    setAutoFillBackground(true);
    m_text->setObjectName(QStringLiteral("noticeText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_undoButton->setObjectName(QStringLiteral("undoButton"));
    m_undoButton->setToolTip(tr("Undo (Ctrl+Z)"));
    auto* close = new QToolButton(this);
    close->setObjectName(QStringLiteral("noticeClose"));
    close->setIcon(themedIcon(QStringLiteral("close")));
    close->setAutoRaise(true);
    close->setAccessibleName(tr("Close this notice"));
    close->setToolTip(tr("Close"));

    auto* layout = new QHBoxLayout(this);
    layout->addWidget(m_icon);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_undoButton);
    layout->addWidget(close);

    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, [this] {
        // A person about to click keeps it; it is looked at again later.
        underMouse() ? m_timer.start(PlainNoticeTime) : dismiss();
    });
    connect(m_undoButton, &QPushButton::clicked, this, &NoticeBar::undo);
    connect(close, &QToolButton::clicked, this, &NoticeBar::dismiss);
    hide();
}

void NoticeBar::post(const QString& text, std::function<void()> undo)
{
    m_undo = std::move(undo);
    m_icon->hide();
    setTint(Tint::Information);
    m_timer.start(m_undo ? UndoTime : PlainNoticeTime);
    showText(text);
}

void NoticeBar::postError(const QString& text)
{
    m_undo = nullptr;
    m_timer.stop();
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize);
    m_icon->setPixmap(themedIcon(QStringLiteral("warning")).pixmap(QSize(side, side), devicePixelRatioF()));
    m_icon->show();
    setTint(Tint::Warning);
    showText(text);
}

void NoticeBar::setTint(Tint tint)
{
    QPalette colors;
    colors.setColor(QPalette::Window, tinted(colors, tint));
    setPalette(colors);
}

void NoticeBar::showText(const QString& text)
{
    m_text->setText(text);
    m_text->setAccessibleName(text);
    m_undoButton->setVisible(m_undo != nullptr);
    show();
}

QString NoticeBar::text() const { return m_text->text(); }

void NoticeBar::undo()
{
    if (const auto act = std::exchange(m_undo, nullptr)) {
        dismiss();
        act();
    }
}

void NoticeBar::dismiss()
{
    m_undo = nullptr;
    m_timer.stop();
    hide();
}

} // namespace latchkey::ui
