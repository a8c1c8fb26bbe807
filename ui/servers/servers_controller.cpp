// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/servers/servers_controller.h"

#include "ui/activity/activity_recorder.h"
#include "ui/servers/login_text.h"
#include "ui/servers/servers_view.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/notice_bar.h"
#include "ui/shared/secret_clipboard.h"
#include "ui/shared/secret_field.h"

#include <QLineEdit>

#include <algorithm>
#include <utility>

namespace latchkey::ui {

using credentials::Change;
using credentials::Login;
using credentials::LoginId;
using credentials::LoginOverview;

using namespace std::chrono_literals;

ServersController::ServersController(const ServersServices& services, ServersView& view)
    : m_services(services)
    , m_view(view)
    , m_checks(services.logins, this)
    , m_adding(services)
    , m_signingOut(services)
    , m_places(services)
    , m_notes(services, view, { m_adding, m_signingOut, m_places })
{
    connectView();
    connectChecks();
    connect(&m_adding, &AddLoginFlow::changed, this, &ServersController::reload);
    connect(&m_signingOut, &SignOutFlow::changed, this, &ServersController::reload);
    connect(&m_places, &PlacesFlow::changed, this, &ServersController::reload);
    connect(&m_notes, &NotesFlow::changed, this, &ServersController::reload);
    connect(&m_places, &PlacesFlow::listed, this, [this] {
        m_view.setForeignPlaces(m_places.places());
        m_notes.show(m_overview);
    });
    connect(&m_minutes, &QTimer::timeout, &view, &ServersView::refreshTimes);
    m_minutes.start(1min);
    m_view.showLoading();
}

void ServersController::connectView()
{
    connect(&m_view, &ServersView::addRequested, this, &ServersController::add);
    connect(&m_view, &ServersView::useRequested, this, &ServersController::useSelected);
    connect(&m_view, &ServersView::copyRequested, this, &ServersController::copySelected);
    connect(&m_view, &ServersView::revealRequested, this, &ServersController::revealSelected);
    connect(&m_view, &ServersView::checkRequested, this, &ServersController::checkSelected);
    connect(&m_view, &ServersView::checkAllRequested, this, &ServersController::checkAll);
    connect(&m_view, &ServersView::cancelChecksRequested, &m_checks, &LoginChecks::cancel);
    connect(&m_view, &ServersView::removeRequested, this, &ServersController::removeSelected);
    connect(&m_view, &ServersView::signOutRequested, this, &ServersController::signOutSelected);
    connect(&m_view, &Page::searchChanged, this, &ServersController::showRows);
    connect(&m_view, &ServersView::placeActionRequested, this,
        [this](const LoginPlace& place, PlaceAction action) {
            if (const auto subject = selected()) {
                m_places.act(subject->login, subject->title, place, action, m_view.window());
            }
        });
    connect(&m_view, &Page::emptyStateActionTriggered, this, [this] {
        if (!m_view.searchField()->text().isEmpty() && !m_overview.logins.isEmpty()) {
            m_view.clearSearch();
            showRows();
        } else if (m_overview.keyringProblem) {
            m_notes.act();
        } else {
            add();
        }
    });
}

void ServersController::connectChecks()
{
    connect(&m_checks, &LoginChecks::progressed, this, &ServersController::showProgress);
    connect(&m_checks, &LoginChecks::checked, this, &ServersController::takeCheck);
    connect(&m_checks, &LoginChecks::failed, this, [this](const Error& error) {
        const bool isGone = error.code == ErrorCode::NotFound; // the next look shows it
        if (m_checksWereAsked && !isGone) {
            m_services.notices.postError(error.message);
        }
    });
    connect(&m_checks, &LoginChecks::intervalElapsed, this, [this] {
        m_checksWereAsked = false;
        m_checks.start(m_overview.ids());
    });
    const auto check = [this](const LoginId& login) { checkNow({ login }); };
    connect(&m_adding, &AddLoginFlow::adopted, this, check);
    connect(&m_places, &PlacesFlow::adopted, this, check);
}

void ServersController::reload()
{
    m_places.reload();
    if (m_loading) {
        m_reloadAgain = true;
        return;
    }
    m_loading = true;
    whenDone(m_services.logins.overview(), this, [this](const Result<LoginOverview>& overview) {
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
    m_view.setOverview(overview);
    showRows();
    Q_EMIT overviewChanged(m_overview);
}

void ServersController::showRows()
{
    m_notes.show(m_overview);
    m_view.visibleRows() > 0 ? m_view.showContent() : showEmptyState();
}

void ServersController::showEmptyState()
{
    EmptyState* empty = m_view.showEmptyState();
    if (!m_overview.logins.isEmpty()) {
        empty->setContent(QStringLiteral("search"),
            tr("Nothing matches “%1”").arg(m_view.searchField()->text()),
            tr("The search looks at accounts, servers, states and places."), tr("Clear search"));
    } else if (const auto& problem = m_overview.keyringProblem) {
        const bool locked = problem->code == ErrorCode::KeyringLocked;
        empty->setContent(locked ? QStringLiteral("locked") : QStringLiteral("warning"),
            locked ? tr("The keyring is locked") : tr("The keyring cannot be read"), problem->message,
            keyringAction(*problem));
    } else {
        empty->setContent(QStringLiteral("servers"), tr("No servers yet"),
            tr("Add one with its address and token. A login made with the terminal's tool shows up here by "
               "itself, ready to be brought into the keyring."),
            tr("Add a server…"));
    }
}

void ServersController::add() { m_adding.open(!m_overview.keyringProblem, m_view.window()); }

void ServersController::checkAll() { checkNow(m_overview.ids()); }

void ServersController::checkNow(const QList<LoginId>& logins)
{
    m_checksWereAsked = true;
    m_checks.start(logins);
}

void ServersController::checkSelected()
{
    if (const auto subject = selected()) {
        checkNow({ subject->id });
    }
}

void ServersController::takeCheck(const LoginId& login, const credentials::LoginCheck& check)
{
    // Shown at once; what the index makes of it comes with the reload after the last one.
    const auto row = std::ranges::find(
        m_overview.logins, std::optional(login), [](const Login& each) { return each.id(); });
    if (row == m_overview.logins.end()) {
        return;
    }
    row->check = check;
    if (check.outcome == credentials::LoginCheck::Outcome::SignedIn) {
        row->account = check.owner.username;
        row->lastUsed = std::max(row->lastUsed, check.owner.lastUsed.value_or(0));
    }
    m_view.setOverview(m_overview);
}

void ServersController::showProgress()
{
    m_view.setChecking(m_checks.pending(), m_checks.done(), m_checks.total());
    if (m_checks.pending().isEmpty()) {
        reload();
    }
}

std::optional<ServersController::Selected> ServersController::selected() const
{
    const auto login = m_view.selectedLogin();
    const auto id = login ? login->id() : std::nullopt;
    return id ? std::optional(Selected { *id, loginTitle(*login, m_overview.logins), *login }) : std::nullopt;
}

void ServersController::useSelected()
{
    if (const auto subject = selected()) {
        use(subject->id);
    }
}

void ServersController::use(const LoginId& login)
{
    whenDone(m_services.logins.use(login), this,
        [this, wasSignedIn = m_overview.active() != nullptr](
            const Result<LoginId>& outcome) { reportUse(outcome, wasSignedIn); });
}

void ServersController::usePrevious()
{
    whenDone(m_services.logins.usePrevious(), this,
        [this, wasSignedIn = m_overview.active() != nullptr](
            const Result<LoginId>& outcome) { reportUse(outcome, wasSignedIn); });
}

void ServersController::reportUse(const Result<LoginId>& outcome, bool wasSignedIn)
{
    if (outcome) {
        m_services.activity.record(
            { .act = activity::Act::ServersUse, .what = loggedName(*outcome, m_overview) });
        const QString title = loginTitle(*outcome, m_overview);
        m_services.notices.post(m_overview.overridingVariable.isEmpty()
                ? tr("The terminal now uses %1.").arg(title)
                : tr("The terminal now uses %1, where %2 is not set.")
                      .arg(title, m_overview.overridingVariable),
            wasSignedIn ? std::function<void()>([this] { usePrevious(); }) : nullptr);
    } else {
        m_services.notices.postError(outcome.error().message);
    }
    reload();
}

void ServersController::copySelected()
{
    const auto subject = selected();
    if (!subject) {
        return;
    }
    whenDone(
        m_services.logins.reveal(subject->id), this, [this, id = subject->id](const Result<Secret>& token) {
            if (!token) {
                m_services.notices.postError(token.error().message);
                return;
            }
            m_services.clipboard.copy(*token);
            m_services.activity.record(
                { .act = activity::Act::ServersCopy, .what = loggedName(id, m_overview) });
        });
}

void ServersController::revealSelected()
{
    const auto subject = selected();
    if (!subject) {
        return;
    }
    whenDone(
        m_services.logins.reveal(subject->id), this, [this, id = subject->id](const Result<Secret>& token) {
            if (!token) {
                m_services.notices.postError(token.error().message);
                return;
            }
            // The answer may come when another row is selected; a token is never shown under the wrong name.
            const auto shown = selected();
            if (shown && shown->id == id) {
                m_view.secretField()->reveal(*token);
                m_services.activity.record(
                    { .act = activity::Act::ServersReveal, .what = loggedName(id, m_overview) });
            }
        });
}

void ServersController::removeSelected()
{
    const auto subject = selected();
    if (!subject) {
        return;
    }
    whenDone(m_services.logins.remove(subject->id, subject->login.onlyPlace()), this,
        [this, title = subject->title, name = loggedName(subject->id, m_overview)](
            const Result<Change>& change) {
            if (change) {
                postUndoable(m_services, this, { .act = activity::Act::ServersRemove, .what = name },
                    tr("This computer's copy of %1 was removed. The server still accepts the token.")
                        .arg(title),
                    *change, [this] { reload(); });
            } else {
                m_services.notices.postError(change.error().message);
            }
            reload();
        });
}

void ServersController::signOutSelected()
{
    if (const auto subject = selected()) {
        m_signingOut.ask(subject->login, m_overview, m_places.places(), m_view.window());
    }
}

} // namespace latchkey::ui
