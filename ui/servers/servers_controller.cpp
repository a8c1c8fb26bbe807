// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_controller.h"

#include "core/credentials/keyring_backend.h"
#include "ui/servers/add_server_dialog.h"
#include "ui/servers/servers_model.h"
#include "ui/servers/servers_view.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/notice_bar.h"
#include "ui/shared/secret_clipboard.h"
#include "ui/shared/secret_field.h"

#include <QLineEdit>
#include <QPointer>

#include <algorithm>
#include <utility>

namespace latchkey::ui {

using credentials::Login;
using credentials::LoginOverview;
using credentials::Place;
using credentials::ServerUrl;

ServersController::ServersController(credentials::Logins& logins, credentials::KeyringBackend* keyring,
    ServersView& view, SecretClipboard& clipboard, NoticeBar& notices)
    : m_logins(logins)
    , m_keyring(keyring)
    , m_view(view)
    , m_clipboard(clipboard)
    , m_notices(notices)
{
    connect(&view, &ServersView::addRequested, this, &ServersController::add);
    connect(&view, &ServersView::useRequested, this, &ServersController::useSelected);
    connect(&view, &ServersView::copyRequested, this, &ServersController::copySelected);
    connect(&view, &ServersView::revealRequested, this, &ServersController::revealSelected);
    connect(&view, &ServersView::removeRequested, this, &ServersController::removeSelected);
    connect(&view, &Page::searchChanged, this, &ServersController::showRows);
    const auto mend = [this] {
        if (m_unlocking) {
            m_keyring->cancelPrompt();
        } else if (m_keyring != nullptr && m_overview.keyringProblem
            && m_overview.keyringProblem->code == ErrorCode::KeyringLocked) {
            unlock();
        } else {
            reload();
        }
    };
    connect(view.banner(), &MessageBanner::actionTriggered, this, mend);
    connect(&view, &Page::emptyStateActionTriggered, this, [this, mend] {
        if (!m_view.searchField()->text().isEmpty() && !m_overview.logins.isEmpty()) {
            m_view.clearSearch();
            showRows();
        } else if (m_overview.keyringProblem) {
            mend();
        } else {
            add();
        }
    });
    m_view.showLoading();
}

void ServersController::reload()
{
    if (m_loading) {
        m_reloadAgain = true;
        return;
    }
    m_loading = true;
    whenDone(m_logins.overview(), this, [this](const Result<LoginOverview>& overview) {
        m_loading = false;
        if (overview) {
            show(*overview);
        }
        if (std::exchange(m_reloadAgain, false)) {
            reload();
        }
    });
}

void ServersController::show(const LoginOverview& overview)
{
    m_overview = overview;
    m_view.setLogins(overview.logins);
    showRows();
    Q_EMIT overviewChanged(m_overview);
}

void ServersController::showRows()
{
    showBanner();
    if (m_view.visibleRows() > 0) {
        m_view.showContent();
        return;
    }
    EmptyState* empty = m_view.showEmptyState();
    if (!m_overview.logins.isEmpty()) {
        empty->setContent(QStringLiteral("search"),
            tr("Nothing matches “%1”").arg(m_view.searchField()->text()),
            tr("The search looks at servers, states and places."), tr("Clear search"));
    } else if (const auto& problem = m_overview.keyringProblem) {
        const bool locked = problem->code == ErrorCode::KeyringLocked;
        empty->setContent(locked ? QStringLiteral("locked") : QStringLiteral("warning"),
            locked ? tr("The keyring is locked") : tr("The keyring cannot be read"), problem->message,
            locked ? tr("Unlock") : tr("Try again"));
        m_view.banner()->hide(); // the page itself says it
    } else {
        empty->setContent(QStringLiteral("servers"), tr("No servers yet"),
            tr("Add one with its address and token. A login made with the terminal's tool shows up here by "
               "itself."),
            tr("Add a server…"));
    }
}

void ServersController::showBanner()
{
    using Severity = MessageBanner::Severity;
    MessageBanner* banner = m_view.banner();
    if (m_unlocking) {
        banner->showMessage(
            Severity::Information, tr("Waiting for you to unlock the keyring…"), tr("Cancel"));
    } else if (const auto& problem = m_overview.keyringProblem) {
        const bool locked = problem->code == ErrorCode::KeyringLocked;
        banner->showMessage(Severity::Warning, problem->message, locked ? tr("Unlock") : tr("Try again"));
    } else if (m_overview.filesProblem) {
        banner->showMessage(Severity::Warning, m_overview.filesProblem->message, tr("Try again"));
    } else if (m_overview.overriddenByEnvironment) {
        banner->showMessage(Severity::Information,
            tr("CODER_URL or CODER_SESSION_TOKEN is set in the environment and wins over the active login."));
    } else {
        banner->hide();
    }
}

void ServersController::unlock()
{
    m_unlocking = true;
    showBanner();
    whenDone(m_keyring->unlock(), this, [this](const Result<void>& unlocked) {
        m_unlocking = false;
        if (!unlocked && unlocked.error().code != ErrorCode::Cancelled) {
            m_notices.postError(unlocked.error().message);
        }
        reload();
    });
}

void ServersController::add()
{
    auto* dialog = new AddServerDialog(!m_overview.keyringProblem, m_view.window());
    connect(dialog, &AddServerDialog::submitted, this,
        [this, dialog](const ServerUrl& server, const Secret& token, Place place) {
            store(dialog, server, token, place);
        });
    dialog->open();
}

template <typename T> void ServersController::finishUndo(const Result<T>& undone)
{
    if (!undone) {
        m_notices.postError(undone.error().message);
    }
    reload();
}

void ServersController::putBack(const ServerUrl& server, const Secret& token, Place place)
{
    whenDone(m_logins.add(server, token, place), this,
        [this](const Result<std::optional<Secret>>& stored) { finishUndo(stored); });
}

void ServersController::store(
    AddServerDialog* dialog, const ServerUrl& server, const Secret& token, Place place)
{
    const QPointer<AddServerDialog> guard(dialog);
    whenDone(m_logins.add(server, token, place), this,
        [this, guard, server, place](const Result<std::optional<Secret>>& replaced) {
            if (!replaced) {
                guard ? guard->showProblem(replaced.error().message)
                      : m_notices.postError(replaced.error().message);
                return;
            }
            if (guard) {
                guard->accept();
            }
            const auto undo = [this, server, place, old = *replaced] {
                if (old) {
                    putBack(server, *old, place);
                } else {
                    whenDone(m_logins.remove(server, place), this,
                        [this](const Result<Secret>& removed) { finishUndo(removed); });
                }
            };
            m_notices.post(*replaced ? tr("The token of %1 was replaced.").arg(server.displayHost())
                                     : tr("%1 was added.").arg(server.displayHost()),
                undo);
            reload();
        });
}

void ServersController::useSelected()
{
    const auto login = m_view.selectedLogin();
    if (login && login->credential.server) {
        use(*login->credential.server);
    }
}

void ServersController::use(const ServerUrl& server)
{
    whenDone(m_logins.use(server), this, [this](const Result<ServerUrl>& outcome) { reportUse(outcome); });
}

void ServersController::usePrevious()
{
    whenDone(m_logins.usePrevious(), this, [this](const Result<ServerUrl>& outcome) { reportUse(outcome); });
}

void ServersController::reportUse(const Result<ServerUrl>& outcome)
{
    if (!outcome) {
        m_notices.postError(outcome.error().message);
    } else {
        const bool wasSignedIn = std::ranges::any_of(m_overview.logins, &Login::active);
        m_notices.post(tr("The terminal now uses %1.").arg(outcome->displayHost()),
            wasSignedIn ? std::function<void()>([this] { usePrevious(); }) : nullptr);
    }
    reload();
}

void ServersController::copySelected()
{
    const auto login = m_view.selectedLogin();
    if (!login || !login->credential.server) {
        return;
    }
    whenDone(m_logins.reveal(*login->credential.server, login->storedIn), this,
        [this](const Result<Secret>& token) {
            if (!token) {
                m_notices.postError(token.error().message);
                return;
            }
            m_clipboard.copy(*token);
        });
}

void ServersController::revealSelected()
{
    const auto login = m_view.selectedLogin();
    if (!login || !login->credential.server) {
        return;
    }
    const QString key = loginKey(*login);
    whenDone(m_logins.reveal(*login->credential.server, login->storedIn), this,
        [this, key](const Result<Secret>& token) {
            if (!token) {
                m_notices.postError(token.error().message);
                return;
            }
            // The answer may come when another row is selected; a token is never shown under the wrong name.
            const auto selected = m_view.selectedLogin();
            if (selected && loginKey(*selected) == key) {
                m_view.secretField()->reveal(*token);
            }
        });
}

void ServersController::removeSelected()
{
    const auto login = m_view.selectedLogin();
    if (!login || !login->credential.server) {
        return;
    }
    const ServerUrl server = *login->credential.server;
    const Place place = login->storedIn;
    whenDone(m_logins.remove(server, place), this, [this, server, place](const Result<Secret>& removed) {
        if (!removed) {
            m_notices.postError(removed.error().message);
            return;
        }
        const auto undo = [this, server, place, token = *removed] { putBack(server, token, place); };
        m_notices.post(
            tr("This computer's copy of the token of %1 was removed. The server still accepts the token.")
                .arg(server.displayHost()),
            undo);
        reload();
    });
}

} // namespace latchkey::ui
