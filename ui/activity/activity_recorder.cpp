// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/activity/activity_recorder.h"

#include "ui/shared/notice_bar.h"

#include <utility>

namespace latchkey::ui {

using namespace std::chrono_literals;

ActivityRecorder::ActivityRecorder(activity::ActivityLog& log, NoticeBar& notices)
    : m_log(log)
    , m_notices(notices)
{
    m_later.setSingleShot(true);
    m_later.setInterval(1s);
    connect(&m_later, &QTimer::timeout, this, &ActivityRecorder::tellProblem);
}

void ActivityRecorder::record(const activity::Event& event)
{
    whenDone(m_log.record(event), this, [this](const Result<void>& noted) {
        if (!noted && !std::exchange(m_told, true)) {
            m_problem = tr("What is done is not in the activity log. %1").arg(noted.error().message);
            tellProblem();
        }
        Q_EMIT recorded();
    });
}

void ActivityRecorder::tellProblem()
{
    if (m_notices.isVisible()) {
        m_later.start();
    } else {
        m_notices.postError(m_problem);
    }
}

} // namespace latchkey::ui
