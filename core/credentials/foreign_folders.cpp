// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/credentials/foreign_folders.h"

#include "core/shared/app_paths.h"
#include "core/shared/file_access.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <cerrno>
#include <fcntl.h>

namespace latchkey::credentials {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(ForeignFolders)
};

constexpr qsizetype MostFolders = 200; // nobody signs in to so many servers; their names are outside data

} // namespace

QList<ForeignRoot> wellKnownRoots(const QProcessEnvironment& environment)
{
    const AppPaths ours = AppPaths::fromEnvironment(environment);
    const QString config = QFileInfo(ours.configFolder).path();
    const QString data = QFileInfo(ours.dataFolder).path();
    const QString home = environment.value(QStringLiteral("HOME"));
    const QString server = (QDir::isAbsolutePath(home) ? QDir::cleanPath(home) : QDir::homePath())
        + QStringLiteral("/.vscode-server/data");
    const QString storage = QStringLiteral("/User/globalStorage/coder.coder-remote");

    using Kind = ForeignPlace::Kind;
    return {
        { Kind::VsCode, QStringLiteral("VS Code"), config + QStringLiteral("/Code") + storage },
        { Kind::VsCode, QStringLiteral("VS Code Insiders"),
            config + QStringLiteral("/Code - Insiders") + storage },
        { Kind::VsCode, QStringLiteral("VSCodium"), config + QStringLiteral("/VSCodium") + storage },
        { Kind::VsCode, QStringLiteral("Cursor"), config + QStringLiteral("/Cursor") + storage },
        { Kind::VsCode, QStringLiteral("Windsurf"), config + QStringLiteral("/Windsurf") + storage },
        { Kind::VsCode, QStringLiteral("VS Code Server"), server + storage },
        { Kind::JetBrainsGateway, QStringLiteral("JetBrains Gateway"),
            data + QStringLiteral("/coder-gateway") },
    };
}

FoundFolders foldersUnder(const ForeignRoot& root)
{
    // QDir does not tell an empty folder from one that cannot be read.
    const Descriptor opened(
        open(QFile::encodeName(root.path).constData(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (opened < 0) {
        const bool missing = errno == ENOENT || errno == ENOTDIR;
        return { .folders = {},
            .problem = missing ? std::nullopt : std::optional(systemFailure(root.path).error()) };
    }
    QStringList names = QDir(root.path).entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name);
    std::optional<Error> problem;
    if (names.size() > MostFolders) {
        names.resize(MostFolders);
        problem = Error { ErrorCode::DataTooBig,
            Text::tr("%1 holds more than %2 folders. Only the first %2 were looked at; remove those of "
                     "servers that are no longer used.")
                .arg(root.path)
                .arg(MostFolders) };
    }
    QStringList folders { root.path }; // there the first versions of the extension kept their only login
    for (const QString& name : std::as_const(names)) {
        const QString folder = root.path + u'/' + name;
        folders.append(folder);
        if (root.kind == ForeignPlace::Kind::JetBrainsGateway) {
            folders.append(folder + QStringLiteral("/config")); // as other versions of its plugin do
        }
    }
    return { .folders = folders, .problem = problem };
}

} // namespace latchkey::credentials
