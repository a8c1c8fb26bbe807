// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/session_acts.h"

#include "ui/activity/activity_recorder.h"
#include "ui/sessions/deletion_flow.h"
#include "ui/sessions/session_text.h"
#include "ui/sessions/sessions_view.h"
#include "ui/shared/notice_bar.h"

#include <QLocale>
#include <QMessageBox>
#include <QPushButton>

namespace latchkey::ui {

using sessions::BulkChange;
using sessions::SessionFilter;
using sessions::SessionState;

SessionActs::SessionActs(sessions::SessionDirectory& directory, DeletionFlow& deletion,
    ActivityRecorder& activity, NoticeBar& notices, QWidget& parent)
    : m_directory(directory)
    , m_deletion(deletion)
    , m_activity(activity)
    , m_notices(notices)
    , m_parent(parent)
{
}

Future<BulkChange> SessionActs::change(const SessionFilter& filter, bool revoked)
{
    return revoked ? m_directory.revoke(filter, {}) : m_directory.restore(filter, {});
}

void SessionActs::change(const SessionFilter& filter, bool revoked, const QString& name)
{
    whenDone(change(filter, revoked), this, [this, revoked, name](const Result<BulkChange>& done) {
        if (done) {
            offerUndo(*done, revoked, name);
        } else {
            m_notices.postError(done.error().message);
        }
        Q_EMIT changed();
    });
}

void SessionActs::setRevoked(const SessionSelection& selected, bool revoked)
{
    change(selected.filter, revoked, selected.name);
}

SessionFilter SessionActs::elsewhere(const sessions::Session& session)
{
    SessionFilter others;
    others.username = session.token.username;
    others.state = SessionState::Active;
    others.exceptIds = { session.token.id };
    return others;
}

void SessionActs::signOutElsewhere(const sessions::Session& session)
{
    change(elsewhere(session), true, tr("%1, everywhere else").arg(session.token.username));
}

void SessionActs::offerUndo(const BulkChange& change, bool revoked, const QString& name)
{
    if (change.sessions == 0) {
        m_notices.post(tr("Nothing was changed: another program was faster."));
        return;
    }
    const activity::Event done {
        .act = revoked ? activity::Act::SessionsRevoke : activity::Act::SessionsRestore,
        .what = loggedSessions(change.sessions, name),
        .count = change.sessions,
    };
    m_activity.record(done);
    const QString text = revoked ? tr("%1 revoked.") : tr("%1 restored.");
    m_notices.post(text.arg(sessionsText(change.sessions)),
        [this, change, revoked, done] { undo(change, revoked, done); });
}

void SessionActs::undo(const BulkChange& change, bool revoked, const activity::Event& done)
{
    SessionFilter unchangedSince;
    unchangedSince.changedBy = change.id;
    whenDone(
        this->change(unchangedSince, !revoked), this, [this, change, done](const Result<BulkChange>& undone) {
            if (!undone) {
                m_notices.postError(undone.error().message);
            } else if (undone->sessions == change.sessions) {
                m_notices.post(tr("Undone: %1.").arg(sessionsText(change.sessions)));
            } else {
                m_notices.postError(tr("Undone: %1. Changed by somebody since, and so left alone: %2.")
                        .arg(sessionsText(undone->sessions),
                            sessionsText(change.sessions - undone->sessions)));
            }
            if (undone && undone->sessions > 0) {
                activity::Event undoing = activity::undoing(done);
                undoing.count = undone->sessions;
                m_activity.record(undoing);
            }
            Q_EMIT changed();
        });
}

void SessionActs::confirmDelete(const SessionSelection& selected)
{
    whenDone(m_directory.usersLeftWithout(selected.filter), this,
        [this, selected](const Result<qint64>& users) { askToDelete(selected, users.value_or(0)); });
}

void SessionActs::askToDelete(const SessionSelection& selected, qint64 usersWithoutAny)
{
    QStringList consequences;
    if (selected.active() > 0) {
        consequences.append(
            tr("%1 of them active: who uses them is signed out.").arg(QLocale().toString(selected.active())));
    }
    if (usersWithoutAny > 0) {
        consequences.append(usersWithoutAny == 1
                ? tr("One user has no other active session, and is signed out everywhere.")
                : tr("%1 users have no other active session, and are signed out everywhere.")
                      .arg(QLocale().toString(usersWithoutAny)));
    }
    consequences.append(tr("This cannot be undone."));
    auto* question = new QMessageBox(QMessageBox::Warning, tr("Delete sessions"),
        tr("Delete %1 for good?").arg(sessionsText(selected.sessions)), QMessageBox::Cancel,
        m_parent.window());
    question->setObjectName(QStringLiteral("deleteQuestion"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(consequences.join(u' '));
    QPushButton* act = question->addButton(
        tr("Delete %1").arg(sessionsText(selected.sessions)), QMessageBox::DestructiveRole);
    act->setObjectName(QStringLiteral("confirmDelete"));
    question->setDefaultButton(QMessageBox::Cancel);
    connect(act, &QPushButton::clicked, this, [this, selected] {
        m_deletion.start(selected.filter, selected.sessions,
            { .act = activity::Act::SessionsDelete, .what = selected.name });
    });
    question->open();
}

} // namespace latchkey::ui
