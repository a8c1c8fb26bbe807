// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "ui/sessions/deletion_flow.h"

#include "ui/activity/activity_recorder.h"
#include "ui/sessions/session_text.h"
#include "ui/shared/notice_bar.h"

#include <QLocale>

#include <algorithm>
#include <chrono>

namespace latchkey::ui {

using sessions::SessionFilter;

namespace {

using namespace std::chrono_literals;
constexpr auto BetweenLooks = 250ms; // what is over by then needs no progress

} // namespace

DeletionFlow::DeletionFlow(
    sessions::SessionDirectory& directory, ActivityRecorder& activity, NoticeBar& notices)
    : m_directory(directory)
    , m_activity(activity)
    , m_notices(notices)
{
    m_timer.setInterval(BetweenLooks);
    connect(&m_timer, &QTimer::timeout, this, &DeletionFlow::showProgress);
}

DeletionFlow::~DeletionFlow() { m_progress.cancel(); }

void DeletionFlow::start(const SessionFilter& filter, qint64 expected, const activity::Event& done)
{
    if (showIfRunning()) {
        return;
    }
    m_isRunning = true;
    m_event = done;
    m_expected = expected;
    m_progress = {};
    m_notice = 0;
    m_isCovered = true;
    m_timer.start();
    whenDone(m_directory.remove(filter, m_progress), this,
        [this](const Result<qint64>& deleted) { finish(deleted); });
}

bool DeletionFlow::showIfRunning()
{
    if (m_isRunning) {
        postProgress();
    }
    return m_isRunning;
}

/// Comes back when the notice that covered it is gone, but not when the person closed it.
void DeletionFlow::showProgress()
{
    if (m_notices.isShowing(m_notice)) {
        m_notices.change(m_notice, progressText());
    } else if (m_notices.isVisible()) {
        m_isCovered = true;
    } else if (m_isCovered) {
        postProgress();
    }
}

void DeletionFlow::postProgress()
{
    m_isCovered = false;
    const auto stop = [this] {
        m_progress.cancel();
        m_isCovered = true; // until the batch is done, "Stopping" is shown
    };
    m_notice = m_progress.isCancelled()
        ? m_notices.post(progressText(), NoticeBar::Action {})
        : m_notices.post(progressText(), { QStringLiteral("stop"), tr("&Stop"), stop });
}

QString DeletionFlow::progressText() const
{
    const QLocale locale;
    const QString text =
        m_progress.isCancelled() ? tr("Stopping… %1 of %2 deleted") : tr("Deleting… %1 of %2");
    return text.arg(
        locale.toString(m_progress.done()), locale.toString(std::max(m_expected, m_progress.done())));
}

void DeletionFlow::finish(const Result<qint64>& deleted)
{
    m_isRunning = false;
    m_timer.stop();
    m_notices.dismiss(m_notice);
    const qint64 done = deleted.value_or(m_progress.done());
    if (done > 0) {
        m_event.what = loggedSessions(done, m_event.what);
        m_event.count = done;
        m_activity.record(m_event);
    }
    const QString share = tr("%1 of %2").arg(QLocale().toString(done), sessionsText(m_expected));
    if (!deleted) {
        m_notices.postError(done > 0 ? tr("%1 were deleted, then: %2").arg(share, deleted.error().message)
                                     : deleted.error().message);
    } else if (m_progress.isCancelled() && done < m_expected) {
        m_notices.post(tr("Stopped: %1 deleted.").arg(share));
    } else {
        m_notices.post(tr("%1 deleted.").arg(sessionsText(done)));
    }
    Q_EMIT ended();
}

} // namespace latchkey::ui
