// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

namespace latchkey::test {

/// Notes what a test tried how often, and how often that went wrong, for the table in SECURITY.md
/// (tools/security_table.py asks for it by the file it names in LATCHKEY_FIGURES).
inline void noteFigure(const QString& what, qint64 tried, qint64 failed)
{
    const QString path = qEnvironmentVariable("LATCHKEY_FIGURES");
    QFile file(path);
    if (path.isEmpty() || !file.open(QIODevice::Append)) {
        return;
    }
    file.write(QJsonDocument(QJsonObject { { QStringLiteral("what"), what },
                                 { QStringLiteral("tried"), tried }, { QStringLiteral("failed"), failed } })
                   .toJson(QJsonDocument::Compact)
        + '\n');
}

} // namespace latchkey::test
