// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_field.h"

#include "ui/shared/themed_icon.h"

#include <QEvent>
#include <QFontDatabase>
#include <QHBoxLayout>
#include <QLabel>
#include <QToolButton>

namespace latchkey::ui {

namespace {

using namespace std::chrono_literals;
constexpr auto RevealTime = 30s;

QString dots() { return QString(12, QChar(0x2022)); }

} // namespace

SecretField::SecretField(QWidget* parent)
    : QWidget(parent)
    , m_text(new QLabel(this))
    , m_eye(new QToolButton(this))
{
    setObjectName(QStringLiteral("secretField"));
    m_text->setObjectName(QStringLiteral("secretText"));
    m_text->setTextFormat(Qt::PlainText);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setWordWrap(true);
    m_eye->setObjectName(QStringLiteral("revealButton"));
    m_eye->setAutoRaise(true);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_text, 1);
    layout->addWidget(m_eye);

    m_timer.setSingleShot(true);
    setRevealTime(RevealTime);
    connect(&m_timer, &QTimer::timeout, this, &SecretField::conceal);
    connect(m_eye, &QToolButton::clicked, this, [this] {
        if (m_revealed) {
            conceal();
        } else {
            Q_EMIT revealRequested();
        }
    });
    conceal();
}

void SecretField::reveal(const Secret& secret)
{
    m_revealed = true;
    m_text->setText(secret.revealedText());
    m_text->setAccessibleName(tr("Token, shown"));
    m_eye->setIcon(themedIcon(QStringLiteral("hide")));
    m_eye->setToolTip(tr("Hide the token"));
    m_eye->setAccessibleName(tr("Hide the token"));
    m_timer.start();
}

void SecretField::conceal()
{
    m_timer.stop();
    m_revealed = false;
    m_text->setText(dots());
    m_text->setAccessibleName(tr("Token, hidden"));
    m_eye->setIcon(themedIcon(QStringLiteral("reveal")));
    m_eye->setToolTip(tr("Reveal the token for 30 seconds"));
    m_eye->setAccessibleName(tr("Reveal the token"));
}

QString SecretField::shownText() const { return m_text->text(); }

void SecretField::hideEvent(QHideEvent* event)
{
    conceal();
    QWidget::hideEvent(event);
}

void SecretField::showEvent(QShowEvent* event)
{
    window()->installEventFilter(this);
    QWidget::showEvent(event);
}

bool SecretField::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::WindowDeactivate) {
        conceal();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace latchkey::ui
