// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/imported_row.h"

#include "core/sessions/identifier_digest.h"
#include "core/sessions/import/imported_time.h"
#include "core/sessions/user_agent_text.h"

#include <algorithm>

namespace latchkey::sessions {

namespace {

/// Nothing when it is neither yes nor no. A time says since when it is revoked.
std::optional<bool> isRevoked(const QString& value, const QTimeZone& zone)
{
    static const QStringList no { QString(), QStringLiteral("0"), QStringLiteral("f"),
        QStringLiteral("false"), QStringLiteral("n"), QStringLiteral("no") };
    static const QStringList yes { QStringLiteral("1"), QStringLiteral("t"), QStringLiteral("true"),
        QStringLiteral("y"), QStringLiteral("yes") };
    const QString word = value.trimmed().toLower();
    if (no.contains(word)) {
        return false;
    }
    return yes.contains(word) || importedTime(word.toUpper(), zone) ? std::optional(true) : std::nullopt;
}

struct Times
{
    qint64 created;
    qint64 lastUsed;
};

/// Nothing when one cannot be told, or both are missing though the table keeps them.
std::optional<Times> timesOf(const QString& created, const QString& lastUsed, const RowReading& reading)
{
    if (reading.mapping.created.isEmpty() && reading.mapping.lastUsed.isEmpty()) {
        return Times { reading.now, reading.now };
    }
    const auto first = importedTime(created.isEmpty() ? lastUsed : created, reading.zone);
    const auto last = importedTime(lastUsed.isEmpty() ? created : lastUsed, reading.zone);
    return first && last ? std::optional(Times { *first, *last }) : std::nullopt;
}

} // namespace

QString problemName(RowProblem problem)
{
    switch (problem) {
    case RowProblem::Columns:
        return QStringLiteral("columns");
    case RowProblem::NoUser:
        return QStringLiteral("no_user");
    case RowProblem::User:
        return QStringLiteral("user");
    case RowProblem::NoIdentifier:
        return QStringLiteral("no_identifier");
    case RowProblem::Identifier:
        return QStringLiteral("identifier");
    case RowProblem::Time:
        return QStringLiteral("time");
    case RowProblem::Revoked:
        return QStringLiteral("revoked");
    }
    Q_UNREACHABLE();
}

std::expected<ImportedSession, RowProblem> importedRow(const TableRow& row, const RowReading& reading)
{
    if (!row.isWhole) {
        return std::unexpected(RowProblem::Columns);
    }
    const TableMapping& mapping = reading.mapping;
    auto value = row.values.begin();
    const QString user = *value++;
    const QStringList parts(value, value + mapping.identifier.size());
    value += mapping.identifier.size();
    const auto next = [&value](const QString& column) { return column.isEmpty() ? QString() : *value++; };
    const QString userAgent = next(mapping.userAgent);
    const QString created = next(mapping.created);
    const QString lastUsed = next(mapping.lastUsed);
    const auto revoked = isRevoked(next(mapping.revoked), reading.zone);

    if (user.isEmpty()) {
        return std::unexpected(RowProblem::NoUser);
    }
    const auto username = validateUsername(user);
    if (!username || user.contains(QChar::ReplacementCharacter)) { // which stands for what was no text
        return std::unexpected(RowProblem::User);
    }
    if (std::ranges::any_of(parts, &QString::isEmpty)) {
        return std::unexpected(RowProblem::NoIdentifier);
    }
    const auto digest = identifierDigest(*username, Secret::takeFrom(parts.join(u':')));
    if (!digest) {
        return std::unexpected(RowProblem::Identifier);
    }
    const auto times = timesOf(created, lastUsed, reading);
    if (!times) {
        return std::unexpected(RowProblem::Time);
    }
    if (!revoked) {
        return std::unexpected(RowProblem::Revoked);
    }
    return ImportedSession { .username = *username,
        .digest = *digest,
        .userAgent = storableUserAgent(userAgent),
        .revoked = *revoked,
        .created = times->created,
        .lastUsed = times->lastUsed };
}

} // namespace latchkey::sessions
