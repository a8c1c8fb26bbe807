// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/shared/action_button.h"

#include <QAction>
#include <QPushButton>

namespace latchkey::ui {

QPushButton* actionButton(QAction* action, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    const auto follow = [button, action] {
        button->setText(action->text());
        button->setIcon(action->icon());
        button->setEnabled(action->isEnabled());
        button->setHidden(!action->isVisible());
        const QString shortcut = action->shortcut().toString(QKeySequence::NativeText);
        button->setToolTip(shortcut.isEmpty() ? action->toolTip()
                                              : action->toolTip() + QStringLiteral(" (%1)").arg(shortcut));
    };
    button->setObjectName(action->objectName() + QStringLiteral("Button"));
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, &QAction::trigger);
    follow();
    return button;
}

} // namespace latchkey::ui
