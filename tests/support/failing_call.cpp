// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/support/failing_call.h"

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <dlfcn.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

namespace {

using latchkey::test::thisCallFails;

std::atomic<int> done = -1; ///< -1: nothing is counted, and nothing fails
std::atomic<int> failing = 0;

template <typename Function> Function real(Function, const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

/// Threads wake each other by descriptors, too.
bool isFile(int descriptor)
{
    struct stat status = {};
    return syscall(SYS_fstat, descriptor, &status) == 0 && S_ISREG(status.st_mode);
}

} // namespace

extern "C" {

int open(const char* path, int flags, ...)
{
    static const auto next = real(&open, "open");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return thisCallFails(EIO) ? -1 : next(path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    static const auto next = real(&open64, "open64");
    va_list arguments;
    va_start(arguments, flags);
    const mode_t mode = (flags & (O_CREAT | O_TMPFILE)) != 0 ? va_arg(arguments, mode_t) : 0;
    va_end(arguments);
    return thisCallFails(EIO) ? -1 : next(path, flags, mode);
}

ssize_t read(int descriptor, void* bytes, size_t size)
{
    static const auto next = real(&read, "read");
    return isFile(descriptor) && thisCallFails(EIO) ? -1 : next(descriptor, bytes, size);
}

ssize_t write(int descriptor, const void* bytes, size_t size)
{
    static const auto next = real(&write, "write");
    return isFile(descriptor) && thisCallFails(ENOSPC) ? -1 : next(descriptor, bytes, size);
}

int fsync(int descriptor)
{
    static const auto next = real(&fsync, "fsync");
    return thisCallFails(EIO) ? -1 : next(descriptor);
}

int ftruncate(int descriptor, off_t size) noexcept
{
    static const auto next = real(&ftruncate, "ftruncate");
    return thisCallFails(EIO) ? -1 : next(descriptor, size);
}

int fstat(int descriptor, struct stat* status) noexcept
{
    static const auto next = real(&fstat, "fstat");
    return thisCallFails(EIO) ? -1 : next(descriptor, status);
}

int fstat64(int descriptor, struct stat64* status) noexcept
{
    static const auto next = real(&fstat64, "fstat64");
    return thisCallFails(EIO) ? -1 : next(descriptor, status);
}

int statx(int folder, const char* path, int flags, unsigned mask, struct statx* status) noexcept
{
    static const auto next = real(&statx, "statx");
    return thisCallFails(EIO) ? -1 : next(folder, path, flags, mask, status);
}

int lstat(const char* path, struct stat* status) noexcept
{
    static const auto next = real(&lstat, "lstat");
    return thisCallFails(EIO) ? -1 : next(path, status);
}

int stat(const char* path, struct stat* status) noexcept
{
    static const auto next = real(&stat, "stat");
    return thisCallFails(EIO) ? -1 : next(path, status);
}

int rename(const char* from, const char* to) noexcept
{
    static const auto next = real(&rename, "rename");
    return thisCallFails(EIO) ? -1 : next(from, to);
}

int unlink(const char* path) noexcept
{
    static const auto next = real(&unlink, "unlink");
    return thisCallFails(EIO) ? -1 : next(path);
}

int access(const char* path, int mode) noexcept
{
    static const auto next = real(&access, "access");
    return thisCallFails(EACCES) ? -1 : next(path, mode);
}

int mkdir(const char* path, mode_t mode) noexcept
{
    static const auto next = real(&mkdir, "mkdir");
    return thisCallFails(ENOSPC) ? -1 : next(path, mode);
}

int mkostemp(char* pattern, int flags)
{
    static const auto next = real(&mkostemp, "mkostemp");
    return thisCallFails(ENOSPC) ? -1 : next(pattern, flags);
}
}

namespace latchkey::test {

FailingCall::FailingCall(int number)
{
    failing = number;
    done = 0;
}

FailingCall::~FailingCall() { done = -1; }

bool FailingCall::hasFailed() const { return done >= failing; }

bool thisCallFails(int error)
{
    if (done < 0 || ++done != failing) {
        return false;
    }
    errno = error;
    return true;
}

} // namespace latchkey::test
