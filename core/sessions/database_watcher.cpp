// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/database_watcher.h"

#include "core/sessions/storage/database_file.h"

#include <QDateTime>
#include <QFileInfo>

#include <chrono>

namespace latchkey::sessions {

namespace {

using namespace std::chrono_literals;
constexpr auto NetworkPollInterval = 2s;

} // namespace

DatabaseWatcher::DatabaseWatcher(const QString& path, QObject* parent)
    : QObject(parent)
    , m_path(storage::realDatabasePath(path).value_or(path))
{
    const QString folder = QFileInfo(m_path).path();
    m_watcher.addPath(folder);
    watchFiles();
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        watchFiles(); // a file that was replaced dropped out of the watch
        Q_EMIT changed();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, [this] {
        if (watchFiles()) {
            Q_EMIT changed();
        }
    });
    if (storage::isOnNetworkFileSystem(folder)) {
        connect(&m_poll, &QTimer::timeout, this, &DatabaseWatcher::look);
        m_poll.start(NetworkPollInterval);
    }
}

/// Watches those of the database's files that are there. Whether one came in.
bool DatabaseWatcher::watchFiles()
{
    bool isNew = false;
    for (const char* suffix : { "", "-wal", "-journal" }) {
        const QString file = m_path + QLatin1StringView(suffix);
        if (!m_watcher.files().contains(file) && QFileInfo::exists(file)) {
            isNew = m_watcher.addPath(file) || isNew;
        }
    }
    return isNew;
}

void DatabaseWatcher::look()
{
    const QFileInfo file(m_path);
    const QString sight =
        QStringLiteral("%1 %2").arg(file.lastModified().toMSecsSinceEpoch()).arg(file.size());
    if (sight != std::exchange(m_seen, sight)) {
        Q_EMIT changed();
    }
}

} // namespace latchkey::sessions
