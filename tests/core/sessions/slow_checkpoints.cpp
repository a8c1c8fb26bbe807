// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

// Checkpoints of this program wait a moment between reading the log's header and acting on it: there SQLite
// before 3.51.3 meets a log that another process has begun anew (sqlite.org/wal.html, "The WAL-reset bug").
// Left to chance, the two meet once in some thousand seconds.

#include <chrono>
#include <sqlite3.h>
#include <thread>

namespace {

constexpr auto Moment = std::chrono::microseconds(300);

sqlite3_vfs* system = nullptr;
sqlite3_vfs slow;
sqlite3_io_methods methods;
int (*unfetch)(sqlite3_file*, sqlite3_int64, void*) = nullptr;

/// What a checkpoint calls right after it found a header that it had not seen.
int unfetchLater(sqlite3_file* file, sqlite3_int64 at, void* page)
{
    std::this_thread::sleep_for(Moment);
    return unfetch(file, at, page);
}

int open(sqlite3_vfs*, sqlite3_filename name, sqlite3_file* file, int flags, int* outFlags)
{
    const int opened = system->xOpen(system, name, file, flags, outFlags);
    const bool isDatabase = (flags & SQLITE_OPEN_MAIN_DB) != 0;
    if (isDatabase && file->pMethods != nullptr && file->pMethods->iVersion >= 3) {
        unfetch = file->pMethods->xUnfetch; // each database has the same methods
        methods = *file->pMethods;
        methods.xUnfetch = unfetchLater;
        file->pMethods = &methods;
    }
    return opened;
}

const bool isRegistered = [] {
    system = sqlite3_vfs_find(nullptr);
    slow = *system;
    slow.zName = "slow checkpoints";
    slow.xOpen = open;
    return sqlite3_vfs_register(&slow, 1) == SQLITE_OK;
}();

} // namespace
