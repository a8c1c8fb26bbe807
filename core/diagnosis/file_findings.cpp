// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/diagnosis/file_findings.h"

#include "core/shared/file_access.h"
#include "core/shared/visible_text.h"

#include <QCoreApplication>
#include <QFile>

#include <sys/stat.h>

namespace latchkey::diagnosis {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FileFindings)
};

struct PrivateFile
{
    QString path;
    Readers readers = Readers::OwnerOnly;
};

QList<PrivateFile> privateFiles(const AppPaths& paths, const QString& sessionDatabase)
{
    const QString& coder = paths.coderConfigFolder;
    return {
        { sessionDatabase },
        { sessionDatabase + QStringLiteral("-wal") },
        { sessionDatabase + QStringLiteral("-shm") },
        { sessionDatabase + QStringLiteral("-journal") },
        { paths.loginIndex() },
        { paths.activityLog() },
        { coder + QStringLiteral("/session") },
        { coder + QStringLiteral("/url"), Readers::Anyone },
    };
}

/// Nothing where the path leads nowhere.
std::optional<Result<void>> checkFile(const PrivateFile& file)
{
    struct stat status = {};
    if (stat(QFile::encodeName(file.path).constData(), &status) != 0) {
        return errno == ENOENT || errno == ENOTDIR ? std::nullopt
                                                   : std::optional<Result<void>>(systemFailure(file.path));
    }
    if (!S_ISREG(status.st_mode)) {
        return notARegularFile(file.path);
    }
    return checkAccess(file.path, status, file.readers);
}

std::optional<Finding> folderFinding(const QString& path)
{
    struct stat status = {};
    if (stat(QFile::encodeName(path).constData(), &status) != 0) {
        return std::nullopt; // it is made when it is needed
    }
    const QString id = QStringLiteral("files.folder");
    const QString shown = visibleText(path);
    if (!S_ISDIR(status.st_mode)) {
        return Finding { id, Area::Files, Level::Problem, Text::tr("%1 is no folder.").arg(shown),
            Text::tr("Move it away: Latchkey makes the folder that it needs.") };
    }
    if (status.st_uid != geteuid()) {
        return Finding { id, Area::Files, Level::Problem, Text::tr("%1 belongs to another user.").arg(shown),
            Text::tr("Have it given back to you, or name another place.") };
    }
    if ((status.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        return Finding { id, Area::Files, Level::Problem,
            Text::tr("Others may replace what is in %1.").arg(shown),
            Text::tr("Run: chmod go-w '%1'").arg(shown) };
    }
    return std::nullopt;
}

} // namespace

QList<Finding> fileFindings(const AppPaths& paths, const QString& sessionDatabase)
{
    QList<Finding> findings;
    for (const QString& folder : { paths.dataFolder, paths.configFolder, paths.stateFolder,
             paths.runtimeFolder, paths.coderConfigFolder }) {
        const auto finding = folderFinding(folder);
        if (finding && !findings.contains(*finding)) { // two of them may be one
            findings.append(*finding);
        }
    }
    int seen = 0;
    const QList<PrivateFile> files = privateFiles(paths, sessionDatabase);
    for (const PrivateFile& file : files) {
        const auto checked = checkFile(file);
        seen += checked ? 1 : 0;
        if (checked && !*checked) {
            findings.append(problem(QStringLiteral("files.access"), Area::Files, checked->error()));
        }
        if (hasLeftovers(file.path)) {
            findings.append({ QStringLiteral("files.leftover"), Area::Files, Level::Note,
                Text::tr("A program was ended while it replaced %1, or is at it now.")
                    .arg(visibleText(file.path)),
                Text::tr("Latchkey takes what is left away with its next change there.") });
        }
    }
    if (findings.isEmpty()) {
        findings.append({ QStringLiteral("files.access"), Area::Files, Level::Good,
            seen == 0
                ? Text::tr("There are no files yet.")
                : Text::tr("The files belong to you, and nobody else can read or change them (%1 looked at).")
                      .arg(seen) });
    }
    return findings;
}

} // namespace latchkey::diagnosis
