// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/store_fixture.h"

#include "tests/support/raw_database.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>

#include <csignal>
#include <sys/resource.h>
#include <unistd.h>

namespace latchkey::test {

namespace {

constexpr uid_t OrdinaryUser = 65534;

} // namespace

StoreFixture::StoreFixture() = default;

std::unique_ptr<sessions::SessionStore> StoreFixture::open(sessions::SessionStore::Options options)
{
    options.path = path();
    options.waitLimit = std::chrono::milliseconds(300);
    return std::make_unique<sessions::SessionStore>(options, m_clock, nullptr);
}

void StoreFixture::fill(const QStringList& users)
{
    const auto store = open();
    for (const QString& user : users) {
        const auto added =
            waitFor(store->add(user, Secret::takeFrom(user.toUtf8()), QStringLiteral("agent")));
        if (!added) {
            qFatal("the fixture cannot fill the database: %s", qPrintable(added.error().message));
        }
    }
}

bool StoreFixture::runSql(const char* sql) const { return RawDatabase(path()).run(sql); }

QByteArray StoreFixture::sqlValue(const char* sql) const { return RawDatabase(path()).value(sql); }

QByteArrayList StoreFixture::fingerprints(bool withLock) const
{
    QByteArrayList found;
    const QFileInfoList files = QDir(folder()).entryInfoList(QDir::Files | QDir::Hidden, QDir::Name);
    for (const QFileInfo& info : files) {
        QFile file(info.filePath());
        if ((withLock || info.suffix() != QStringLiteral("lock")) && file.open(QIODevice::ReadOnly)) {
            found.append(info.fileName().toUtf8() + ' '
                + QCryptographicHash::hash(file.readAll(), QCryptographicHash::Sha256).toHex());
        }
    }
    return found;
}

AsOrdinaryUser::AsOrdinaryUser(const QString& folder)
{
    if (getuid() != 0) {
        return;
    }
    const auto giveAway = [](const QString& path) {
        if (chown(QFile::encodeName(path).constData(), OrdinaryUser, static_cast<gid_t>(-1)) != 0) {
            qFatal("chown failed");
        }
    };
    giveAway(folder);
    const QFileInfoList files = QDir(folder).entryInfoList(QDir::Files | QDir::Hidden);
    for (const QFileInfo& info : files) {
        giveAway(info.filePath());
    }
    if (seteuid(OrdinaryUser) != 0) {
        qFatal("seteuid failed");
    }
}

AsOrdinaryUser::~AsOrdinaryUser()
{
    if (getuid() == 0 && seteuid(0) != 0) {
        qFatal("seteuid failed");
    }
}

FileSizeLimit::FileSizeLimit(quint64 bytes)
{
    std::signal(SIGXFSZ, SIG_IGN); // as our programs do: the write fails instead
    struct rlimit limit = {};
    getrlimit(RLIMIT_FSIZE, &limit);
    m_before = limit.rlim_cur;
    limit.rlim_cur = bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
}

FileSizeLimit::~FileSizeLimit()
{
    struct rlimit limit = {};
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = m_before;
    setrlimit(RLIMIT_FSIZE, &limit);
}

} // namespace latchkey::test
