// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

#include "tests/bench/sample_sessions.h"

namespace latchkey::bench {

/// Makes `path` a session database that holds the sample: the store makes the file, then the rows go in at
/// once, in SQLite's C interface, with user agents recognised by uap-core's patterns. A file that is there
/// already is replaced. The whole database is in the one file afterwards. Errors: the store's.
Result<void> makeSessionFile(const QString& path, const SampleSessions& sample, const QString& patternFile);

} // namespace latchkey::bench
