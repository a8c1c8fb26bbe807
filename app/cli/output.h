// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QJsonArray>
#include <QJsonObject>
#include <QString>

namespace latchkey::cli {

/// What the program says: results to standard output, all at once at the end unless a command flushes before;
/// messages to standard error, at once.
class Output
{
public:
    explicit Output(bool json)
        : m_json(json)
    {
    }
    ~Output();
    Q_DISABLE_COPY_MOVE(Output)

    /// Whether results are wanted as JSON: then exactly one json() call, and no print().
    bool isJson() const { return m_json; }

    void print(const QString& text);
    void print(QByteArray text) { append(std::move(text)); } ///< UTF-8
    void json(const QJsonObject& document);
    void json(const QJsonArray& document);

    /// One message for the person, with the program's name before it.
    void message(const QString& text);

    /// Writes the results so far. False, with errno, when standard output does not take them.
    bool flush();

private:
    void append(QByteArray text);

    bool m_json;
    QByteArray m_results;
};

/// The text as a JSON string, with invisible characters as escapes.
QByteArray jsonString(const QString& text);

} // namespace latchkey::cli
