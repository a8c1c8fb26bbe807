// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QStringList>

namespace latchkey::cli {

/// Rows for people, in columns as wide as their content. Untrusted text may be put in as it is: control and
/// direction-changing characters are shown as escapes, and long cells lose their middle.
class Table
{
public:
    explicit Table(const QStringList& headers);

    void addRow(const QStringList& cells);
    bool isEmpty() const { return m_rows.size() == 1; }

    /// The lines, each with its line break, and none with white space at its end.
    QString text() const;

private:
    QList<QStringList> m_rows; // the first one: the headers
};

/// Facts for people: one a line, the names in a column of their own.
class FactList
{
public:
    void add(const QString& name, const QString& value) { m_facts.append({ name, value }); }
    QString text() const;

private:
    QList<std::pair<QString, QString>> m_facts;
};

} // namespace latchkey::cli
