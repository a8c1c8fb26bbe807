// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QString>
#include <QStringList>

#include <sys/stat.h>

namespace latchkey::test {

/// The file's bytes; stops the program when it cannot be read.
inline QByteArray contentOf(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly)) {
        qFatal("%s cannot be read", qPrintable(path));
    }
    return file.readAll();
}

/// Writes a file in place with this mode, as other programs do.
inline void putFile(const QString& path, const QByteArray& content, unsigned mode = 0600)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.flush()
        || chmod(QFile::encodeName(path).constData(), static_cast<mode_t>(mode)) != 0) {
        qFatal("%s cannot be written", qPrintable(path));
    }
}

/// The permission bits of what stands at the path, such as 0600.
inline unsigned modeOf(const QString& path)
{
    struct stat status = {};
    if (lstat(QFile::encodeName(path).constData(), &status) != 0) {
        qFatal("%s does not exist", qPrintable(path));
    }
    return status.st_mode & 07777U;
}

/// All names in a folder, hidden ones too, sorted.
inline QStringList namesIn(const QString& folder)
{
    return QDir(folder).entryList(
        QDir::AllEntries | QDir::Hidden | QDir::System | QDir::NoDotAndDotDot, QDir::Name);
}

} // namespace latchkey::test
