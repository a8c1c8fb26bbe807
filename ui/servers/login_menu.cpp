// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/login_menu.h"

#include "ui/servers/login_text.h"
#include "ui/shared/themed_icon.h"

#include <QActionGroup>

#include <algorithm>
#include <utility>

namespace latchkey::ui {

using credentials::Login;
using credentials::LoginOverview;

namespace {

constexpr qsizetype MostEntries = 10;

struct Entry
{
    credentials::LoginId id;
    QString title;
    bool active;
    std::pair<qsizetype, QString> order; ///< the place among the recent ones, then the name
};

QList<Entry> entriesOf(const LoginOverview& overview)
{
    QList<Entry> entries;
    for (const Login& login : overview.logins) {
        const auto id = login.id();
        if (!id) {
            continue;
        }
        const qsizetype used = overview.recent.indexOf(*id);
        const qsizetype place = login.active ? -1 : used < 0 ? overview.recent.size() : used;
        const QString title = loginTitle(login, overview.logins);
        entries.append({ *id, title, login.active, { place, title.toCaseFolded() } });
    }
    std::ranges::stable_sort(entries, {}, &Entry::order);
    return entries;
}

/// A menu takes `&` for a shortcut's mark.
QString menuText(QString title) { return title.replace(u'&', QStringLiteral("&&")); }

} // namespace

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
    const QList<Entry> entries = entriesOf(overview);
    for (const Entry& entry : entries.first(std::min(entries.size(), MostEntries))) {
        QAction* action = addAction(menuText(entry.title));
        action->setCheckable(true);
        action->setChecked(entry.active);
        group->addAction(action);
        connect(action, &QAction::triggered, this, [this, id = entry.id] { Q_EMIT useRequested(id); });
    }
    if (entries.isEmpty()) {
        const QString text =
            overview.keyringProblem ? tr("The keyring cannot be read") : tr("No logins stored");
        addAction(text)->setEnabled(false);
    }
    if (entries.size() > MostEntries) {
        QAction* more = addAction(tr("More…"));
        more->setObjectName(QStringLiteral("more"));
        more->setToolTip(tr("Search all %1 logins").arg(entries.size()));
        connect(more, &QAction::triggered, this, &LoginMenu::moreRequested);
    }
    addSeparator();
    QAction* previous = addAction(themedIcon(QStringLiteral("switch")),
        overview.previous ? tr("Previous login (%1)").arg(menuText(loginTitle(*overview.previous, overview)))
                          : tr("Previous login"));
    previous->setObjectName(QStringLiteral("previous"));
    previous->setEnabled(overview.previous.has_value());
    connect(previous, &QAction::triggered, this, &LoginMenu::usePreviousRequested);
}

QString activeLoginText(const LoginOverview& overview)
{
    const Login* active = overview.active();
    if (active == nullptr) {
        return {};
    }
    const QString title = loginTitle(*active, overview.logins);
    return overview.overridingVariable.isEmpty()
        ? title
        : LoginMenu::tr("%1, overridden by %2").arg(title, overview.overridingVariable);
}

} // namespace latchkey::ui
