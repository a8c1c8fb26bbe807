// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/sessions_controller.h"

#include "ui/sessions/purge_dialog.h"
#include "ui/sessions/session_text.h"
#include "ui/sessions/session_tree_model.h"
#include "ui/sessions/sessions_view.h"
#include "ui/shared/empty_state.h"
#include "ui/shared/notice_bar.h"

#include <QLineEdit>
#include <QLocale>
#include <QMessageBox>
#include <QPointer>
#include <QPushButton>

namespace latchkey::ui {

using sessions::BulkChange;
using sessions::SessionCounts;
using sessions::SessionFilter;
using sessions::SessionState;
using sessions::StoreFacts;
using Chip = SessionsView::Chip;

namespace {

constexpr qint64 Day = 86400; // seconds

} // namespace

SessionsController::SessionsController(sessions::SessionDirectory& directory, const Clock& clock,
    SessionTreeModel& model, SessionsView& view, NoticeBar& notices)
    : m_directory(directory)
    , m_clock(clock)
    , m_model(model)
    , m_view(view)
    , m_notices(notices)
{
    connect(&view, &SessionsView::queryChanged, this, &SessionsController::load);
    connect(&view, &SessionsView::revokeRequested, this, [this] { changeSelected(true); });
    connect(&view, &SessionsView::restoreRequested, this, [this] { changeSelected(false); });
    connect(&view, &SessionsView::deleteRequested, this, &SessionsController::confirmDelete);
    connect(&view, &SessionsView::purgeRequested, this, &SessionsController::purge);
    connect(&view, &Page::emptyStateActionTriggered, this, [this] {
        if (isFiltered()) {
            m_view.clearFilters();
        } else {
            reload();
        }
    });
    connect(view.banner(), &MessageBanner::actionTriggered, this, &SessionsController::reload);
    connect(&model, &SessionTreeModel::loaded, this, &SessionsController::showRows);
    connect(&model, &SessionTreeModel::failed, this, &SessionsController::showFailure);
    m_view.showLoading();
}

void SessionsController::load()
{
    m_model.load(shownFilter(), m_view.grouping());
    whenDone(m_directory.facts(), this, [this](const Result<StoreFacts>& facts) { showFacts(facts); });
}

void SessionsController::reload()
{
    load();
    whenDone(m_directory.counts({}), this,
        [this](const Result<SessionCounts>& counts) { Q_EMIT totalChanged(counts ? counts->matched : 0); });
}

SessionFilter SessionsController::shownFilter() const
{
    SessionFilter filter;
    filter.search = m_view.searchField()->text().trimmed();
    switch (m_view.chip()) {
    case Chip::Active:
        filter.state = SessionState::Active;
        break;
    case Chip::Revoked:
        filter.state = SessionState::Revoked;
        break;
    case Chip::Unused90Days:
        filter.lastUsedAtOrBefore = m_clock.unixSeconds() - 90 * Day;
        break;
    case Chip::All:
        break;
    }
    return filter;
}

bool SessionsController::isFiltered() const
{
    return m_view.chip() != Chip::All || !m_view.searchField()->text().trimmed().isEmpty();
}

void SessionsController::showRows()
{
    if (m_model.rowCount() > 0) {
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
}

Future<BulkChange> SessionsController::setRevoked(const SessionFilter& filter, bool revoked)
{
    return revoked ? m_directory.revoke(filter, {}) : m_directory.restore(filter, {});
}

void SessionsController::changeSelected(bool revoked)
{
    whenDone(setRevoked(m_view.selection().filter, revoked), this,
        [this, revoked](const Result<BulkChange>& change) {
            if (change) {
                offerUndo(*change, revoked);
            } else {
                m_notices.postError(change.error().message);
            }
            reload();
        });
}

void SessionsController::offerUndo(const BulkChange& change, bool revoked)
{
    if (change.sessions == 0) {
        m_notices.post(tr("Nothing was changed: another program was faster."));
        return;
    }
    const auto undo = [this, change, revoked] {
        SessionFilter unchangedSince;
        unchangedSince.changedBy = change.id;
        whenDone(setRevoked(unchangedSince, !revoked), this, [this](const Result<BulkChange>& outcome) {
            if (outcome) {
                m_notices.post(tr("Undone: %1.").arg(sessionsText(outcome->sessions)));
            } else {
                m_notices.postError(outcome.error().message);
            }
            reload();
        });
    };
    const QString text = revoked ? tr("%1 revoked.") : tr("%1 restored.");
    m_notices.post(text.arg(sessionsText(change.sessions)), undo);
}

void SessionsController::confirmDelete()
{
    const SessionSelection selected = m_view.selection();
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Delete sessions"),
        tr("Delete %1 for good?").arg(sessionsText(selected.sessions)), QMessageBox::Cancel, m_view.window());
    question->setObjectName(QStringLiteral("deleteQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(selected.active() > 0
            ? tr("%1 of them active: who uses them is signed out. This cannot be undone.")
                  .arg(QLocale().toString(selected.active()))
            : tr("This cannot be undone."));
    QPushButton* act = question->addButton(
        tr("Delete %1").arg(sessionsText(selected.sessions)), QMessageBox::DestructiveRole);
    act->setObjectName(QStringLiteral("confirmDelete"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(act, &QPushButton::clicked, this, [this, filter = selected.filter] { remove(filter); });
    question->open();
}

void SessionsController::remove(const SessionFilter& filter)
{
    whenDone(m_directory.remove(filter, {}), this, [this](const Result<qint64>& deleted) {
        if (deleted) {
            m_notices.post(tr("%1 deleted.").arg(sessionsText(*deleted)));
        } else {
            m_notices.postError(deleted.error().message);
        }
        reload();
    });
}

void SessionsController::purge()
{
    auto* dialog = new PurgeDialog(m_clock, m_view.window());
    connect(dialog, &PurgeDialog::filterChanged, this, [this, dialog] { showPurgeCounts(dialog); });
    connect(dialog, &PurgeDialog::purgeRequested, this, &SessionsController::remove);
    showPurgeCounts(dialog);
    dialog->open();
}

void SessionsController::showPurgeCounts(PurgeDialog* dialog)
{
    const QPointer<PurgeDialog> guard(dialog);
    const SessionFilter asked = dialog->filter();
    whenDone(m_directory.counts(asked), this, [guard, asked](const Result<SessionCounts>& counts) {
        if (guard) {
            guard->showCounts(asked, counts);
        }
    });
}

} // namespace latchkey::ui
