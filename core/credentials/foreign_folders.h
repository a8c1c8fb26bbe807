// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/credentials/foreign_place.h"

#include <QProcessEnvironment>
#include <QStringList>

namespace latchkey::credentials {

/// A folder in which another program keeps one folder for each server it is signed in to.
struct ForeignRoot
{
    ForeignPlace::Kind kind;
    QString program; ///< as a person knows it
    QString path;
};

/// Where the programs Latchkey knows keep their folders on Linux: the Coder extension of VS Code and of the
/// editors made from it, and JetBrains Gateway. They need not exist. Reads nothing but the variables.
QList<ForeignRoot> wellKnownRoots(const QProcessEnvironment& environment);

/// The folders of a root that may hold a `url` and a `session`.
struct FoundFolders
{
    QStringList folders; ///< absolute, sorted by name
    std::optional<Error> problem; ///< why there may be more: `AccessDenied`, `StoreUnavailable`, `Corrupt`
                                  ///< (a loop of links), `DataTooBig` when there are more than 200
};

/// Looks one level deep, so a loop of links does no harm. A root that does not exist has no folders and no
/// problem. Blocks on the disk: not for the UI thread.
FoundFolders foldersUnder(const ForeignRoot& root);

} // namespace latchkey::credentials
