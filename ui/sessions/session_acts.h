// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"
#include "core/sessions/session_directory.h"

#include <QObject>

class QWidget;

namespace latchkey::ui {

class ActivityRecorder;
class DeletionFlow;
class NoticeBar;
struct SessionSelection;

/// What a person does to sessions: ends them, accepts them again, deletes them. Each is done at once and told
/// in the notice bar with an undo; only deleting asks before. UI thread only.
class SessionActs final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this; `parent` is what questions stand before.
    SessionActs(sessions::SessionDirectory& directory, DeletionFlow& deletion, ActivityRecorder& activity,
        NoticeBar& notices, QWidget& parent);

    /// Revokes or restores.
    void setRevoked(const SessionSelection& selected, bool revoked);

    /// Revokes all that this session's user has besides it.
    void signOutElsewhere(const sessions::Session& session);
    static sessions::SessionFilter elsewhere(const sessions::Session& session);

    /// Asks, with the counts, and deletes.
    void confirmDelete(const SessionSelection& selected);

Q_SIGNALS:
    /// Something was, or may have been, changed in the database.
    void changed();

private:
    Future<sessions::BulkChange> change(const sessions::SessionFilter& filter, bool revoked);
    void change(const sessions::SessionFilter& filter, bool revoked, const QString& name);
    void offerUndo(const sessions::BulkChange& change, bool revoked, const QString& name);
    void undo(const sessions::BulkChange& change, bool revoked, const activity::Event& done);
    void askToDelete(const SessionSelection& selected, qint64 usersWithoutAny);

    sessions::SessionDirectory& m_directory;
    DeletionFlow& m_deletion;
    ActivityRecorder& m_activity;
    NoticeBar& m_notices;
    QWidget& m_parent;
};

} // namespace latchkey::ui
