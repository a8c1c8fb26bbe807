// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/storage/database_file.h"
#include "core/sessions/storage/sqlite_connection.h"

#include <chrono>
#include <functional>
#include <memory>
#include <optional>

namespace latchkey::sessions::storage {

/// What a database is opened with; the same for the writer and the reader of a store.
struct DatabaseSettings
{
    QString path;
    bool createIfMissing = true;
    std::chrono::milliseconds waitLimit = std::chrono::seconds(5);
    std::function<bool(const QString& folder)> isOnNetwork = isOnNetworkFileSystem;
};

/// The session database as one thread sees it: a connection that is opened when it is first asked for (the
/// steps of core/sessions/README.md), and again when the file was replaced or its rights changed meanwhile.
/// It belongs to one thread.
class Database
{
public:
    enum class Role { Reader, Writer };

    Database(DatabaseSettings settings, Role role);
    ~Database();
    Q_DISABLE_COPY_MOVE(Database)

    /// The open connection, valid until the next call. Errors: why there is none.
    Result<SqliteConnection*> connection();

    /// Why the open connection cannot write (`StoreReadOnly`, `DiskFull`), or nothing. A call of
    /// connection() finds out when the reason has gone.
    const std::optional<Error>& whyReadOnly() const { return m_whyReadOnly; }

    /// How often a connection was opened: who keeps something per connection compares it.
    int openings() const { return m_openings; }

    /// Of the file and its log, in bytes, now.
    qint64 fileSize() const;

    const DatabaseSettings& settings() const { return m_settings; }

    /// Closes the file under the write lock, which moves the log into it when nobody else has it open.
    void close();

private:
    Result<void> open();
    Result<void> openFile(const DatabaseFile& file);
    Result<void> openReadOnly(const DatabaseFile& file, Error reason);
    bool isCurrent();
    void forgetReplacedFile();

    DatabaseSettings m_settings;
    Role m_role;
    QString m_path; ///< of the real file
    std::unique_ptr<SqliteConnection> m_connection;
    DatabaseFile m_file; ///< as it was when it was opened, or when it was last found to be current
    quint64 m_logInode = 0;
    bool m_isImmutable = false;
    std::optional<Error> m_whyReadOnly;
    bool m_wasOpen = false;
    int m_openings = 0;
};

} // namespace latchkey::sessions::storage
