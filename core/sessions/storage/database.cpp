// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/database.h"

#include "core/sessions/storage/database_opening.h"
#include "core/sessions/storage/sqlite_error.h"
#include "core/sessions/storage/write_transaction.h"
#include "core/shared/then.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <sqlite3.h>
#include <sys/stat.h>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

quint64 inodeOf(const QString& path)
{
    struct stat status = {};
    return lstat(QFile::encodeName(path).constData(), &status) == 0 ? status.st_ino : 0;
}

QString logOf(const QString& path) { return path + QStringLiteral("-wal"); }

} // namespace

Database::Database(DatabaseSettings settings, Role role)
    : m_settings(std::move(settings))
    , m_role(role)
{
}

Database::~Database() { close(); }

Result<SqliteConnection*> Database::connection()
{
    if (m_connection && !isCurrent()) {
        forgetReplacedFile();
    }
    if (!m_connection) {
        if (auto opened = open(); !opened) {
            m_connection.reset();
            return std::unexpected(opened.error());
        }
        m_wasOpen = true;
        ++m_openings;
    }
    return m_connection.get();
}

Result<void> Database::open()
{
    const auto path = realDatabasePath(m_settings.path);
    if (!path) {
        return std::unexpected(path.error());
    }
    m_path = *path;
    auto file = examineDatabaseFile(m_path);
    if (!file && file.error().code == ErrorCode::NotFound) {
        if (m_wasOpen) { // a new, empty one in its place would sign everybody out without a word
            return failure(ErrorCode::StoreUnavailable,
                Text::tr("The session database %1 was removed while it was in use. Put it back, or restart "
                         "the program to begin anew.")
                    .arg(m_path));
        }
        if (!m_settings.createIfMissing) {
            return failure(ErrorCode::StoreUnavailable,
                Text::tr("There is no session database at %1. Check the path.").arg(m_path));
        }
        if (auto created = createDatabase(m_path, m_settings.waitLimit); !created) {
            return created;
        }
        file = examineDatabaseFile(m_path);
    }
    if (!file) {
        return std::unexpected(file.error());
    }
    return probeHeader(m_path, file->hasLog) | then([&] { return openFile(*file); });
}

Result<void> Database::openFile(const DatabaseFile& file)
{
    if (!file.isWritable) {
        return openReadOnly(file, sqliteError(SQLITE_READONLY, 0, m_path));
    }
    m_whyReadOnly.reset();
    m_isImmutable = false;
    const bool isOnNetwork = m_settings.isOnNetwork(QFileInfo(m_path).path());
    const auto opened =
        connectChecked(m_path, SqliteConnection::Access::ReadWrite, m_role, m_settings.waitLimit)
        | then([&](std::unique_ptr<SqliteConnection>&& connection) {
              m_connection = std::move(connection);
              return prepareForWriting(*m_connection, m_role, isOnNetwork, m_settings.waitLimit);
          });
    if (!opened && opened.error().code == ErrorCode::DiskFull) {
        return openReadOnly(file, opened.error()); // no room for SQLite's own files: reading still helps
    }
    if (!opened) {
        return opened;
    }
    // A writer comes back to its pages (64 MB of them, taken as they are needed); a reader comes back to
    // users and user agents, and passes by the sessions.
    const auto set =
        m_connection->runScript(m_role == Role::Writer ? "PRAGMA cache_size = -65536"
                                                       : "PRAGMA query_only = ON; PRAGMA cache_size = -4096");
    if (!set) {
        return set;
    }
    m_file = file;
    m_logInode = inodeOf(logOf(m_path));
    return {};
}

Result<void> Database::openReadOnly(const DatabaseFile& file, Error reason)
{
    m_connection.reset();
    // Without a log nobody is writing, and a plain read-only connection would fail for want of one. As soon
    // as one appears, or the file changes, isCurrent() has it opened again.
    const auto now = examineDatabaseFile(m_path);
    m_isImmutable = now && !now->hasLog;
    auto opened = connectChecked(m_path,
        m_isImmutable ? SqliteConnection::Access::Immutable : SqliteConnection::Access::ReadOnly, m_role,
        m_settings.waitLimit);
    if (!opened) {
        return std::unexpected(opened.error());
    }
    m_connection = std::move(*opened);
    m_whyReadOnly = std::move(reason);
    m_file = file;
    m_file.hasLog = !m_isImmutable;
    return {};
}

bool Database::isCurrent()
{
    if (!m_whyReadOnly && isUntouched(m_path, m_file)) {
        return true;
    }
    const auto now = examineDatabaseFile(m_path);
    if (!now || !now->isSameFile(m_file) || now->isWritable != m_file.isWritable) {
        return false;
    }
    if (m_whyReadOnly && m_whyReadOnly->code == ErrorCode::DiskFull) {
        return m_role == Role::Reader && *now == m_file; // a writer tries again each time
    }
    if (m_isImmutable) {
        return *now == m_file;
    }
    m_file = *now;
    return true;
}

void Database::forgetReplacedFile()
{
    const auto now = examineDatabaseFile(m_path);
    const bool isReplaced = now && !now->isSameFile(m_file);
    if (isReplaced && m_logInode != 0) {
        // SQLite would replay the old file's log into the new one. Our connection still holds the old log, so
        // its number cannot have gone to another file.
        const auto lock = acquireWriteLock(m_path, m_settings.waitLimit);
        if (lock && inodeOf(logOf(m_path)) == m_logInode) {
            QFile::remove(logOf(m_path));
            QFile::remove(m_path + QStringLiteral("-shm"));
        }
    }
    m_logInode = 0;
    m_connection.reset(); // without tidying: what lies at the path is another file by now
}

qint64 Database::fileSize() const { return QFileInfo(m_path).size() + QFileInfo(logOf(m_path)).size(); }

void Database::close()
{
    if (!m_connection) {
        return;
    }
    const bool mayTidy = !m_whyReadOnly && isCurrent();
    const auto lock = mayTidy ? acquireWriteLock(m_path, m_settings.waitLimit)
                              : Result<std::optional<FileLock>>(std::nullopt);
    // A reader did not have the pages checked, so it leaves what a killed program left in the log.
    const bool isTidy = QFileInfo(logOf(m_path)).size() == 0;
    if (mayTidy && lock && (m_role == Role::Writer || isTidy)) {
        m_connection->setTidyOnClose(true);
    }
    m_connection.reset();
}

} // namespace latchkey::sessions::storage
