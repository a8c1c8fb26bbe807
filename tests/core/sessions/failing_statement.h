// SPDX-FileCopyrightText: 2026 The Latchkey developers
// SPDX-License-Identifier: MIT

#pragma once

namespace latchkey::test {

/// Steps of SQLite's statements in this program, and scripts, openings and preparations of a connection as
/// one step each: all but those of ROLLBACK, which has nothing left to fail. Programs that use it need
/// ENABLE_EXPORTS, so that Qt's driver finds the functions here before SQLite's.
namespace failing_statement {

/// The n-th step from now is an I/O error, and no other; 0: none.
void failOnceAt(int step);

/// How many steps there were since then.
int steps();

} // namespace failing_statement

} // namespace latchkey::test
