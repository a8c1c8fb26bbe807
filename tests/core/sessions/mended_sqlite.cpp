// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#include <sqlite3.h>

/// What a version says that does not have the fault for which Latchkey takes its lock. It stands before the
/// library's own, which has it.
int sqlite3_libversion_number() { return 3051003; }
