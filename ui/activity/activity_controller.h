// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/activity/activity_log.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace latchkey::ui {

class ActivityView;
class NoticeBar;

/// The flow of the Activity page: reads and checks the log while the page is seen, follows what this and
/// other programs add, and saves it as a file. UI thread only; nothing here waits.
class ActivityController final : public QObject
{
    Q_OBJECT

public:
    /// How many entries the page shows; the export has all.
    static constexpr qint64 MostShown = 10'000;

    /// All of them outlive the controller.
    ActivityController(activity::ActivityLog& log, ActivityView& view, NoticeBar& notices);

public Q_SLOTS:
    void reload();

private:
    void load();
    void show(const QList<activity::Entry>& entries);
    void showRows();
    void showVerdict(const Result<activity::Verdict>& verdict);
    void showFailure(const Error& error);
    void watch();
    void askWhere(activity::Format format);
    void save(const QString& file, activity::Format format);

    activity::ActivityLog& m_log;
    ActivityView& m_view;
    NoticeBar& m_notices;
    QFileSystemWatcher m_files;
    QTimer m_settled; ///< runs out when the log has stood still for a moment
    QTimer m_minutes; ///< keeps "3 hours ago" true
    qint64 m_entries = 0; ///< that are shown, or filtered out
    bool m_failed = false;
    bool m_loading = false;
    bool m_stale = true; ///< to be read when the page is seen
};

} // namespace latchkey::ui
