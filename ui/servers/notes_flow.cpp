// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/notes_flow.h"

#include "core/credentials/keyring_backend.h"
#include "ui/servers/add_login_flow.h"
#include "ui/servers/foreign_login_dialog.h"
#include "ui/servers/login_text.h"
#include "ui/servers/places_flow.h"
#include "ui/servers/servers_view.h"
#include "ui/servers/sign_out_flow.h"
#include "ui/shared/notice_bar.h"

#include <QFileDialog>

#include <algorithm>

namespace latchkey::ui {

using credentials::Change;
using credentials::ForeignLogin;
using credentials::Login;
using credentials::LoginId;
using credentials::LoginOverview;
using Kind = ServersNote::Kind;

NotesFlow::NotesFlow(const ServersServices& services, ServersView& view, const Flows& flows, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_view(view)
    , m_flows(flows)
    , m_turnedDown(services.memory)
{
    connect(view.banner(), &MessageBanner::actionTriggered, this, &NotesFlow::act);
    connect(view.banner(), &MessageBanner::dismissed, this, &NotesFlow::dismiss);
}

void NotesFlow::show(const LoginOverview& overview)
{
    m_overview = overview;
    showAgain();
}

void NotesFlow::showAgain()
{
    m_note = noteFor(m_overview, m_flows.places.places(), m_unlocking, m_turnedDown);
    const bool isSaidByThePage = m_note.kind == Kind::KeyringProblem && m_overview.logins.isEmpty();
    if (m_note.kind == Kind::None || isSaidByThePage) {
        m_view.banner()->hide();
    } else {
        m_view.banner()->showMessage(m_note.severity, m_note.text, m_note.action, m_note.dismissal);
    }
}

void NotesFlow::act()
{
    const ServersNote note = m_note; // what follows may change it
    switch (note.kind) {
    case Kind::Unlocking:
        m_services.keyring->cancelPrompt();
        break;
    case Kind::KeyringProblem:
        mendKeyring();
        break;
    case Kind::FilesProblem:
        Q_EMIT changed();
        break;
    case Kind::UnfinishedSignOut:
        if (note.login) {
            m_flows.signingOut.retry(*note.login, m_overview, m_view.window());
        }
        break;
    case Kind::ForeignSignIn:
        if (note.login) {
            decide(*note.login);
        }
        break;
    case Kind::Import:
        m_flows.adding.import();
        break;
    case Kind::Elsewhere:
        if (note.place) {
            m_flows.places.adopt(*note.place);
        }
        break;
    case Kind::Overridden:
    case Kind::None:
        break;
    }
}

void NotesFlow::dismiss()
{
    if (m_note.kind == Kind::UnfinishedSignOut && m_note.login) {
        m_flows.signingOut.forget(*m_note.login);
        return;
    }
    m_turnedDown.insert(m_note);
    showAgain();
}

void NotesFlow::mendKeyring()
{
    const auto& problem = m_overview.keyringProblem;
    if (m_services.keyring != nullptr && problem && problem->code == ErrorCode::KeyringLocked) {
        unlock();
    } else if (m_services.keyring != nullptr && problem && problem->code == ErrorCode::Corrupt) {
        saveCopy();
    } else {
        Q_EMIT changed();
    }
}

void NotesFlow::unlock()
{
    m_unlocking = true;
    showAgain();
    whenDone(m_services.keyring->unlock(), this, [this](const Result<void>& unlocked) {
        m_unlocking = false;
        if (!unlocked && unlocked.error().code != ErrorCode::Cancelled) {
            m_services.notices.postError(unlocked.error().message);
        }
        Q_EMIT changed();
    });
}

void NotesFlow::saveCopy()
{
    auto* dialog = new QFileDialog(m_view.window(), tr("Save a copy of the keyring's entry"));
    dialog->setObjectName(QStringLiteral("copyDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->selectFile(QStringLiteral("keyring-entry.json"));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& path) {
        whenDone(m_services.keyring->saveCopy(path), this, [this, path](const Result<void>& saved) {
            if (saved) {
                m_services.notices.post(
                    tr("Saved in %1. The copy holds tokens: delete it when it has served.").arg(path));
            } else {
                m_services.notices.postError(saved.error().message);
            }
        });
    });
    dialog->open();
}

void NotesFlow::decide(const LoginId& foreign)
{
    const auto signIn =
        std::ranges::find(m_overview.foreignSignIns, foreign, [](const auto& each) { return each.now; });
    if (signIn == m_overview.foreignSignIns.end()) {
        return;
    }
    const Login* now = m_overview.find(signIn->now);
    const Login* before = m_overview.find(signIn->before);
    if (now == nullptr || before == nullptr) {
        return;
    }
    const credentials::ServerUrl server = foreign.server;
    auto* dialog = new ForeignLoginDialog(server.displayHost(), accountText(*now, m_overview.logins),
        accountText(*before, m_overview.logins), m_view.window());
    connect(dialog, &ForeignLoginDialog::decided, this,
        [this, server](ForeignLogin decision) { settle(server, decision); });
    dialog->open();
}

void NotesFlow::settle(const credentials::ServerUrl& server, ForeignLogin decision)
{
    const QString host = server.displayHost();
    const QString text = decision == ForeignLogin::Keep ? tr("The new login to %1 was kept.").arg(host)
        : decision == ForeignLogin::Restore             ? tr("The earlier login to %1 is back.").arg(host)
                                                        : tr("Both logins to %1 were kept.").arg(host);
    const activity::Event done { .act = activity::Act::ServersSettle, .what = server.origin() };
    whenDone(
        m_services.logins.settle(server, decision), this, [this, done, text](const Result<Change>& change) {
            if (change) {
                postUndoable(m_services, this, done, text, *change, [this] { Q_EMIT changed(); });
            } else {
                m_services.notices.postError(change.error().message);
            }
            Q_EMIT changed();
        });
}

} // namespace latchkey::ui
