// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_directory.h"
#include "core/shared/clock.h"

#include <QObject>

#include <functional>

namespace latchkey::ui {

class NoticeBar;
class PurgeDialog;
class SessionTreeModel;
class SessionsView;

/// The flow of the Sessions page: loads what the filters ask for, acts on the selection, and says what came
/// of it. UI thread only; nothing here waits.
class SessionsController final : public QObject
{
    Q_OBJECT

public:
    /// All of them outlive the controller.
    SessionsController(sessions::SessionDirectory& directory, const Clock& clock, SessionTreeModel& model,
        SessionsView& view, NoticeBar& notices);

public Q_SLOTS:
    void reload();

Q_SIGNALS:
    /// How many sessions are stored in all, for the side list.
    void totalChanged(qint64 sessions);

private:
    void load();
    sessions::SessionFilter shownFilter() const;
    bool isFiltered() const;
    void showRows();
    void showFailure(const Error& error);
    void showFacts(const Result<sessions::StoreFacts>& facts);
    Future<sessions::BulkChange> setRevoked(const sessions::SessionFilter& filter, bool revoked);
    void changeSelected(bool revoked);
    void confirmDelete();
    void remove(const sessions::SessionFilter& filter);
    void purge();
    void showPurgeCounts(PurgeDialog* dialog);
    void offerUndo(const sessions::BulkChange& change, bool revoked);

    sessions::SessionDirectory& m_directory;
    const Clock& m_clock;
    SessionTreeModel& m_model;
    SessionsView& m_view;
    NoticeBar& m_notices;
};

} // namespace latchkey::ui
