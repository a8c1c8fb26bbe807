// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/table_source.h"

#include "core/sessions/import/csv_source.h"
#include "core/sessions/storage/sqlite_table_source.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TableSource)
};

constexpr qint64 HeaderLength = 100; // of an SQLite database

} // namespace

Result<std::unique_ptr<TableSource>> openTable(const QString& path, const TableMapping& mapping)
{
    const QFileInfo info(path);
    if (!info.exists()) {
        return failure(
            ErrorCode::NotFound, Text::tr("There is no file %1 to import from. Check the path.").arg(path));
    }
    if (!info.isFile()) { // opening a pipe could wait for ever
        return failure(ErrorCode::InvalidInput,
            Text::tr("%1 is not a file. Name an SQLite database or a CSV file.").arg(path));
    }
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        return failure(ErrorCode::AccessDenied,
            Text::tr("%1 cannot be read: %2. Check its rights.").arg(path, file.errorString()));
    }
    const QByteArray header = file.read(HeaderLength);
    file.close();
    if (header.startsWith(QByteArrayView("SQLite format 3\0", 16))) {
        return storage::openSqliteTable(path, storage::usesLog(header), mapping);
    }
    return openCsv(path, mapping);
}

} // namespace latchkey::sessions
