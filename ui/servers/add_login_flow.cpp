// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/add_login_flow.h"

#include "core/shared/visible_text.h"
#include "ui/servers/add_server_dialog.h"
#include "ui/servers/login_text.h"
#include "ui/shared/notice_bar.h"

namespace latchkey::ui {

using credentials::Change;
using credentials::NewLogin;
using credentials::TokenOwner;

AddLoginFlow::AddLoginFlow(const ServersServices& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
{
}

void AddLoginFlow::open(bool keyringAvailable, QWidget* window)
{
    auto* dialog = new AddServerDialog(keyringAvailable, window);
    const QPointer<AddServerDialog> guard(dialog);
    connect(dialog, &AddServerDialog::submitted, this, [this, guard](const NewLogin& login, bool checkFirst) {
        checkFirst ? ask(guard, login) : store(guard, login);
    });
    connect(dialog, &AddServerDialog::stopAskingRequested, this, [this] { ++m_question; });
    dialog->open();
}

void AddLoginFlow::ask(const QPointer<AddServerDialog>& dialog, const NewLogin& login)
{
    const int question = ++m_question;
    dialog->showAsking(login.server.displayHost());
    whenDone(m_services.logins.ask(login.server, login.token), this,
        [this, dialog, login, question](const Result<TokenOwner>& owner) {
            if (!dialog || question != m_question) {
                return; // the person no longer waits for it
            }
            if (!owner) {
                dialog->showProblem(owner.error().message, true);
                return;
            }
            NewLogin named = login;
            named.owner = *owner;
            store(dialog, named);
        });
}

void AddLoginFlow::store(const QPointer<AddServerDialog>& dialog, const NewLogin& login)
{
    whenDone(m_services.logins.add(login), this, [this, dialog, login](const Result<Change>& change) {
        if (!change) {
            dialog ? dialog->showProblem(change.error().message)
                   : m_services.notices.postError(change.error().message);
            return;
        }
        if (dialog) {
            dialog->accept();
        }
        report(login, *change);
        Q_EMIT changed();
    });
}

void AddLoginFlow::report(const NewLogin& login, const Change& change)
{
    const QString account = visibleText(login.owner ? login.owner->username : login.account);
    const QString host = login.server.displayHost();
    const QString title = account.isEmpty() ? host : tr("%1 on %2").arg(account, host);
    postUndoable(m_services, this,
        { .act = activity::Act::ServersAdd, .what = loggedName(account, login.server) },
        change.replaced ? tr("%1 was added in place of an older token of the same account.").arg(title)
                        : tr("%1 was added.").arg(title),
        change, [this] { Q_EMIT changed(); });
}

void AddLoginFlow::import()
{
    whenDone(m_services.logins.import(), this, [this](const Result<Change>& change) {
        if (!change) {
            m_services.notices.postError(change.error().message);
            Q_EMIT changed();
            return;
        }
        const QString name = change->login ? change->login->server.origin() : QString();
        postUndoable(m_services, this, { .act = activity::Act::ServersAdd, .what = name },
            tr("The terminal's login is in the keyring now."), *change, [this] { Q_EMIT changed(); });
        Q_EMIT changed();
        if (change->login) {
            Q_EMIT adopted(*change->login);
        }
    });
}

} // namespace latchkey::ui
