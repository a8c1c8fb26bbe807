// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/identifier_digest.h"
#include "core/sessions/import/session_import.h"
#include "core/sessions/user_agent_text.h"
#include "tests/fuzz/scratch_folder.h"

using namespace latchkey;
using namespace latchkey::fuzz;
using namespace latchkey::sessions;

namespace {

constexpr qsizetype DigestBytes = 32;
constexpr qint64 FirstSecondOfYear1 = -62'135'596'800;
constexpr qint64 LastSecondOfYear9999 = 253'402'300'799;

TableMapping ownMapping()
{
    TableMapping mapping;
    mapping.table = QStringLiteral("sessions");
    mapping.username = QStringLiteral("user");
    mapping.identifier = { QStringLiteral("id") };
    mapping.userAgent = QStringLiteral("agent");
    mapping.created = QStringLiteral("created");
    mapping.lastUsed = QStringLiteral("used");
    mapping.revoked = QStringLiteral("revoked");
    return mapping;
}

bool isPossibleTime(qint64 seconds)
{
    return seconds >= FirstSecondOfYear1 && seconds <= LastSecondOfYear9999;
}

void checkSession(const ImportedSession& session)
{
    require(validateUsername(session.username) == session.username, "an imported user name is valid");
    require(session.digest.size() == DigestBytes, "an imported identifier is digested");
    require(storableUserAgent(session.userAgent) == session.userAgent, "an imported user agent is storable");
    require(isPossibleTime(session.created) && isPossibleTime(session.lastUsed),
        "an imported time is one of a calendar's");
}

void importFile(const QString& path, const RowReading& reading)
{
    const auto table = openTable(path, reading.mapping);
    if (!table) {
        return;
    }
    while (const auto row = (*table)->next()) {
        if (!*row) {
            break;
        }
        require((**row).values.size() == reading.mapping.columns().size(),
            "a row has a value for each column that was asked for");
        if (const auto session = importedRow(**row, reading)) {
            checkSession(*session);
        }
    }
    if (!(*table)->rewind()) {
        return;
    }
    ImportOptions options;
    options.reading = reading;
    options.dryRun = true;
    const auto report = importTable(**table, nullptr, options);
    if (report && !report->stoppedBy) {
        qint64 refused = 0;
        for (const auto& [problem, rows] : report->refused) {
            refused += rows.count;
        }
        require(
            report->imported + report->alreadyThere + refused == report->read, "each row is accounted for");
    }
}

} // namespace

/// Foreign tables as CSV (or what begins like an SQLite database), with each known mapping.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size)
{
    static const ScratchFolder folder;
    static const QList<TableMapping> mappings { ownMapping(), *knownTable(QStringLiteral("spring")),
        *knownTable(QStringLiteral("symfony")), *knownTable(QStringLiteral("laravel")) };
    static const QTimeZone zone("Europe/Berlin");
    const QByteArray content = bytesOf(data, size);
    folder.put("table.csv", content);
    for (const TableMapping& mapping : mappings) {
        importFile(folder.filePath("table.csv"), { mapping, zone, 1'700'000'000 });
    }
    require(folder.content("table.csv") == (content.isNull() ? QByteArray("") : content),
        "a foreign table is left as it is");
    return 0;
}
