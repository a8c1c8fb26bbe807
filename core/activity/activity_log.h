// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_export.h"
#include "core/activity/activity_file.h"
#include "core/shared/async.h"
#include "core/shared/clock.h"
#include "core/shared/task_thread.h"

namespace latchkey::activity {

/// What was done here: a log that people read, in a file of their own, in which a change shows.
///
/// Calls may be made from any thread; they run in the background, entries in the order they came. The
/// destructor waits until all entries are written (at most for the lock's 30 seconds each).
class ActivityLog
{
public:
    /// `path` is the file (AppPaths::activityLog()); nothing is created before the first entry. `by` is the
    /// program that acts. The clock must outlive it.
    ActivityLog(const QString& path, By by, const Clock& clock);
    ~ActivityLog();
    Q_DISABLE_COPY_MOVE(ActivityLog)

    QString path() const { return m_file.path(); }

    /// Notes what was done, at this moment. To be called once it was, and never a reason for it to fail.
    /// Errors: ActivityFile::append()'s.
    Future<void> record(const Event& event);

    /// ActivityFile::newest().
    Future<QList<Entry>> newest(qint64 limit, const QString& search = {});

    /// ActivityFile::verify().
    Future<Verdict> verify();

    /// Writes all entries, the newest first, to a file of their own (mode 0600; one that is there is
    /// replaced), and returns how many they are. Errors: newest()'s, replacePrivateFile()'s.
    Future<qint64> exportTo(const QString& file, Format format);

private:
    const ActivityFile m_file;
    const By m_by;
    const Clock& m_clock;
    TaskThread m_writer;
    TaskThread m_reader; // of its own, so that no entry waits for a long log to be read
};

} // namespace latchkey::activity
