// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "core/sessions/session_store.h"
#include "tests/support/manual_clock.h"

#include <QTemporaryDir>

#include <memory>

namespace latchkey::test {

inline constexpr qint64 Now = 1'700'000'000;

inline Secret secret(const char* text) { return Secret::takeFrom(QByteArray(text)); }

/// A folder for one database, the store on it, and a way around the store.
class StoreFixture
{
public:
    StoreFixture();

    QString folder() const { return m_folder.path(); }
    QString path() const { return m_folder.filePath(QStringLiteral("sessions.db")); }
    ManualClock& clock() { return m_clock; }

    /// Another store on the same file. Waits for locks 300 ms, so that tests of locks are quick.
    std::unique_ptr<sessions::SessionStore> open(sessions::SessionStore::Options options = {});

    /// Makes the database with these users, one session each, and closes it. Each identifier is the user's
    /// name.
    void fill(const QStringList& users);

    /// Runs SQL as another program would. False when it failed.
    bool runSql(const char* sql) const;

    /// The first value of the first row, as another program would read it.
    QByteArray sqlValue(const char* sql) const;

    /// Names and SHA-256 of the files in the folder. Not while a store is open: closing a file drops SQLite's
    /// locks.
    QByteArrayList fingerprints(bool withLock = false) const;

private:
    QTemporaryDir m_folder;
    ManualClock m_clock { Now };
};

/// While it lives, a test that runs as root acts as an ordinary user whom access rights bind. `folder` and
/// the files in it become that user's.
class AsOrdinaryUser
{
public:
    explicit AsOrdinaryUser(const QString& folder);
    ~AsOrdinaryUser();
    Q_DISABLE_COPY_MOVE(AsOrdinaryUser)
};

/// While it lives, no file may grow beyond `bytes`: what a full disk looks like to SQLite.
class FileSizeLimit
{
public:
    explicit FileSizeLimit(quint64 bytes);
    ~FileSizeLimit();
    Q_DISABLE_COPY_MOVE(FileSizeLimit)

private:
    quint64 m_before;
};

} // namespace latchkey::test
