// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_menu.h"

#include "ui/servers/servers_model.h"
#include "ui/shared/themed_icon.h"

#include <QActionGroup>

#include <algorithm>

namespace latchkey::ui {

using credentials::Login;
using credentials::LoginOverview;

LoginMenu::LoginMenu(QWidget* parent)
    : QMenu(tr("Active login"), parent)
{
    setObjectName(QStringLiteral("loginMenu"));
    setOverview({});
}

void LoginMenu::setOverview(const LoginOverview& overview)
{
    clear();
    delete findChild<QActionGroup*>();
    auto* group = new QActionGroup(this);
    QList<Login> logins = overview.logins;
    std::ranges::stable_partition(logins, &Login::active);
    for (const Login& login : std::as_const(logins)) {
        if (login.credential.problem || !login.credential.server) {
            continue;
        }
        QString text = serverText(login);
        QAction* action = addAction(text.replace(u'&', QStringLiteral("&&")));
        action->setCheckable(true);
        action->setChecked(login.active);
        group->addAction(action);
        connect(action, &QAction::triggered, this,
            [this, server = *login.credential.server] { Q_EMIT useRequested(server); });
    }
    if (group->actions().isEmpty()) {
        const QString text =
            overview.keyringProblem ? tr("The keyring cannot be read") : tr("No logins stored");
        addAction(text)->setEnabled(false);
    }
    addSeparator();
    QAction* previous = addAction(themedIcon(QStringLiteral("switch")), tr("Previous login"));
    previous->setEnabled(overview.previous.has_value());
    connect(previous, &QAction::triggered, this, &LoginMenu::usePreviousRequested);
}

QString activeLoginText(const LoginOverview& overview)
{
    const auto active = std::ranges::find_if(overview.logins, &Login::active);
    return active == overview.logins.end() ? QString() : serverText(*active);
}

} // namespace latchkey::ui
