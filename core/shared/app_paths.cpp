// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/app_paths.h"

#include <QDir>
#include <QFileInfo>

#include <unistd.h>

namespace latchkey {

namespace {

QString folderFrom(const QProcessEnvironment& environment, const QString& variable, const QString& fallback)
{
    const QString value = environment.value(variable);
    return QDir::isAbsolutePath(value) ? QDir::cleanPath(value) : fallback;
}

QString runtimeBase(const QProcessEnvironment& environment, const QString& fallback)
{
    const QFileInfo usual(QStringLiteral("/run/user/%1").arg(geteuid()));
    const bool isOurs = usual.isDir() && usual.ownerId() == geteuid();
    return folderFrom(environment, QStringLiteral("XDG_RUNTIME_DIR"), isOurs ? usual.filePath() : fallback);
}

} // namespace

AppPaths AppPaths::fromEnvironment(const QProcessEnvironment& environment)
{
    const QString home = folderFrom(environment, QStringLiteral("HOME"), QDir::homePath());
    const QString data =
        folderFrom(environment, QStringLiteral("XDG_DATA_HOME"), home + QStringLiteral("/.local/share"));
    const QString config =
        folderFrom(environment, QStringLiteral("XDG_CONFIG_HOME"), home + QStringLiteral("/.config"));
    const QString state =
        folderFrom(environment, QStringLiteral("XDG_STATE_HOME"), home + QStringLiteral("/.local/state"));
    const QString ours = QStringLiteral("/latchkey");
    return {
        .dataFolder = data + ours,
        .configFolder = config + ours,
        .stateFolder = state + ours,
        .runtimeFolder = runtimeBase(environment, data) + ours,
        .coderConfigFolder =
            folderFrom(environment, QStringLiteral("CODER_CONFIG_DIR"), config + QStringLiteral("/coderv2")),
    };
}

} // namespace latchkey
