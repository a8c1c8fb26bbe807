// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_log.h"

#include <QObject>
#include <QTimer>

namespace latchkey::ui {

class NoticeBar;

/// Puts what the window does into the log. UI thread only; nothing here waits.
class ActivityRecorder final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive it.
    ActivityRecorder(activity::ActivityLog& log, NoticeBar& notices);

    /// To be called once it was done. That it cannot be noted is said once, and not over a notice that may
    /// offer to undo.
    void record(const activity::Event& event);

Q_SIGNALS:
    void recorded();

private:
    void tellProblem();

    activity::ActivityLog& m_log;
    NoticeBar& m_notices;
    QString m_problem; ///< to be told
    bool m_told = false;
    QTimer m_later;
};

} // namespace latchkey::ui
