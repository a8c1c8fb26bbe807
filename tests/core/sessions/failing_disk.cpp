// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/failing_disk.h"

#include <atomic>
#include <new>
#include <sqlite3.h>

namespace latchkey::test {

namespace {

std::atomic<int> done = 0;
std::atomic<int> failing = 0;
int writeError = SQLITE_IOERR_WRITE;
sqlite3_vfs* system = nullptr;
sqlite3_vfs disk;

struct File
{
    sqlite3_file base;
    sqlite3_file* real; ///< lies behind this
};

sqlite3_file* realOf(sqlite3_file* file) { return reinterpret_cast<File*>(file)->real; }

bool fails() { return ++done == failing; }

int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at)
{
    return fails() ? SQLITE_IOERR_READ : realOf(file)->pMethods->xRead(realOf(file), bytes, size, at);
}

int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at)
{
    return fails() ? writeError : realOf(file)->pMethods->xWrite(realOf(file), bytes, size, at);
}

int truncate(sqlite3_file* file, sqlite3_int64 size)
{
    return fails() ? SQLITE_IOERR_TRUNCATE : realOf(file)->pMethods->xTruncate(realOf(file), size);
}

int sync(sqlite3_file* file, int flags)
{
    return fails() ? SQLITE_IOERR_FSYNC : realOf(file)->pMethods->xSync(realOf(file), flags);
}

int fileSize(sqlite3_file* file, sqlite3_int64* size)
{
    return fails() ? SQLITE_IOERR_FSTAT : realOf(file)->pMethods->xFileSize(realOf(file), size);
}

int lock(sqlite3_file* file, int kind)
{
    return fails() ? SQLITE_IOERR_LOCK : realOf(file)->pMethods->xLock(realOf(file), kind);
}

int mapShared(sqlite3_file* file, int page, int size, int extend, void volatile** memory)
{
    return fails() ? SQLITE_IOERR_SHMMAP
                   : realOf(file)->pMethods->xShmMap(realOf(file), page, size, extend, memory);
}

// Without a chance to fail.
int close(sqlite3_file* file) { return realOf(file)->pMethods->xClose(realOf(file)); }
int unlock(sqlite3_file* file, int kind) { return realOf(file)->pMethods->xUnlock(realOf(file), kind); }
int reserved(sqlite3_file* file, int* result)
{
    return realOf(file)->pMethods->xCheckReservedLock(realOf(file), result);
}
int control(sqlite3_file* file, int operation, void* argument)
{
    return realOf(file)->pMethods->xFileControl(realOf(file), operation, argument);
}
int sectorSize(sqlite3_file* file) { return realOf(file)->pMethods->xSectorSize(realOf(file)); }
int device(sqlite3_file* file) { return realOf(file)->pMethods->xDeviceCharacteristics(realOf(file)); }
int lockShared(sqlite3_file* file, int offset, int count, int flags)
{
    return realOf(file)->pMethods->xShmLock(realOf(file), offset, count, flags);
}
void barrier(sqlite3_file* file) { realOf(file)->pMethods->xShmBarrier(realOf(file)); }
int unmapShared(sqlite3_file* file, int remove)
{
    return realOf(file)->pMethods->xShmUnmap(realOf(file), remove);
}

const sqlite3_io_methods methods = { 2, close, read, write, truncate, sync, fileSize, lock, unlock, reserved,
    control, sectorSize, device, mapShared, lockShared, barrier, unmapShared, nullptr, nullptr };

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* outFlags)
{
    auto* ours =
        new (file) File { { nullptr }, reinterpret_cast<sqlite3_file*>(reinterpret_cast<File*>(file) + 1) };
    if (fails()) {
        return SQLITE_CANTOPEN;
    }
    const int opened = system->xOpen(system, name, ours->real, flags, outFlags);
    if (ours->real->pMethods != nullptr) {
        ours->base.pMethods = &methods;
    }
    return opened;
}

int remove(sqlite3_vfs*, const char* name, int syncFolder)
{
    return fails() ? SQLITE_IOERR_DELETE : system->xDelete(system, name, syncFolder);
}

int access(sqlite3_vfs*, const char* name, int flags, int* result)
{
    return fails() ? SQLITE_IOERR_ACCESS : system->xAccess(system, name, flags, result);
}

} // namespace

FailingDisk::FailingDisk(Writes writes)
{
    failOnceAt(0);
    writeError = writes == Writes::AreErrors ? SQLITE_IOERR_WRITE : SQLITE_FULL;
    system = sqlite3_vfs_find(nullptr);
    disk = *system;
    disk.zName = "failing disk";
    disk.szOsFile = int(sizeof(File)) + system->szOsFile;
    disk.xOpen = open;
    disk.xDelete = remove;
    disk.xAccess = access;
    sqlite3_vfs_register(&disk, 1);
}

FailingDisk::~FailingDisk() { sqlite3_vfs_unregister(&disk); }

void FailingDisk::failOnceAt(int operation)
{
    done = 0;
    failing = operation;
}

int FailingDisk::operations() const { return done; }

} // namespace latchkey::test
