// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/storage/migrations.h"

#include "core/sessions/storage/sqlite_connection.h"
#include "core/sessions/storage/statement.h"
#include "core/shared/then.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QHash>
#include <QMutex>

#include <tuple>

static void initSessionSchema()
{
    Q_INIT_RESOURCE(session_schema); // the linker drops a static library's resources that nobody names
}

namespace latchkey::sessions::storage {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(SessionDatabase)
};

Result<void> applyScript(SqliteConnection& connection, const QByteArray& script, qint64 version)
{
    const QByteArray whole = "BEGIN IMMEDIATE;\n" + script
        + "\nPRAGMA application_id = " + QByteArray::number(ApplicationId)
        + ";\nPRAGMA user_version = " + QByteArray::number(version) + ";\nCOMMIT;";
    auto applied = connection.runScript(whole);
    if (!applied && connection.isInTransaction()) {
        std::ignore = connection.runScript("ROLLBACK;");
    }
    return applied;
}

/// Everything the schema consists of, each as one line, in a fixed order; without what ANALYZE adds.
Result<QStringList> schemaOf(SqliteConnection& connection)
{
    auto statement = Statement::run(connection,
        QStringLiteral("SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_schema"
                       " WHERE tbl_name NOT GLOB 'sqlite_stat[0-9]' ORDER BY 1, 2"));
    if (!statement) {
        return std::unexpected(statement.error());
    }
    QStringList schema;
    while (true) {
        const auto row = statement->next();
        if (!row) {
            return std::unexpected(row.error());
        }
        if (!*row) {
            return schema;
        }
        const QStringList columns { statement->text(0), statement->text(1), statement->text(2),
            statement->text(3) };
        schema.append(columns.join(u'\x1f'));
    }
}

/// The schema that the scripts make, found by running them in memory: so there is no second list to keep
/// true.
Result<QStringList> schemaMadeBy(const QList<QByteArray>& scripts)
{
    auto memory = SqliteConnection::open(
        QStringLiteral(":memory:"), SqliteConnection::Access::ReadWrite, std::chrono::milliseconds(0));
    if (!memory) {
        return std::unexpected(memory.error());
    }
    return migrate(**memory, scripts) | then([&] { return schemaOf(**memory); });
}

/// The same, kept: each thread of a store asks for it when it opens the file, and it takes most of that time.
Result<QStringList> expectedSchema(const QList<QByteArray>& scripts)
{
    static QMutex mutex;
    static QHash<QList<QByteArray>, QStringList> known;
    const QMutexLocker lock(&mutex);
    if (const auto found = known.constFind(scripts); found != known.constEnd()) {
        return *found;
    }
    auto schema = schemaMadeBy(scripts);
    if (schema) {
        known.insert(scripts, *schema);
    }
    return schema;
}

} // namespace

QList<QByteArray> migrations()
{
    initSessionSchema();
    const QDir folder(QStringLiteral(":/latchkey/schema/sqlite"));
    QList<QByteArray> scripts;
    const QStringList names = folder.entryList(QDir::Files, QDir::Name);
    for (const QString& name : names) {
        QFile file(folder.filePath(name));
        if (file.open(QIODevice::ReadOnly)) {
            scripts.append(file.readAll());
        }
    }
    return scripts;
}

Result<void> migrate(SqliteConnection& connection, const QList<QByteArray>& scripts)
{
    const auto current = connection.value(QStringLiteral("PRAGMA user_version"));
    if (!current) {
        return std::unexpected(current.error());
    }
    for (qint64 version = current->toLongLong() + 1; version <= scripts.size(); ++version) {
        if (auto applied = applyScript(connection, scripts[version - 1], version); !applied) {
            return applied;
        }
    }
    return {};
}

Result<qint64> databaseVersion(SqliteConnection& connection, const QList<QByteArray>& scripts)
{
    const auto id = connection.value(QStringLiteral("PRAGMA application_id"));
    if (!id) {
        return std::unexpected(id.error());
    }
    if (id->toLongLong() != ApplicationId) {
        return failure(ErrorCode::Corrupt,
            Text::tr("%1 is not a session database of Latchkey. It was not changed; choose another file.")
                .arg(connection.path()));
    }
    const auto version = connection.value(QStringLiteral("PRAGMA user_version"));
    if (!version) {
        return std::unexpected(version.error());
    }
    if (version->toLongLong() > scripts.size()) {
        return failure(ErrorCode::StoreTooNew,
            Text::tr("The session database %1 was made by a newer Latchkey (format %2; this one knows %3). "
                     "It was not changed; install the newer version.")
                .arg(connection.path())
                .arg(version->toLongLong())
                .arg(scripts.size()));
    }
    return version->toLongLong();
}

Result<void> checkSchema(SqliteConnection& connection, const QList<QByteArray>& scripts, qint64 version)
{
    const auto expected = expectedSchema(scripts.first(qMax<qint64>(version, 0)));
    const auto actual = schemaOf(connection);
    if (!expected || !actual) {
        return std::unexpected(!expected ? expected.error() : actual.error());
    }
    if (version < 1 || *actual != *expected) {
        return failure(ErrorCode::Corrupt,
            Text::tr("The session database %1 does not have the tables it should. It was not changed; put "
                     "back the last backup.")
                .arg(connection.path()));
    }
    return {};
}

} // namespace latchkey::sessions::storage
