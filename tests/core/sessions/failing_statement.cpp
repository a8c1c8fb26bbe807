// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/failing_statement.h"

#include <atomic>
#include <dlfcn.h>
#include <sqlite3.h>
#include <string_view>

namespace {

std::atomic<int> done = 0;
std::atomic<int> failing = 0;
thread_local bool hasJustFailed = false;

template <typename Function> Function real(Function, const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

} // namespace

extern "C" {

int sqlite3_step(sqlite3_stmt* statement)
{
    static const auto next = real(&sqlite3_step, "sqlite3_step");
    const char* sql = sqlite3_sql(statement);
    const bool isCounted = sql != nullptr && !std::string_view(sql).starts_with("ROLLBACK");
    hasJustFailed = isCounted && ++done == failing;
    return hasJustFailed ? SQLITE_IOERR : next(statement);
}

int sqlite3_extended_errcode(sqlite3* database)
{
    static const auto next = real(&sqlite3_extended_errcode, "sqlite3_extended_errcode");
    return hasJustFailed ? SQLITE_IOERR : next(database);
}
}

namespace latchkey::test::failing_statement {

void failOnceAt(int step)
{
    failing = step;
    done = 0;
}

int steps() { return done; }

} // namespace latchkey::test::failing_statement
