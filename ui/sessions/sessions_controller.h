// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/database_watcher.h"
#include "core/sessions/session_directory.h"
#include "core/shared/clock.h"
#include "ui/sessions/deletion_flow.h"
#include "ui/sessions/purge_flow.h"
#include "ui/sessions/session_acts.h"

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace latchkey::ui {

class ActivityRecorder;
class NoticeBar;
class SessionModels;
class SessionsView;

/// The flow of the Sessions page: loads what the filters ask for, follows the database as others change it,
/// and hands what the person does to SessionActs. UI thread only; nothing here waits.
class SessionsController final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive the controller.
    SessionsController(sessions::SessionDirectory& directory, sessions::PolicyStore& policies,
        const sessions::DatabaseWatcher& watcher, const Clock& clock, SessionModels& models,
        SessionsView& view, ActivityRecorder& activity, NoticeBar& notices);

public Q_SLOTS:
    void reload();

Q_SIGNALS:
    /// How many sessions are stored in all, for the side list.
    void totalChanged(qint64 sessions);

    /// The page's banner has nothing to say, or has.
    void bannerSettled(bool isFree);

private:
    void load();
    void follow();
    void followIfStale();
    sessions::SessionFilter shownFilter() const;
    bool isFiltered() const;
    void showRows();
    void showFailure(const Error& error);
    void showFacts(const Result<sessions::StoreFacts>& facts);
    void readCounts();
    void showCounts(
        const sessions::SessionFilter& filter, const sessions::SessionCounts& counts, qint64 total);
    void readAboutSelected();

    sessions::SessionDirectory& m_directory;
    const Clock& m_clock;
    SessionModels& m_models;
    SessionsView& m_view;
    DeletionFlow m_deletion;
    SessionActs m_acts;
    PurgeFlow m_purge;
    QTimer m_follow; ///< runs out when a change by others is to be shown
    bool m_isStale = false; ///< something changed while nobody looked, or while the rows had to stand still
    QElapsedTimer m_loading; ///< since the last load began
    qint64 m_loadTook = 0; ///< milliseconds
    int m_lastQuestion = 0; ///< about the selection; an answer to an older one is dropped
};

} // namespace latchkey::ui
