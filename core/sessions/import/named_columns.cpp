// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/sessions/import/named_columns.h"

#include "core/shared/visible_text.h"

#include <QCoreApplication>

#include <algorithm>

namespace latchkey::sessions {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(TableSource)
};

/// "a, b, c", as far as a person wants to read.
QString listed(const QStringList& names)
{
    constexpr qsizetype mostListed = 40;
    const QString text = visibleText(names.first(qMin(names.size(), mostListed)).join(QStringLiteral(", ")));
    return names.size() > mostListed ? text + QStringLiteral(", \u2026") : text;
}

} // namespace

Result<QList<qsizetype>> columnIndexes(
    const TableMapping& mapping, const QStringList& there, const QString& table)
{
    QList<qsizetype> indexes;
    for (const QString& wanted : mapping.columns()) {
        const auto found = std::ranges::find_if(
            there, [&](const QString& name) { return name.compare(wanted, Qt::CaseInsensitive) == 0; });
        if (found == there.end()) {
            return failure(ErrorCode::InvalidInput,
                Text::tr("%1 has no column \"%2\". It has: %3.")
                    .arg(visibleText(table), visibleText(wanted), listed(there)));
        }
        indexes.append(found - there.begin());
    }
    return indexes;
}

std::unexpected<Error> missingTable(const QString& path, const QString& table, const QStringList& there)
{
    const QString known =
        there.isEmpty() ? Text::tr("It has none.") : Text::tr("It has: %1.").arg(listed(there));
    return failure(ErrorCode::InvalidInput,
        table.isEmpty() ? Text::tr("Say which table of %1. %2").arg(path, known)
                        : Text::tr("%1 has no table \"%2\". %3").arg(path, visibleText(table), known));
}

} // namespace latchkey::sessions
