// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/sqlite_connection.h"

#include "core/sessions/storage/contains_function.h"
#include "core/sessions/storage/sqlite_error.h"
#include "core/sessions/storage/statement.h"
#include "core/shared/then.h"

#include <QCoreApplication>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>
#include <QUrl>

#include <atomic>
#include <sqlite3.h>

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

constexpr std::size_t MaxIdleQueries = 64;
constexpr int StepsBetweenLooks = 100'000; // at the clock: some milliseconds
constexpr int MaxValueBytes = 16 << 20; // room for a million session ids in one value

QString nextConnectionName()
{
    static std::atomic<quint64> count { 0 };
    return QStringLiteral("latchkey-sessions-%1").arg(++count);
}

QString addressOf(const QString& path, SqliteConnection::Access access)
{
    if (path == QStringLiteral(":memory:")) {
        return path;
    }
    const QString address = QStringLiteral("file:") + QString::fromLatin1(QUrl::toPercentEncoding(path, "/"));
    switch (access) {
    case SqliteConnection::Access::ReadWrite:
        return address + QStringLiteral("?mode=rw"); // not rwc: nothing is created in passing
    case SqliteConnection::Access::ReadOnly:
        return address + QStringLiteral("?mode=ro");
    case SqliteConnection::Access::Immutable:
        return address + QStringLiteral("?mode=ro&immutable=1");
    }
    Q_UNREACHABLE();
}

sqlite3* handleOf(const QSqlDatabase& database)
{
    const QVariant handle = database.driver()->handle();
    return qstrcmp(handle.typeName(), "sqlite3*") == 0 ? *static_cast<sqlite3* const*>(handle.constData())
                                                       : nullptr;
}

/// What a database file could bring along (triggers, views, extensions, functions in its schema) does not
/// run: a trigger in a prepared file emptied the table at the first validation (measured).
bool harden(sqlite3* handle)
{
    bool done = true;
    for (const auto& [option, value] : std::initializer_list<std::pair<int, int>> {
             { SQLITE_DBCONFIG_DEFENSIVE, 1 },
             { SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0 },
             { SQLITE_DBCONFIG_ENABLE_TRIGGER, 0 },
             { SQLITE_DBCONFIG_ENABLE_VIEW, 0 },
             { SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0 },
             { SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1 },
         }) {
        int now = -1;
        done = sqlite3_db_config(handle, option, value, &now) == SQLITE_OK && now == value && done;
    }
    sqlite3_limit(handle, SQLITE_LIMIT_LENGTH, MaxValueBytes);
    sqlite3_limit(handle, SQLITE_LIMIT_ATTACHED, 0);
    return done;
}

} // namespace

Result<std::unique_ptr<SqliteConnection>> SqliteConnection::open(
    const QString& path, Access access, std::chrono::milliseconds busyLimit)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(QStringLiteral("QSQLITE"), nextConnectionName());
    database.setDatabaseName(addressOf(path, access));
    database.setConnectOptions(
        QStringLiteral("QSQLITE_OPEN_URI;QSQLITE_BUSY_TIMEOUT=%1").arg(busyLimit.count()));
    const bool isOpen = database.open();
    sqlite3* handle = isOpen ? handleOf(database) : nullptr;
    const bool hasDriver = database.isValid();
    const int code = database.lastError().nativeErrorCode().toInt();
    // From here on the connection's destructor cleans up.
    std::unique_ptr<SqliteConnection> connection(
        new SqliteConnection(path, std::exchange(database, {}), handle));
    if (!hasDriver) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr("Qt's SQLite driver is not installed. Install it (on Debian: libqt6sql6-sqlite)."));
    }
    if (!isOpen) {
        return std::unexpected(sqliteError(code, 0, path));
    }
    if (handle == nullptr || !harden(handle) || !addContainsFunction(handle)) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr("This SQLite cannot be made safe enough to open %1. Install a newer one.").arg(path));
    }
    sqlite3_progress_handler(handle, StepsBetweenLooks, isTooLate, connection.get());
    return connection;
}

SqliteConnection::SqliteConnection(QString path, const QSqlDatabase& database, sqlite3* handle)
    : m_path(std::move(path))
    , m_database(database)
    , m_handle(handle)
{
}

SqliteConnection::~SqliteConnection()
{
    m_idle.clear(); // statements first: an open one would keep the file open
    const QString name = m_database.connectionName();
    m_database.close();
    m_database = {};
    QSqlDatabase::removeDatabase(name);
}

Result<void> SqliteConnection::configure()
{
    return runScript("PRAGMA synchronous = FULL;" // a revocation that was reported must survive a power loss
                     "PRAGMA secure_delete = ON;"
                     "PRAGMA foreign_keys = ON;"
                     "PRAGMA cell_size_check = ON;"
                     "PRAGMA mmap_size = 0;" // a file that shrinks is an error and not a SIGBUS
                     "PRAGMA temp_store = MEMORY;");
}

Result<void> SqliteConnection::run(const QString& sql, const QVariantList& values)
{
    return Statement::run(*this, sql, values) | then([](const Statement&) { });
}

Result<QVariant> SqliteConnection::value(const QString& sql, const QVariantList& values)
{
    return Statement::run(*this, sql, values) | then([](Statement statement) {
        return statement.next()
            | then([&](bool isThere) { return isThere ? statement.value(0) : QVariant(); });
    });
}

Result<void> SqliteConnection::runScript(const QByteArray& sql)
{
    const int code = sqlite3_exec(m_handle, sql.constData(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) {
        return lastFailure();
    }
    return {};
}

bool SqliteConnection::isInTransaction() const { return sqlite3_get_autocommit(m_handle) == 0; }

void SqliteConnection::setTidyOnClose(bool on)
{
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, on ? 0 : 1, nullptr);
}

void SqliteConnection::allowTriggers()
{
    sqlite3_db_config(m_handle, SQLITE_DBCONFIG_ENABLE_TRIGGER, 1, nullptr);
}

std::unique_ptr<QSqlQuery> SqliteConnection::takeQuery(const QString& sql)
{
    if (const auto found = m_idle.find(sql); found != m_idle.end()) {
        return std::move(m_idle.extract(found).mapped());
    }
    auto query = std::make_unique<QSqlQuery>(m_database);
    query->setForwardOnly(true);
    return query->prepare(sql) ? std::move(query) : nullptr;
}

void SqliteConnection::giveBack(const QString& sql, std::unique_ptr<QSqlQuery> query)
{
    if (m_idle.size() >= MaxIdleQueries) {
        m_idle.clear();
    }
    m_idle.emplace(sql, std::move(query));
}

int SqliteConnection::isTooLate(void* connection)
{
    return static_cast<SqliteConnection*>(connection)->m_deadline.hasExpired() ? 1 : 0;
}

std::unexpected<Error> SqliteConnection::lastFailure() const
{
    return std::unexpected(
        sqliteError(sqlite3_extended_errcode(m_handle), sqlite3_system_errno(m_handle), m_path));
}

} // namespace latchkey::sessions::storage
