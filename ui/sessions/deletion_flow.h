// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_entry.h"
#include "core/sessions/session_directory.h"

#include <QObject>
#include <QTimer>

namespace latchkey::ui {

class ActivityRecorder;
class NoticeBar;

/// Deletes sessions, however many: a deletion that takes a while tells in the notice bar how far it is and
/// can be stopped there. One at a time. UI thread only; nothing here waits.
class DeletionFlow final : public QObject
{
    Q_OBJECT

public:
    /// All outlive the flow.
    DeletionFlow(sessions::SessionDirectory& directory, ActivityRecorder& activity, NoticeBar& notices);

    /// Stops a deletion that runs, after the batch it is at.
    ~DeletionFlow() override;

    /// Deletes the matching sessions, of which there are about `expected`. While another deletion runs it
    /// shows that one instead and deletes nothing. `done` is noted in the activity log, with the count that
    /// it came to; its `what` is a name for the sessions, or empty.
    void start(const sessions::SessionFilter& filter, qint64 expected, const activity::Event& done);

    /// Whether a deletion runs; its progress is then shown again.
    bool showIfRunning();

Q_SIGNALS:
    /// A deletion is over, so the rows have to be read anew. What came of it is in the notice bar.
    void ended();

private:
    void showProgress();
    void postProgress();
    void finish(const Result<qint64>& deleted);
    QString progressText() const;

    sessions::SessionDirectory& m_directory;
    ActivityRecorder& m_activity;
    NoticeBar& m_notices;
    activity::Event m_event = {}; ///< what is noted of the deletion that runs
    sessions::BulkProgress m_progress;
    qint64 m_expected = 0;
    bool m_isRunning = false;
    int m_notice = 0; ///< the one that tells the progress, or 0
    bool m_isCovered = false; ///< a newer notice took its place
    QTimer m_timer;
};

} // namespace latchkey::ui
