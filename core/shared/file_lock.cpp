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

// Bytes of the file: the lock, and behind it the places of a queue. Who waits moves up from the last place,
// so those in it are served in their order; none is passed over by who comes later and looks more often.
constexpr off_t Lock = 0;
constexpr off_t FirstPlace = 1;
constexpr off_t LastPlace = 8;

constexpr std::chrono::microseconds ShortestPause { 20 };
constexpr std::chrono::microseconds LongestPause { 200 };

/// Without waiting. These locks end with the open file, also when the process is killed.
bool set(short type, int descriptor, off_t first, off_t last)
{
    struct flock range = {};
    range.l_type = type;
    range.l_whence = SEEK_SET;
    range.l_start = first;
    range.l_len = last - first + 1;
    return fcntl(descriptor, F_OFD_SETLK, &range) == 0;
}

/// Pauses between its looks, each twice as long as the one before.
bool waitFor(int descriptor, off_t byte, std::chrono::steady_clock::time_point deadline)
{
    // At the end of the queue there may be many, who are all to look equally often.
    auto pause = byte == LastPlace ? LongestPause : ShortestPause;
    while (!set(F_WRLCK, descriptor, byte, byte)) {
        if (std::chrono::steady_clock::now() >= deadline) {
            return false;
        }
        std::this_thread::sleep_for(pause);
        pause = std::min(pause * 2, LongestPause);
    }
    return true;
}

bool queueUp(int descriptor, std::chrono::steady_clock::time_point deadline)
{
    for (off_t byte = LastPlace; byte >= Lock; --byte) {
        if (!waitFor(descriptor, byte, deadline)) {
            return false;
        }
        if (byte < LastPlace) {
            set(F_UNLCK, descriptor, byte + 1, byte + 1);
        }
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
    const bool nobodyWaits = set(F_WRLCK, descriptor, Lock, LastPlace);
    if (nobodyWaits) {
        set(F_UNLCK, descriptor, FirstPlace, LastPlace);
    } else if (!queueUp(descriptor, std::chrono::steady_clock::now() + limit)) {
        return failure(ErrorCode::TimedOut,
            Text::tr("Another program has kept %1 locked for %n second(s). Nothing was changed; try again.",
                nullptr, static_cast<int>(std::chrono::duration_cast<std::chrono::seconds>(limit).count()))
                .arg(path));
    }
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
