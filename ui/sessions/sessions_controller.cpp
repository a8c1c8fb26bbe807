// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/sessions_controller.h"

#include "ui/sessions/session_models.h"
#include "ui/sessions/session_text.h"
#include "ui/sessions/sessions_view.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/notice_bar.h"

#include <QLineEdit>

namespace latchkey::ui {

using sessions::SessionCounts;
using sessions::SessionFilter;
using sessions::SessionGroup;
using sessions::StoreFacts;

namespace {

constexpr qint64 Day = 86400; // seconds

// What others change is shown within a second, and reading it takes a tenth of the time at most.
constexpr qint64 FollowDelay = 500; // milliseconds
constexpr qint64 FollowFactor = 10;

} // namespace

SessionsController::SessionsController(sessions::SessionDirectory& directory, sessions::PolicyStore& policies,
    const sessions::DatabaseWatcher& watcher, const Clock& clock, SessionModels& models, SessionsView& view,
    ActivityRecorder& activity, NoticeBar& notices)
    : m_directory(directory)
    , m_clock(clock)
    , m_models(models)
    , m_view(view)
    , m_deletion(directory, activity, notices)
    , m_acts(directory, m_deletion, activity, notices, view)
    , m_purge(directory, policies, clock, m_deletion)
{
    connect(&view, &SessionsView::queryChanged, this, [this] {
        load();
        readCounts();
    });
    connect(
        &view, &SessionsView::revokeRequested, this, [this] { m_acts.setRevoked(m_view.selection(), true); });
    connect(&view, &SessionsView::restoreRequested, this,
        [this] { m_acts.setRevoked(m_view.selection(), false); });
    connect(
        &view, &SessionsView::deleteRequested, this, [this] { m_acts.confirmDelete(m_view.selection()); });
    connect(&view, &SessionsView::signOutElsewhereRequested, this, [this] {
        if (const auto* session = m_view.selectedSession()) {
            m_acts.signOutElsewhere(*session);
        }
    });
    connect(&view, &SessionsView::purgeRequested, this, [this] { m_purge.open(m_view.window()); });
    connect(&m_deletion, &DeletionFlow::ended, this, &SessionsController::reload);
    connect(&view, &SessionsView::selectionChanged, this, [this] {
        readAboutSelected();
        followIfStale();
    });
    connect(&view, &SessionsView::selectionCutShort, &notices,
        [&notices](const QString& reason) { notices.postError(reason); });
    connect(&view, &Page::emptyStateActionTriggered, this, [this] {
        if (isFiltered()) {
            m_view.clearFilters();
        } else {
            reload();
        }
    });
    connect(view.banner(), &MessageBanner::actionTriggered, this, &SessionsController::reload);
    connect(&m_acts, &SessionActs::changed, this, &SessionsController::reload);
    connect(&models, &SessionModels::loaded, this, &SessionsController::showRows);
    connect(&models, &SessionModels::failed, this, &SessionsController::showFailure);

    m_follow.setSingleShot(true);
    connect(&m_follow, &QTimer::timeout, this, &SessionsController::follow);
    connect(&watcher, &sessions::DatabaseWatcher::changed, this, [this] {
        if (!m_follow.isActive()) {
            m_follow.start(static_cast<int>(qMax(FollowDelay, m_loadTook * FollowFactor)));
        }
    });
    connect(&view, &SessionsView::shown, this, &SessionsController::followIfStale);
    m_view.showLoading();
}

void SessionsController::follow()
{
    m_isStale = true;
    followIfStale();
    if (m_isStale && m_view.window()->isVisible()) {
        readCounts(); // for the side list
    }
}

void SessionsController::followIfStale()
{
    if (m_isStale && m_view.isVisible() && !m_view.selection().isByPlace) {
        reload();
    }
}

void SessionsController::load()
{
    m_loading.start();
    m_models.load(shownFilter(), m_view.filters().grouping());
    whenDone(m_directory.facts(), this, [this](const Result<StoreFacts>& facts) { showFacts(facts); });
}

void SessionsController::reload()
{
    m_isStale = false;
    load();
    readCounts();
}

void SessionsController::readCounts()
{
    // Of the rows that are shown: the search box may be ahead of them.
    const SessionFilter shown = m_models.filter();
    whenDone(m_directory.counts({}), this, [this, shown](const Result<SessionCounts>& all) {
        Q_EMIT totalChanged(all ? all->matched : 0);
        if (!all) {
            return; // the page itself says why
        }
        if (shown != m_models.filter()) {
            return; // the answer for the newer one comes
        }
        if (shown == SessionFilter()) {
            showCounts(shown, *all, all->matched);
            return;
        }
        whenDone(m_directory.counts(shown), this,
            [this, shown, total = all->matched](const Result<SessionCounts>& counts) {
                if (counts && shown == m_models.filter()) {
                    showCounts(shown, *counts, total);
                }
            });
    });
}

void SessionsController::showCounts(const SessionFilter& filter, const SessionCounts& counts, qint64 total)
{
    m_models.setMatched(filter, counts.matched);
    m_view.showCounts(filter, counts, total);
}

void SessionsController::readAboutSelected()
{
    const int question = ++m_lastQuestion;
    if (const auto* session = m_view.selectedSession()) {
        whenDone(m_directory.counts(SessionActs::elsewhere(*session)), this,
            [this, question](const Result<SessionCounts>& others) {
                if (question == m_lastQuestion && others) {
                    m_view.showElsewhere(others->matched);
                }
            });
    } else if (const auto* group = m_view.selectedGroup(); group != nullptr && group->browser.isEmpty()) {
        whenDone(m_directory.groups(m_view.selectedGroupFilter(), sessions::GroupBy::UserAgent), this,
            [this, question](const Result<QList<SessionGroup>>& versions) {
                if (question == m_lastQuestion && versions) {
                    m_view.showVersions(*versions);
                }
            });
    }
}

SessionFilter SessionsController::shownFilter() const
{
    const SessionChips& chips = m_view.filters().chips();
    SessionFilter filter;
    filter.search = m_view.searchField()->text().trimmed();
    filter.state = chips.state;
    if (chips.unused) {
        filter.lastUsedAtOrBefore = m_clock.unixSeconds() - chips.unusedDays * Day;
    }
    if (chips.oddClock) {
        filter.oddClockAsOf = m_clock.unixSeconds();
    }
    return filter;
}

bool SessionsController::isFiltered() const
{
    return m_view.filters().chips().isAnyOn() || !m_view.searchField()->text().trimmed().isEmpty();
}

void SessionsController::showRows()
{
    m_loadTook = m_loading.elapsed();
    if (!m_models.isEmpty()) {
        m_view.showContent();
        return;
    }
    EmptyState* empty = m_view.showEmptyState();
    if (isFiltered()) {
        empty->setContent(QStringLiteral("search"), tr("No session matches"),
            tr("The search looks at users, devices, browsers, systems, user agents and fingerprints."),
            tr("Show all"));
    } else {
        empty->setContent(QStringLiteral("sessions"), tr("No sessions yet"),
            tr("A web server that remembers its users with Latchkey's token manager, in this database, shows "
               "them here."),
            tr("Look again"));
    }
}

void SessionsController::showFailure(const Error& error)
{
    m_view.banner()->hide(); // the page itself says it
    m_view.setWritable(false);
    m_view.showEmptyState()->setContent(QStringLiteral("warning"), tr("The sessions cannot be read"),
        error.message, isFiltered() ? tr("Show all") : tr("Try again"));
}

void SessionsController::showFacts(const Result<StoreFacts>& facts)
{
    if (!facts) {
        return; // load() reports it in the page
    }
    m_view.setWritable(!facts->readOnly);
    if (facts->readOnly) {
        m_view.banner()->showMessage(MessageBanner::Severity::Warning,
            tr("The session database %1 can only be read. Sessions are shown but cannot be changed.")
                .arg(facts->location),
            tr("Try again"));
    } else if (!facts->note.isEmpty()) {
        m_view.banner()->showMessage(MessageBanner::Severity::Information, facts->note);
    } else {
        m_view.banner()->hide();
    }
    Q_EMIT bannerSettled(!facts->readOnly && facts->note.isEmpty());
}

} // namespace latchkey::ui
