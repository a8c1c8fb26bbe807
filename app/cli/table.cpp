// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/table.h"

#include "core/shared/visible_text.h"

#include <cwchar>

namespace latchkey::cli {

namespace {

constexpr qsizetype widestCell = 48;

/// The columns a text takes on a terminal; QCoreApplication has set a UTF-8 locale, which wcwidth() follows.
int displayWidth(const QString& text)
{
    int width = 0;
    for (const uint character : text.toUcs4()) {
        width += qMax(wcwidth(static_cast<wchar_t>(character)), 0);
    }
    return width;
}

QString shown(const QString& cell)
{
    QString text = visibleText(cell);
    if (text.size() > widestCell) {
        const qsizetype half = widestCell / 2;
        text = text.left(half) + QChar(0x2026) + text.right(half - 1);
    }
    return text;
}

QString padded(const QString& text, int width)
{
    return text + QString(qMax(width - displayWidth(text), 0), u' ');
}

} // namespace

Table::Table(const QStringList& headers)
    : m_rows { headers }
{
}

void Table::addRow(const QStringList& cells)
{
    QStringList row;
    for (const QString& cell : cells) {
        row.append(shown(cell));
    }
    m_rows.append(row);
}

QString Table::text() const
{
    QList<int> widths(m_rows.constFirst().size(), 0);
    for (const QStringList& row : m_rows) {
        for (qsizetype column = 0; column < row.size(); ++column) {
            widths[column] = qMax(widths[column], displayWidth(row[column]));
        }
    }
    QString lines;
    for (const QStringList& row : m_rows) {
        QString line;
        for (qsizetype column = 0; column < row.size(); ++column) {
            line += padded(row[column], widths[column] + 2);
        }
        while (line.endsWith(u' ')) {
            line.chop(1);
        }
        lines += line + u'\n';
    }
    return lines;
}

QString FactList::text() const
{
    int width = 0;
    for (const auto& [name, value] : m_facts) {
        width = qMax(width, displayWidth(name));
    }
    QString lines;
    for (const auto& [name, value] : m_facts) {
        lines += padded(name, width + 2) + visibleText(value) + u'\n';
    }
    return lines;
}

} // namespace latchkey::cli
