// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/secret_edit.h"

#include "ui/shared/themed_icon.h"

#include <QAction>

namespace latchkey::ui {

SecretEdit::SecretEdit(QWidget* parent)
    : QLineEdit(parent)
    , m_eye(addAction(themedIcon(QStringLiteral("reveal")), QLineEdit::TrailingPosition))
{
    connect(m_eye, &QAction::triggered, this, [this] { setShown(echoMode() == QLineEdit::Password); });
    conceal();
}

void SecretEdit::conceal() { setShown(false); }

void SecretEdit::setShown(bool shown)
{
    setEchoMode(shown ? QLineEdit::Normal : QLineEdit::Password);
    m_eye->setIcon(themedIcon(shown ? QStringLiteral("hide") : QStringLiteral("reveal")));
    m_eye->setToolTip(shown ? tr("Hide the token") : tr("Show the token"));
}

} // namespace latchkey::ui
