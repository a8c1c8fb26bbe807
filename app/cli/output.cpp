// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "app/cli/output.h"

#include "core/shared/secret.h"
#include "core/shared/write_all.h"

#include <QJsonDocument>

#include <algorithm>
#include <cerrno>
#include <unistd.h>

namespace latchkey::cli {

namespace {

bool isHidden(QChar unit)
{
    const QChar::Category category = unit.category();
    const bool isTag = unit.unicode() == 0xDB40; // the plane of invisible tag characters
    return category == QChar::Other_Control || category == QChar::Other_Format
        || category == QChar::Separator_Line || category == QChar::Separator_Paragraph || isTag;
}

/// JSON writes invisible characters as they are. Printed to a terminal they could hide or turn round what
/// stands there, so they become escapes, which mean the same to every reader. (Outside of strings there are
/// none.)
QByteArray withHiddenCharactersEscaped(const QByteArray& json)
{
    const QString text = QString::fromUtf8(json);
    QString escaped;
    escaped.reserve(text.size());
    for (qsizetype i = 0; i < text.size(); ++i) {
        if (!isHidden(text[i])) {
            escaped += text[i];
            continue;
        }
        const qsizetype units = text[i].isHighSurrogate() ? 2 : 1;
        for (const QChar unit : QStringView(text).mid(i, units)) {
            escaped += QStringLiteral("\\u%1").arg(uint(unit.unicode()), 4, 16, QLatin1Char('0'));
        }
        i += units - 1;
    }
    return escaped.toUtf8();
}

} // namespace

Output::~Output()
{
    wipe(m_results); // it may hold a revealed token
}

void Output::append(QByteArray text)
{
    m_results.append(text);
    wipe(text);
}

void Output::print(const QString& text) { append(text.toUtf8()); }

void Output::json(const QJsonObject& document)
{
    append(withHiddenCharactersEscaped(QJsonDocument(document).toJson(QJsonDocument::Compact)) + '\n');
}

void Output::json(const QJsonArray& document)
{
    append(withHiddenCharactersEscaped(QJsonDocument(document).toJson(QJsonDocument::Compact)) + '\n');
}

void Output::message(const QString& text) { writeAll(STDERR_FILENO, "latchkeyctl: " + text.toUtf8() + '\n'); }

bool Output::flush()
{
    const bool taken = writeAll(STDOUT_FILENO, m_results);
    const int reason = errno;
    wipe(m_results);
    errno = reason;
    return taken;
}

QByteArray jsonString(const QString& text)
{
    const bool isPlain =
        std::ranges::all_of(text, [](QChar c) { return c >= u' ' && c <= u'~' && c != u'"' && c != u'\\'; });
    if (isPlain) {
        return '"' + text.toLatin1() + '"';
    }
    const QByteArray inArray = QJsonDocument(QJsonArray { text }).toJson(QJsonDocument::Compact);
    return withHiddenCharactersEscaped(inArray.sliced(1, inArray.size() - 2));
}

} // namespace latchkey::cli
