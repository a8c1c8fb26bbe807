// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/fuzz/property.h"

#include <QFile>
#include <QTemporaryDir>

namespace latchkey::fuzz {

/// A folder for the files that one target reads, removed at its end. (After a crash `./dev fuzz` removes it.)
class ScratchFolder
{
public:
    ScratchFolder() { require(m_folder.isValid(), "there is room for temporary files"); }

    QString filePath(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }

    /// Only its owner may read it, as the product asks of files with secrets.
    void put(const char* name, const QByteArray& content) const
    {
        QFile file(filePath(name));
        require(file.open(QIODevice::WriteOnly | QIODevice::Truncate) && file.write(content) == content.size()
                && file.setPermissions(QFile::ReadOwner | QFile::WriteOwner),
            "the input can be written to a file");
    }

    /// Null when there is no such file.
    QByteArray content(const char* name) const
    {
        QFile file(filePath(name));
        if (!file.open(QIODevice::ReadOnly)) {
            return {};
        }
        const QByteArray bytes = file.readAll();
        return bytes.isNull() ? QByteArray("") : bytes;
    }

    void remove(const char* name) const { QFile::remove(filePath(name)); }

private:
    QTemporaryDir m_folder;
};

} // namespace latchkey::fuzz
