// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "core/shared/file_lock.h"

#include <QCoreApplication>
#include <QFile>

#include <fcntl.h>
#include <thread>
#include <unistd.h>
#include <utility>

namespace latchkey {

namespace {

struct Text
{
    Q_DECLARE_TR_FUNCTIONS(FileLock)
};

constexpr off_t LockByte = 0;
constexpr off_t TurnByte = 1;
constexpr auto PollInterval = std::chrono::microseconds(500);

bool setLock(int descriptor, off_t byte, short type)
{
    struct flock range = {};
    range.l_type = type;
    range.l_whence = SEEK_SET;
    range.l_start = byte;
    range.l_len = 1;
    return fcntl(descriptor, F_OFD_SETLK, &range) == 0;
}

bool waitForByte(int descriptor, off_t byte, std::chrono::steady_clock::time_point deadline)
{
    while (!setLock(descriptor, byte, F_WRLCK)) {
        if (std::chrono::steady_clock::now() >= deadline) {
            return false;
        }
        std::this_thread::sleep_for(PollInterval);
    }
    return true;
}

} // namespace

Result<FileLock> FileLock::acquire(const QString& path, std::chrono::milliseconds limit)
{
    const int descriptor =
        open(QFile::encodeName(path).constData(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor < 0) {
        return failure(ErrorCode::StoreUnavailable,
            Text::tr("The lock file %1 cannot be opened: %2.").arg(path, qt_error_string()));
    }
    FileLock lock(descriptor);
    const auto deadline = std::chrono::steady_clock::now() + limit;
    if (!waitForByte(descriptor, TurnByte, deadline) || !waitForByte(descriptor, LockByte, deadline)) {
        return failure(ErrorCode::TimedOut,
            Text::tr("Another program has kept %1 locked for %n second(s). Nothing was changed; try again.",
                nullptr, static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(limit).count()))
                .arg(path));
    }
    setLock(descriptor, TurnByte, F_UNLCK);
    return lock;
}

FileLock::FileLock(FileLock&& other) noexcept
    : m_descriptor(std::exchange(other.m_descriptor, -1))
{
}

FileLock& FileLock::operator=(FileLock&& other) noexcept
{
    std::swap(m_descriptor, other.m_descriptor);
    return *this;
}

FileLock::~FileLock()
{
    if (m_descriptor >= 0) {
        close(m_descriptor);
    }
}

} // namespace latchkey
