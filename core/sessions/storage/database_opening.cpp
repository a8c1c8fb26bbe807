// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/database_opening.h"

#include "core/sessions/storage/migrations.h"
#include "core/sessions/storage/write_transaction.h"
#include "core/shared/file_access.h"
#include "core/shared/private_file.h"
#include "core/shared/then.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QThread>

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

constexpr int JournalAttempts = 5;
constexpr unsigned long JournalPauseMilliseconds = 20;

std::unexpected<Error> cannotCreate(const QString& path, int systemError)
{
    const bool isFull = systemError == ENOSPC || systemError == EDQUOT;
    return failure(isFull ? ErrorCode::DiskFull : ErrorCode::StoreUnavailable,
        Text::tr("The session database %1 cannot be created: %2. Check the folder and its free space.")
            .arg(path, qt_error_string(systemError)));
}

/// An empty file that only its owner may read; SQLite gives the files it makes beside it the same rights.
Result<void> createEmpty(const QString& path)
{
    const int descriptor =
        ::open(QFile::encodeName(path).constData(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (descriptor < 0) {
        return cannotCreate(path, errno);
    }
    ::close(descriptor);
    return {};
}

Result<void> putInPlace(const QString& made, const QString& path)
{
    if (::rename(QFile::encodeName(made).constData(), QFile::encodeName(path).constData()) != 0) {
        return cannotCreate(path, errno);
    }
    syncFolderOf(path); // the file is whole either way
    return {};
}

void removeCompanions(const QString& path)
{
    for (const char* suffix : { "-wal", "-shm", "-journal" }) {
        QFile::remove(path + QLatin1StringView(suffix));
    }
}

Result<void> build(const QString& path, std::chrono::milliseconds waitLimit)
{
    if (auto empty = createEmpty(path); !empty) {
        return empty;
    }
    auto connection = SqliteConnection::open(path, SqliteConnection::Access::ReadWrite, waitLimit);
    if (!connection) {
        return std::unexpected(connection.error());
    }
    return (*connection)->configure() | then([&] { return migrate(**connection, migrations()); });
}

/// Whether the file is already as this version writes it: nothing is to be done before it is used.
Result<bool> isUpToDate(SqliteConnection& connection, const QString& journalMode)
{
    return connection.value(QStringLiteral("PRAGMA journal_mode")) | then([&](const QVariant& mode) {
        return databaseVersion(connection, migrations()) | then([&](qint64 version) {
            return mode.toString() == journalMode && version == migrations().size();
        });
    });
}

Result<void> setJournalMode(SqliteConnection& connection, const QString& mode)
{
    const auto now = connection.value(QStringLiteral("PRAGMA journal_mode"));
    if (!now || now->toString() == mode) {
        return now | then([](const QVariant&) { });
    }
    // Leaving or entering WAL needs the file alone, and SQLite does not wait for that.
    for (int attempt = 1; attempt <= JournalAttempts; ++attempt) {
        const auto changed = connection.value(QStringLiteral("PRAGMA journal_mode = ") + mode);
        if (changed) {
            break;
        }
        if (changed.error().code != ErrorCode::TimedOut) {
            return std::unexpected(changed.error());
        }
        QThread::msleep(JournalPauseMilliseconds);
    }
    return {}; // busy all the time: the mode that the others use works too
}

} // namespace

Result<void> createDatabase(const QString& path, std::chrono::milliseconds waitLimit)
{
    if (auto folder = ensurePrivateFolder(QFileInfo(path).path()); !folder) {
        return folder;
    }
    // Always under a lock, whatever the SQLite: two programs must not build one file at a time.
    auto lock = acquireFileLock(path, waitLimit);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    if (QFile::exists(path)) {
        return {};
    }
    const QString unfinished = path + QStringLiteral(".new");
    QFile::remove(unfinished);
    removeCompanions(unfinished);
    auto built = build(unfinished, waitLimit);
    if (built) {
        removeCompanions(path); // a log without its file would be taken for the new file's
        built = putInPlace(unfinished, path);
    }
    if (!built) {
        QFile::remove(unfinished);
        removeCompanions(unfinished);
        Error error = built.error(); // people know the file by its own name
        return failure(error.code, error.message.replace(unfinished, path));
    }
    return {};
}

Result<void> probeHeader(const QString& path, bool hasLog)
{
    const auto connection =
        SqliteConnection::open(path, SqliteConnection::Access::Immutable, std::chrono::milliseconds(0));
    if (!connection) {
        return std::unexpected(connection.error());
    }
    const auto version = databaseVersion(**connection, migrations());
    // Beside a log the file alone need not be whole, so damage is for the real connection to judge. But the
    // file has carried our id since before it had its name.
    if (!version && hasLog && version.error().code == ErrorCode::Corrupt) {
        const auto id = (*connection)->value(QStringLiteral("PRAGMA application_id"));
        return id ? Result<void>(std::unexpected(version.error())) : Result<void>();
    }
    return version | then([](qint64) { });
}

Result<std::unique_ptr<SqliteConnection>> connectChecked(const QString& path, SqliteConnection::Access access,
    Database::Role role, std::chrono::milliseconds waitLimit)
{
    auto opened = SqliteConnection::open(path, access, waitLimit);
    if (!opened) {
        return opened;
    }
    SqliteConnection& connection = **opened;
    const QList<QByteArray> scripts = migrations();
    const auto checked = connection.run(QStringLiteral("PRAGMA query_only = ON"))
        | then([&] { return databaseVersion(connection, scripts); })
        | then([&](qint64 version) { return checkSchema(connection, scripts, version); })
        | then([&] { return connection.configure(); });
    if (!checked) {
        return std::unexpected(checked.error());
    }
    if (role == Database::Role::Writer && access == SqliteConnection::Access::ReadWrite) {
        if (auto pages = checkPages(connection, QStringLiteral("quick_check")); !pages) {
            return std::unexpected(pages.error());
        }
    }
    return opened;
}

Result<void> checkPages(SqliteConnection& connection, const QString& check)
{
    return connection.value(QStringLiteral("PRAGMA %1(1)").arg(check))
        | then([&](const QVariant& verdict) -> Result<void> {
              if (verdict.toString() == QStringLiteral("ok")) {
                  return {};
              }
              return failure(ErrorCode::Corrupt,
                  Text::tr("The session database %1 is damaged, so nothing is written to it. Keep a copy of "
                           "it, and put back the last backup.")
                      .arg(connection.path()));
          });
}

Result<void> prepareForWriting(
    SqliteConnection& connection, Database::Role role, bool isOnNetwork, std::chrono::milliseconds waitLimit)
{
    const auto lock = acquireWriteLock(connection.path(), waitLimit);
    if (!lock) {
        return std::unexpected(lock.error());
    }
    const QString journalMode = isOnNetwork ? QStringLiteral("persist") : QStringLiteral("wal");
    const auto checked = isUpToDate(connection, journalMode) | then([&](bool isUpToDate) {
        return role == Database::Role::Reader && !isUpToDate
            ? checkPages(connection, QStringLiteral("quick_check"))
            : Result<void>();
    });
    return checked | then([&] { return connection.run(QStringLiteral("PRAGMA query_only = OFF")); })
        | then([&] { return setJournalMode(connection, journalMode); })
        | then([&] { return migrate(connection, migrations()); }) | then([&] { connection.allowTriggers(); });
}

} // namespace latchkey::sessions::storage
