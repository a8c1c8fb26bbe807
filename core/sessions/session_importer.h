// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/shared/async.h"

#include <QByteArray>
#include <QList>
#include <QString>

namespace latchkey::sessions {

/// A session that comes from elsewhere with its own history. The secret is digested already.
struct ImportedSession
{
    QString username; ///< as validateUsername() returned it
    QByteArray digest; ///< identifierDigest() of the user and the identifier
    QString userAgent; ///< as storableUserAgent() returned it
    bool revoked = false;
    qint64 created = 0; ///< Unix seconds
    qint64 lastUsed = 0; ///< Unix seconds
};

/// What an import does with the store. Threads and errors as those of TokenManager.
class SessionImporter
{
public:
    SessionImporter() = default;
    virtual ~SessionImporter() = default;
    Q_DISABLE_COPY_MOVE(SessionImporter)

    /// Stores, in one transaction, those that are not there yet, as they are; one that is there stays as it
    /// is. Returns how many were stored. Some thousands at a time, so that others never wait long.
    virtual Future<qint64> import(const QList<ImportedSession>& sessions) = 0;

    /// How many of these are there already.
    virtual Future<qint64> countPresent(const QList<ImportedSession>& sessions) = 0;
};

} // namespace latchkey::sessions
