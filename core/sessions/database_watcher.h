// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QFileSystemWatcher>
#include <QObject>
#include <QTimer>

namespace latchkey::sessions {

/// Tells when somebody, in this program or another, may have changed a session database. It waits for the
/// system to say so (inotify) and costs nothing meanwhile; only on a network file system, where the system
/// does not hear of other machines, it looks every two seconds. It never opens the database, which would
/// drop SQLite's locks.
///
/// Belongs to the thread that made it.
class DatabaseWatcher final : public QObject
{
    Q_OBJECT

public:
    /// `path`: the database file, which need not be there yet; its folder must.
    explicit DatabaseWatcher(const QString& path, QObject* parent = nullptr);

Q_SIGNALS:
    /// Something was written. Many of these may come for one change.
    void changed();

private:
    bool watchFiles();
    void look();

    QString m_path;
    QFileSystemWatcher m_watcher;
    QTimer m_poll;
    QString m_seen; ///< what look() saw
};

} // namespace latchkey::sessions
