// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include "tests/core/sessions/failing_statement.h"

#include <atomic>
#include <dlfcn.h>
#include <functional>
#include <sqlite3.h>
#include <string_view>

namespace {

std::atomic<int> done = 0;
std::atomic<int> failing = 0;
thread_local bool hasJustFailed = false;
thread_local int depth = 0; ///< SQLite steps statements of its own within ours

template <typename Function> Function real(Function, const char* name)
{
    return reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
}

int mayFail(const char* sql, const std::function<int()>& call)
{
    const bool isCounted = depth == 0 && sql != nullptr && !std::string_view(sql).starts_with("ROLLBACK");
    hasJustFailed = isCounted && ++done == failing;
    if (hasJustFailed) {
        return SQLITE_IOERR;
    }
    ++depth;
    const int result = call();
    --depth;
    return result;
}

} // namespace

extern "C" {

int sqlite3_step(sqlite3_stmt* statement)
{
    static const auto next = real(&sqlite3_step, "sqlite3_step");
    return mayFail(sqlite3_sql(statement), [statement] { return next(statement); });
}

int sqlite3_exec(
    sqlite3* database, const char* sql, int (*take)(void*, int, char**, char**), void* target, char** message)
{
    static const auto next = real(&sqlite3_exec, "sqlite3_exec");
    return mayFail(sql, [=] { return next(database, sql, take, target, message); });
}

int sqlite3_open_v2(const char* name, sqlite3** database, int flags, const char* system)
{
    static const auto next = real(&sqlite3_open_v2, "sqlite3_open_v2");
    *database = nullptr;
    return mayFail(name, [=] { return next(name, database, flags, system); });
}

int sqlite3_create_function_v2(sqlite3* database, const char* name, int count, int encoding, void* target,
    void (*call)(sqlite3_context*, int, sqlite3_value**),
    void (*step)(sqlite3_context*, int, sqlite3_value**), void (*end)(sqlite3_context*),
    void (*destroy)(void*))
{
    static const auto next = real(&sqlite3_create_function_v2, "sqlite3_create_function_v2");
    return mayFail(
        name, [=] { return next(database, name, count, encoding, target, call, step, end, destroy); });
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
